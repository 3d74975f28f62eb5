using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Emojis;
using Weft.Core.Ids;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Posts.Polls;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>A post of another server has come: checked, cleaned, and with what it names found.</summary>
/// <param name="AuthorId">Its author's account here.</param>
/// <param name="Uri">The id that its server gave it.</param>
public sealed record ReceivePost(long AuthorId, string Uri)
{
    /// <summary>Its page for people.</summary>
    public string? Url { get; init; }

    /// <summary>The sanitised HTML.</summary>
    public string Html { get; init; } = "";

    /// <summary>The same without the link that stands in for the quoted post, for where that post is shown; null for the same.</summary>
    public string? HtmlBesideQuote { get; init; }

    /// <summary>The text without markup.</summary>
    public string Text { get; init; } = "";

    /// <summary>What stands before it; empty for none.</summary>
    public string ContentWarning { get; init; } = "";

    /// <summary>Media are veiled.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Who may see it.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>Who may reply at once, as its server enforces.</summary>
    public InteractionPolicy ReplyPolicy { get; init; }

    /// <summary>Who else may reply once its author has said yes, perhaps nobody; null where its server lets replies be as they come.</summary>
    public InteractionPolicy? ReplyOnRequest { get; init; }

    /// <summary>Who may quote, as its server enforces.</summary>
    public InteractionPolicy QuotePolicy { get; init; }

    /// <summary>Who may quote once its author has said yes; null for nobody.</summary>
    public InteractionPolicy? QuoteOnRequest { get; init; }

    /// <summary>Who may like it at once; null for everyone.</summary>
    public InteractionPolicy? LikePolicy { get; init; }

    /// <summary>Who else may like it once its author has said yes; null for nobody.</summary>
    public InteractionPolicy? LikeOnRequest { get; init; }

    /// <summary>Who may repost it at once; null for everyone.</summary>
    public InteractionPolicy? RepostPolicy { get; init; }

    /// <summary>Who else may repost it once its author has said yes; null for nobody.</summary>
    public InteractionPolicy? RepostOnRequest { get; init; }

    /// <summary>What those policies say to people of this server whom they name, at most <see cref="NamedLeave.Most"/>.</summary>
    public IReadOnlyList<NamedLeave> Named { get; init; } = [];

    /// <summary>Its server takes no requests: it looks at likes, replies and reposts when they come.</summary>
    public bool LooksAtActs { get; init; }

    /// <summary>Its language; null, or unknown, for none.</summary>
    public string? Language { get; init; }

    /// <summary>When it was said; null for now.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When it last changed; null for never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The post here that it answers.</summary>
    public long? InReplyToId { get; init; }

    /// <summary>The stamp by which the author of what it answers lets it stand: fetched, and found good; null for none, or where none is needed.</summary>
    public string? Stamp { get; init; }

    /// <summary>It names such a stamp, good or not.</summary>
    public bool NamesStamp { get; init; }

    /// <summary>The post here that it quotes.</summary>
    public long? QuoteOfId { get; init; }

    /// <summary>The stamp by which the author of what it quotes agrees: fetched, and found good; null for none.</summary>
    public string? QuoteStamp { get; init; }

    /// <summary>It names a stamp, good or not.</summary>
    public bool NamesQuoteStamp { get; init; }

    /// <summary>The accounts here that it mentions or is addressed to.</summary>
    public IReadOnlyList<long> MentionedIds { get; init; } = [];

    /// <summary>Its hashtags, in their comparable form.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The custom emoji that were sent beside its text.</summary>
    public IReadOnlyList<ReceivedEmoji> Emojis { get; init; } = [];

    /// <summary>What it asks; null for nothing.</summary>
    public ReceivedPoll? Poll { get; init; }

    /// <summary>What it shows, in its order; more than <see cref="MediaLimits.OfPost"/> are cut.</summary>
    public IReadOnlyList<ReceivedMedia> Media { get; init; } = [];

    /// <summary>Its author's server sent it. What was only fetched, for a thread or a repost, tells nobody.</summary>
    public bool IsNews { get; init; }

    /// <summary>Somebody may have asked to be told of each of its author's posts; false spares the search for them.</summary>
    public bool HasListeners { get; init; } = true;

    /// <summary>Says in the post who may do what with it; true when that is news.</summary>
    internal bool SetPolicies(Post post)
    {
        InteractionPolicy?[] before = Of(post);
        (bool looked, string? named) = (post.LooksAtActs, post.Named);
        (post.ReplyPolicy, post.ReplyOnRequest) = (ReplyPolicy, ReplyOnRequest);
        post.QuotePolicy = SetInteractionPolicyHandler.QuotePolicyFor(post.Visibility, QuotePolicy);
        post.QuoteOnRequest = Counting.CountsForOthers(post.Visibility) ? QuoteOnRequest : null;
        (post.LikePolicy, post.LikeOnRequest) = (LikePolicy, LikeOnRequest);
        (post.RepostPolicy, post.RepostOnRequest) = (RepostPolicy, RepostOnRequest);
        (post.LooksAtActs, post.Named) = (LooksAtActs, NamedLeave.Write(Named));
        return looked != LooksAtActs || named != post.Named || !before.SequenceEqual(Of(post));

        static InteractionPolicy?[] Of(Post post) =>
            [
                post.ReplyPolicy,
                post.ReplyOnRequest,
                post.QuotePolicy,
                post.QuoteOnRequest,
                post.LikePolicy,
                post.LikeOnRequest,
                post.RepostPolicy,
                post.RepostOnRequest,
            ];
    }
}

/// <summary>
/// Takes a post of another server, which the caller has just looked for and not found. Coming twice it has one effect; what
/// was deleted stays away.
/// </summary>
public sealed class ReceivePostHandler(IWriter writer)
{
    /// <summary>
    /// Answers the post's id, also when it was here before; <see cref="Refusal.NotFound"/> when it or its author is gone,
    /// <see cref="Refusal.NotAllowed"/> when the author of what it answers does not let it.
    /// </summary>
    public Task<Outcome<long>> RunAsync(ReceivePost command, CancellationToken cancellation) =>
        writer.RunAsync(
            async work =>
            {
                // Not looked for again: should it have come meanwhile, or be gone, its id is taken and this runs a second time.
                Outcome<long> received =
                    work.Attempt > 1 ? await ReceiveAsync(work, command, cancellation) : await AddAsync(work, command, cancellation);
                if (received.Succeeded && command is { IsNews: true, InReplyToId: long answered })
                {
                    await ReceiveInteractionRequestHandler.StampUnaskedAsync(work, command, answered, cancellation);
                }

                return received;
            },
            cancellation
        );

    /// <summary>Takes a post that may be here already; answers as <see cref="RunAsync"/>.</summary>
    internal static async Task<Outcome<long>> ReceiveAsync(Work work, ReceivePost command, CancellationToken cancellation)
    {
        if (await work.Db.ForeignUris.FindAsync([command.Uri], cancellation) is ForeignUri known)
        {
            return known is { GoneAt: null, Kind: ForeignKind.Post } ? known.LocalId : Refused.NotFound;
        }

        return await AddAsync(work, command, cancellation);
    }

    private static async Task<Outcome<long>> AddAsync(Work work, ReceivePost command, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        Post post = Draft(work, command);
        command.SetPolicies(post);
        List<long> mentioned =
            command.MentionedIds.Count == 0
                ? []
                : await db.Accounts.Where(a => command.MentionedIds.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellation);
        post.Mentions.AddRange(mentioned.Select(id => new PostMention { AccountId = id, Shard = post.Shard }));
        if (!await ReceivedTies.AnswerAsync(work, post, command.InReplyToId, command.Stamp, cancellation))
        {
            return Refused.NotAllowed("The author does not let this post be answered.");
        }

        await ReceivedTies.QuoteAsync(work, post, command.QuoteOfId, command.QuoteStamp, cancellation);
        post.Html = post.QuoteOfId is null ? command.Html : command.HtmlBesideQuote ?? command.Html;
        await ReceivedEmoji.KeepAsync(work, post.AuthorId, command.Emojis, cancellation);
        RemotePostMedia.Attach(work, post, command.Media);
        if (command.Poll is { } poll)
        {
            post.HasPoll = true;
            db.Polls.Add(poll.Begin(post));
        }

        ForeignUris.Keep(work, command.Uri, ForeignKind.Post, post.Id);
        if (!await Counting.AddAsync(work, post, cancellation))
        {
            return Refused.NotFound;
        }

        PublishPostHandler.CountForOthers(work, post);
        bool stands = post.Consent == Consent.Given;
        work.Raise(
            new PostPublished(post.Id, post.AuthorId, post.Visibility, post.InReplyToAccountId, null, null, mentioned) { IsHeld = !stands }
        );
        if (command.IsNews && stands)
        {
            await PostNotices.TellOfNewAsync(work, post, command.HasListeners, cancellation);
        }

        return post.Id;
    }

    private static Post Draft(Work work, ReceivePost command)
    {
        int shard = SnowflakeId.ShardOf(command.AuthorId);
        long id = work.Ids.At(command.PublishedAt ?? work.Now, shard, work.Attempt);
        DateTimeOffset createdAt = SnowflakeId.TimeOf(id);
        return new Post
        {
            Id = id,
            Shard = shard,
            AuthorId = command.AuthorId,
            Uri = command.Uri,
            Url = command.Url,
            Html = command.Html,
            Text = command.Text,
            ContentWarning = command.ContentWarning,
            Sensitive = command.Sensitive,
            Visibility = command.Visibility,
            Language = PostLanguage.Read(command.Language),
            ConversationId = id,
            CreatedAt = createdAt,
            EditedAt = command.EditedAt > createdAt ? command.EditedAt : null,
            Tags = [.. command.Tags.Distinct().Select(name => new PostTag { Name = name, Shard = shard })],
        };
    }
}
