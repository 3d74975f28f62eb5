using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Html;
using Weft.Federation.Http;

namespace Weft.Federation.Posts;

/// <summary>
/// The posts of other servers: known ones from the database, others from their own servers, with what they answer and
/// quote, within a budget.
/// </summary>
public sealed class RemotePosts(
    DocumentFetch documents,
    RemoteActors actors,
    KnownThings things,
    Stamps stamps,
    HostRules hosts,
    IWriter writer
)
{
    private const int MostMentions = 50;
    private const int MostTags = 30;

    /// <summary>
    /// The post of an id, this server's own too: known, or fetched when everyone may see it. Null when there is none to be
    /// believed, or the budget is spent.
    /// </summary>
    public async Task<long?> FindAsync(string id, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(budget);
        if (await things.PostAsync(id, cancellation) is long known)
        {
            return known;
        }

        if (things.IsLocal(id) || !budget.Take())
        {
            return null;
        }

        FetchedDocument? fetched = await budget.WithinAsync(token => documents.FetchAsync(id, Wanted.Document, token), cancellation);
        if (fetched?.MayPassLater == true)
        {
            budget.Miss();
        }

        return fetched?.Document is PostDocument post ? await TakeFetchedAsync(post, budget, cancellation) : null;
    }

    /// <summary>Takes a post that came from its own server because somebody named it. It tells nobody.</summary>
    public async Task<long?> TakeFetchedAsync(PostDocument post, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(budget);
        if (post.IsVote || await AuthorAsync(post, budget, cancellation) is not RemotePerson author)
        {
            return null;
        }

        ReceivePost draft = await DraftAsync(post, author, null, budget, cancellation);
        if (draft.Visibility is not (Visibility.Public or Visibility.Unlisted))
        {
            return null;
        }

        Outcome<long> taken = await new ReceivePostHandler(writer).RunAsync(draft, cancellation);
        return taken.Succeeded ? taken.Value : null;
    }

    /// <summary>Makes of a document what is stored of it, and finds whom and what it names.</summary>
    /// <param name="post">The document: fetched at its server, or signed by its author.</param>
    /// <param name="author">Its author.</param>
    /// <param name="recipientId">Whose inbox it came to; null for everybody's.</param>
    /// <param name="budget">What may be fetched for it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReceivePost> DraftAsync(
        PostDocument post,
        RemotePerson author,
        long? recipientId,
        FetchBudget budget,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(author);
        if ((post.Media.Count > 0 || post.Picture is not null) && await hosts.RejectsMediaAsync(author.Uri, cancellation))
        {
            post = post with { Media = [], Picture = null };
        }

        Visibility visibility = post.Kind == PostKind.ChatMessage ? Visibility.Mentioned : post.Addressing.Visibility(author.Followers);
        long? parent = post.InReplyTo is { } answered ? await FindAsync(answered, budget, cancellation) : null;
        long? quoted = post.Quote?.Id is { } quote ? await FindAsync(quote, budget, cancellation) : null;
        PostPolicies policies = new(post, author);
        (string html, string words) = PostMarkup.Whole(post);
        return new ReceivePost(author.AccountId, post.Id!)
        {
            HasListeners = author.HasListeners,
            Url = post.Url,
            Html = html,
            HtmlBesideQuote = quoted is null ? null : PostMarkup.BesideQuote(post),
            Text = words,
            ContentWarning = ForeignPostHtml.Warning(post),
            Sensitive = post.Sensitive,
            Visibility = visibility,
            ReplyPolicy = policies.Reply,
            ReplyOnRequest = policies.ReplyOnRequest,
            QuotePolicy = policies.Quote,
            QuoteOnRequest = policies.QuoteOnRequest,
            LikePolicy = policies.Like,
            LikeOnRequest = policies.LikeOnRequest,
            RepostPolicy = policies.Repost,
            RepostOnRequest = policies.RepostOnRequest,
            LooksAtActs = policies.LooksAtActs,
            Named = await NamedAsync(policies, cancellation),
            Language = post.Language,
            PublishedAt = post.Published,
            EditedAt = post.Updated,
            InReplyToId = parent,
            Stamp = parent is long answeredId ? await stamps.OfReplyAsync(post, answeredId, budget, cancellation) : null,
            NamesStamp = post.ReplyAuthorization is not null,
            QuoteOfId = quoted,
            Emojis = ReceivedTags.Emojis(post.Emojis),
            Media = PostAttachments.Of(post),
            Poll = PostPolls.Of(post),
            QuoteStamp = quoted is long id ? await stamps.OfQuoteAsync(post, id, budget, cancellation) : null,
            NamesQuoteStamp = post.Quote?.Authorization is not null,
            MentionedIds = await MentionedAsync(post, visibility, recipientId, cancellation),
            Tags = [.. post.Hashtags.Select(t => Core.Posts.Text.Tag.Read(t.Name)?.Name).OfType<string>().Distinct().Take(MostTags)],
        };
    }

    /// <summary>What the policies say to people of this server whom they name.</summary>
    private async Task<IReadOnlyList<NamedLeave>> NamedAsync(PostPolicies policies, CancellationToken cancellation)
    {
        List<NamedLeave> named = [];
        foreach (string id in policies.Named.Where(things.IsLocal).Take(NamedLeave.Most))
        {
            if (await things.LocalAccountAsync(id, cancellation) is long account)
            {
                named.Add(policies.For(id, account));
            }
        }

        return named;
    }

    private async Task<RemotePerson?> AuthorAsync(PostDocument post, FetchBudget budget, CancellationToken cancellation)
    {
        if (await actors.KnownAsync(post.AttributedTo, cancellation) is { } known)
        {
            return known;
        }

        PersonOutcome? found = budget.Take()
            ? await budget.WithinAsync(token => actors.FetchAsync(post.AttributedTo, token), cancellation)
            : null;
        if (found is PersonOutcome.Later)
        {
            budget.Miss();
        }

        return (found as PersonOutcome.Found)?.Person;
    }

    /// <summary>
    /// Whom it mentions, of those who are known. Who is addressed without being named may see what not everyone may; and
    /// what names nobody is for whose inbox it came to.
    /// </summary>
    private async Task<IReadOnlyList<long>> MentionedAsync(
        PostDocument post,
        Visibility visibility,
        long? recipientId,
        CancellationToken cancellation
    )
    {
        List<string> named = [.. post.Mentions.Select(m => m.Href).Take(MostMentions)];
        if (visibility is Visibility.Followers or Visibility.Mentioned)
        {
            named.AddRange(post.Addressing.All.Take(MostMentions));
        }

        IReadOnlyList<long> found = await things.AccountsAsync(named, cancellation);
        return found.Count == 0 && visibility == Visibility.Mentioned && recipientId is long owner ? [owner] : found;
    }
}
