using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using FocalPoint = Weft.Federation.Documents.Posts.FocalPoint;
using MediaAttachment = Weft.Federation.Documents.Posts.MediaAttachment;

namespace Weft.Federation.Presenting;

/// <summary>Finds what stands around this server's posts by the names that other servers know it by.</summary>
public sealed class PresentedNotes(PostLoader posts, AccountReader accounts, LocalAddresses addresses, TimeProvider clock)
{
    /// <summary>The post with what it answers, quotes and mentions. Decides nothing about who may read it.</summary>
    /// <param name="post">A post of this server; no repost.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<PresentedNote> OfAsync(PostModel post, CancellationToken cancellation) => (await OfAsync([post], cancellation))[0];

    /// <summary>The posts, in their order.</summary>
    /// <inheritdoc cref="OfAsync(PostModel, CancellationToken)"/>
    public async Task<IReadOnlyList<PresentedNote>> OfAsync(IReadOnlyList<PostModel> said, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(said);
        long[] around =
        [
            .. said.SelectMany(p => new[] { p.InReplyToId, p.QuoteOfId, p.ConversationId == p.Id ? null : p.ConversationId })
                .OfType<long>()
                .Distinct(),
        ];
        Dictionary<long, PostModel> known = await posts.LoadAsync(around, cancellation);
        // Of what was deleted the author is still known, and with it the name that the post had.
        long[] missing =
        [
            .. said.Where(p => p.InReplyToId is long id && !known.ContainsKey(id))
                .Select(p => p.InReplyToAccountId)
                .OfType<long>()
                .Distinct(),
        ];
        Dictionary<long, AccountModel> authors = (await accounts.ReadAsync(missing, cancellation)).ToDictionary(a => a.Id);
        return [.. said.Select(post => Present(post, known, authors))];
    }

    /// <summary>The id of a post of any server.</summary>
    public string IdOf(PostModel post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return post.Uri ?? addresses.Post(post.Author.Username, post.Id);
    }

    /// <summary>The id of an account of any server.</summary>
    public string IdOf(AccountModel account)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Uri ?? addresses.Actor(account.Username);
    }

    private PresentedNote Present(PostModel post, Dictionary<long, PostModel> known, Dictionary<long, AccountModel> authors)
    {
        PostModel? answered = post.InReplyToId is long parent ? known.GetValueOrDefault(parent) : null;
        AccountModel? answeredAuthor =
            answered?.Author ?? (post.InReplyToAccountId is long author ? authors.GetValueOrDefault(author) : null);
        IEnumerable<MentionedActor> mentions = post.Mentions.Select(Mentioned);
        if (answeredAuthor is not null && answeredAuthor.Id != post.Author.Id && !post.MentionedIds.Contains(answeredAuthor.Id))
        {
            // Elsewhere only those who are mentioned hear of a reply.
            mentions = mentions.Prepend(Mentioned(answeredAuthor));
        }

        return new PresentedNote(post)
        {
            Mentions = [.. mentions],
            Media = [.. post.Media.Select(Attached)],
            InReplyTo =
                answered is not null ? IdOf(answered)
                : post.InReplyToId is long gone && answeredAuthor is { IsLocal: true } ? addresses.Post(answeredAuthor.Username, gone)
                : null,
            Poll = post.Poll is { } poll ? PollOf(poll) : null,
            Context = ContextOf(post.ConversationId == post.Id ? post : known.GetValueOrDefault(post.ConversationId)),
            ReplyAuthorization = post.Stamp ?? OwnStamp(post, answered),
            Quote =
                post is { QuoteOfId: long quotedId, QuoteRevoked: false, QuoteConsent: not Consent.Refused }
                && known.GetValueOrDefault(quotedId) is { } quoted
                    ? Quoted(post, quoted)
                    : null,
        };
    }

    /// <summary>The stamp on a reply to somebody else of this server, where not everybody may reply.</summary>
    private string? OwnStamp(PostModel post, PostModel? answered) =>
        answered is { Uri: null, ReplyPolicy: not InteractionPolicy.Everyone } && answered.Author.Id != post.Author.Id
            ? addresses.ReplyAuthorization(answered.Author.Username, post.Id)
            : null;

    /// <summary>With the counts, unless they are told at the end only.</summary>
    private Documents.Posts.Poll PollOf(PollModel poll)
    {
        DateTimeOffset now = clock.GetUtcNow();
        bool tells = poll.TellsTotals(now);
        return new Documents.Posts.Poll(
            [.. poll.Options.Select(o => new Documents.Posts.PollOption(o.Title, tells ? o.Votes : 0))],
            poll.Multiple,
            poll.EndsAt,
            poll.HasEnded(now),
            tells ? poll.Voters : null
        );
    }

    /// <summary>The conversation's collection, where it began here and for everyone.</summary>
    private string? ContextOf(PostModel? first) =>
        first is { Uri: null, Visibility: Visibility.Public or Visibility.Unlisted } ? addresses.Context(first.Id) : null;

    private PresentedQuote Quoted(PostModel post, PostModel quoted) =>
        new(
            IdOf(quoted),
            quoted.Url ?? quoted.Uri ?? addresses.Page(quoted.Author.Username, quoted.Id),
                // Nobody asks for a stamp where both have the same author; for another of this server's authors it is ours.
                quoted.Uri
                    is not null
                    ? post.QuoteStamp
                : quoted.Author.Id != post.Author.Id ? addresses.QuoteAuthorization(quoted.Author.Username, post.Id)
                : null
        );

    private MediaAttachment Attached(MediaModel media) =>
        new(
            addresses.Media(media.Original),
            media.ContentType,
            // What every server shows; some know no other word for a picture.
            "Document",
            media.Description.Length > 0 ? media.Description : null,
            media.Blurhash,
            media.Kind == MediaKind.Audio ? null : new FocalPoint(media.FocusX, media.FocusY),
            media.Width > 0 ? media.Width : null,
            media.Height > 0 ? media.Height : null,
            media.DurationMs > 0 ? TimeSpan.FromMilliseconds(media.DurationMs) : null,
            media.Kind == MediaKind.Image || media.Small is null ? null : addresses.Media(media.Small)
        );

    private MentionedActor Mentioned(MentionModel mention) =>
        new(
            mention.Uri ?? addresses.Actor(mention.Username),
            mention.Url ?? mention.Uri ?? addresses.Profile(mention.Username),
            mention.Username,
            mention.Domain ?? addresses.Domain
        );

    private MentionedActor Mentioned(AccountModel account) =>
        new(
            IdOf(account),
            account.Url ?? account.Uri ?? addresses.Profile(account.Username),
            account.Username,
            account.Domain ?? addresses.Domain
        );
}
