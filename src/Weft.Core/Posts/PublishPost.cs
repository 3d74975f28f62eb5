using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Media;
using Weft.Core.Outbox;
using Weft.Core.Posts.Polls;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account says something: a post, a reply, a quote, or a reply that quotes.</summary>
/// <param name="AuthorId">Who says it.</param>
/// <param name="Text">The source text, at most 500 counted characters together with the warning.</param>
/// <param name="ContentWarning">What stands before the text; null or empty for none. Without a text it is the text.</param>
/// <param name="Sensitive">Whether media are veiled; null for the account's default. With a warning they always are.</param>
/// <param name="Visibility">Who may see it; null for the account's default. A quote is never for more than what it quotes.</param>
/// <param name="Language">ISO 639 code; null, empty or unknown for the account's default.</param>
/// <param name="InReplyToId">The post that it answers, or a repost of it.</param>
/// <param name="QuoteOfId">The post that it quotes, or a repost of it.</param>
/// <param name="ReplyPolicy">Who may reply; null for everyone.</param>
/// <param name="QuotePolicy">Who may quote; null for the account's default. What not everyone may see is quoted by its author alone.</param>
/// <param name="AppId">The app that posts.</param>
/// <param name="Poll">What it asks; null for nothing. A quote asks nothing.</param>
/// <param name="IdempotencyKey">The same key from the same account within an hour answers the first post.</param>
public sealed record PublishPost(
    long AuthorId,
    string? Text,
    string? ContentWarning = null,
    bool? Sensitive = null,
    Visibility? Visibility = null,
    string? Language = null,
    long? InReplyToId = null,
    long? QuoteOfId = null,
    InteractionPolicy? ReplyPolicy = null,
    InteractionPolicy? QuotePolicy = null,
    long? AppId = null,
    string? IdempotencyKey = null,
    PollDraft? Poll = null
)
{
    /// <summary>Its photos and videos, in their order: the author's own uploads that are ready. With any, no text is needed.</summary>
    public IReadOnlyList<long> MediaIds { get; init; } = [];

    /// <summary>What is said of them beyond what was said at the upload.</summary>
    public IReadOnlyList<MediaChange> MediaChanges { get; init; } = [];
}

/// <summary>Publishes posts. The hot path: a plain post is one read and one write, and is shown without another read.</summary>
public sealed class PublishPostHandler(IWriter writer, LocalDomain domain, PostLoader loader, PostReader reader)
{
    /// <summary>
    /// Answers the post; <see cref="Refusal.Invalid"/> for what cannot be said, <see cref="Refusal.NotFound"/> when what it
    /// answers or quotes does not exist for the author, <see cref="Refusal.NotAllowed"/> when its author does not let it be
    /// answered or quoted.
    /// </summary>
    public async Task<Outcome<Post>> RunAsync(PublishPost command, CancellationToken cancellation)
    {
        Outcome<Written> written = await WriteAsync(command, cancellation);
        return written.Succeeded ? written.Value.Post : written.Refusal;
    }

    /// <summary>Publishes, and answers the post as its author sees it; refusals as of <see cref="RunAsync"/>.</summary>
    public async Task<Outcome<PostView>> ShowAsync(PublishPost command, CancellationToken cancellation)
    {
        Outcome<Written> written = await WriteAsync(command, cancellation);
        if (!written.Succeeded)
        {
            return written.Refusal;
        }

        (Post post, AccountModel? author, PostCache.Stamp stamp) = written.Value;
        PostView? view =
            author is not null && IsPlain(post)
                ? PostReader.ShowNew(await loader.KeepNewAsync(post, author, stamp, cancellation))
                : await reader.FindAsync(post.Id, post.AuthorId, cancellation);
        return view is null ? Refused.NotFound : view;
    }

    /// <summary>Whether what was written is all there is to show: nothing of others is in it, no upload and no poll.</summary>
    private static bool IsPlain(Post post) =>
        post is { InReplyToId: null, QuoteOfId: null, HasPoll: false, MediaCount: 0 } && post.Mentions.Count == 0;

    private async Task<Outcome<Written>> WriteAsync(PublishPost command, CancellationToken cancellation)
    {
        Outcome<PostContent> content = PostContent.Read(command.Text, command.ContentWarning, domain, command.MediaIds.Count > 0);
        if (PostMedia.Check(command.MediaIds, command.MediaChanges) is { } fault)
        {
            return fault;
        }

        if (!content.Succeeded)
        {
            return content.Refusal;
        }

        if (command.Poll is { } asked)
        {
            Outcome<PollDraft> poll = (command.QuoteOfId, command.MediaIds.Count) switch
            {
                (not null, _) => Refused.Invalid("poll", "invalid", "can't stand beside a quote"),
                (_, > 0) => Refused.Invalid("poll", "invalid", "can't stand beside photos"),
                _ => asked.Checked(),
            };
            if (!poll.Succeeded)
            {
                return poll.Refusal;
            }

            command = command with { Poll = poll.Value };
        }

        return await writer.RunAsync(work => PublishAsync(work, command, content.Value, cancellation), cancellation);
    }

    private async Task<Outcome<Written>> PublishAsync(Work work, PublishPost command, PostContent content, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        string? key = string.IsNullOrEmpty(command.IdempotencyKey) ? null : command.IdempotencyKey;
        if (key is not null && await PostIdempotency.FindAsync(work, command.AuthorId, key, cancellation) is long firstId)
        {
            Post? first = await db.Posts.AsNoTracking().FirstOrDefaultAsync(p => p.Id == firstId, cancellation);
            return first is null ? Refused.NotFound : new Written(first, Author: null, Stamp: default);
        }

        if (await AuthorReads.FindAsync(db, command.AuthorId, cancellation) is not Author author)
        {
            return Refused.NotFound;
        }

        if (author.Account.MovedToId is not null)
        {
            return Refused.NotAllowed("You have moved to another account. Say that you are back, and you can post here again.");
        }

        Post post = Draft(work, command, content, author.Account);
        PostCache.Stamp stamp = loader.StampOf(post.Id);
        IReadOnlyList<long> mentioned = await PostMentionLookup.FindAsync(db, post.AuthorId, content.MentionedNames, cancellation);
        post.Mentions.AddRange(mentioned.Select(id => new PostMention { AccountId = id, Shard = post.Shard }));
        Refusal? refusal =
            await PostTies.AnswerAsync(work, post, command.InReplyToId, cancellation)
            ?? await PostTies.QuoteAsync(work, post, command.QuoteOfId, cancellation)
            ?? (
                command.MediaIds.Count == 0
                    ? null
                    : await PostMedia.AttachAsync(work, post, command.MediaIds, command.MediaChanges, cancellation)
            );
        if (refusal is not null)
        {
            return refusal;
        }

        post.QuotePolicy = SetInteractionPolicyHandler.QuotePolicyFor(post.Visibility, post.QuotePolicy);
        if (command.Poll is { } poll)
        {
            post.HasPoll = true;
            db.Polls.Add(poll.Begin(post, work.Now));
        }

        if (!await Counting.AddAsync(work, post, cancellation))
        {
            return Refused.NotFound;
        }

        if (Counting.CountsForAuthor(post.Visibility))
        {
            author.Account.PostsCount++;
            author.Account.LastPostAt = post.CreatedAt;
        }

        if (key is not null)
        {
            PostIdempotency.Remember(work, post, key);
        }

        CountForOthers(work, post);
        List<long> audience = [.. PostAudienceIds(post)];
        bool stands = post.Consent == Consent.Given;
        if (stands && (author.IsFollowedElsewhere || audience.Count > 0))
        {
            work.TellOfPost(OutboxAct.PublishPost, post, audience);
        }

        work.Raise(
            new PostPublished(post.Id, post.AuthorId, post.Visibility, post.InReplyToAccountId, null, null, mentioned) { IsHeld = !stands }
        );
        if (stands)
        {
            await PostNotices.TellOfNewAsync(work, post, author.HasListeners, cancellation);
        }

        return new Written(post, AccountReader.ToModel(author.Account, author.PendingFollowers), stamp);
    }

    private static Post Draft(Work work, PublishPost command, PostContent content, Account author)
    {
        int shard = SnowflakeId.ShardOf(command.AuthorId);
        long id = work.Ids.Next(shard);
        return new Post
        {
            Id = id,
            Shard = shard,
            AuthorId = command.AuthorId,
            Text = content.Text,
            ContentWarning = content.ContentWarning,
            Sensitive = (command.Sensitive ?? author.DefaultSensitive) || content.ContentWarning.Length > 0,
            Visibility = command.Visibility ?? author.DefaultVisibility,
            ReplyPolicy = command.ReplyPolicy ?? InteractionPolicy.Everyone,
            QuotePolicy = command.QuotePolicy ?? author.DefaultQuotePolicy,
            Language = PostLanguage.Read(command.Language) ?? author.DefaultLanguage,
            ConversationId = id,
            AppId = command.AppId,
            CreatedAt = SnowflakeId.TimeOf(id),
            Tags = [.. content.Tags.Select(name => new PostTag { Name = name, Shard = shard })],
        };
    }

    /// <summary>Whom a post is about: those it mentions, answers and quotes.</summary>
    internal static IEnumerable<long> PostAudienceIds(Post post) =>
        post.Mentions.Select(m => m.AccountId).Concat(new[] { post.InReplyToAccountId, post.QuoteOfAccountId }.OfType<long>());

    /// <summary>Counts a post that is new, or is no more to be seen, where it answers or quotes.</summary>
    internal static void CountForOthers(Work work, Post post, int delta = 1)
    {
        if (!Counting.CountsForOthers(post))
        {
            return;
        }

        if (post.InReplyToId is long parent)
        {
            Counting.Note(work, post.AuthorId, parent, CountKind.Replies, delta);
        }

        if (post is { QuoteOfId: long quoted, QuoteRevokedAt: null, QuoteConsent: Consent.Given })
        {
            Counting.Note(work, post.AuthorId, quoted, CountKind.Quotes, delta);
        }
    }

    /// <summary>What was written; without an author when the key had written it before.</summary>
    private sealed record Written(Post Post, AccountModel? Author, PostCache.Stamp Stamp);
}
