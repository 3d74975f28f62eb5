using Weft.Core.Ids;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.CatchingUp;

/// <summary>
/// The entries of one outbox, opened from the newest on. An activity may stand there by its id alone, and so may the post in
/// it: then they are asked for, as the same person, unless they are known. What could not be opened is not forgotten.
/// </summary>
/// <param name="documents">Fetches.</param>
/// <param name="things">Says what is known.</param>
/// <param name="isTaken">Whether the activity of an id was taken before.</param>
/// <param name="author">Whose outbox it is.</param>
/// <param name="asker">Who asks.</param>
/// <param name="since">What was said before is not opened.</param>
internal sealed class OutboxEntries(
    DocumentFetch documents,
    KnownThings things,
    Func<string, CancellationToken, Task<bool>> isTaken,
    RemotePerson author,
    SigningIdentity asker,
    DateTimeOffset since
)
{
    /// <summary>How many documents, of which an outbox tells only the ids, are fetched one by one at once.</summary>
    public const int MostFetches = 60;

    /// <summary>After so many that were not to be had the server is left in peace for now.</summary>
    private const int MostTroubles = 3;

    private readonly List<ActivityDocument> opened = [];
    private int fetches;
    private int troubles;

    /// <summary>What the author did since, the newest first.</summary>
    public IReadOnlyList<ActivityDocument> Opened => opened;

    /// <summary>Why some of it could not be opened this time; null when none of it is missing.</summary>
    public string? Missed { get; private set; }

    /// <summary>More was to be fetched than is fetched at once.</summary>
    public bool IsFull { get; private set; }

    /// <summary>What comes now was said before.</summary>
    public bool IsThrough { get; private set; }

    /// <summary>Nothing is gained by reading on.</summary>
    public bool IsDone => IsThrough || IsFull || troubles == MostTroubles;

    /// <summary>Opens what is on one page, of which there are some.</summary>
    public async Task OpenAsync(IReadOnlyList<Reference> page, CancellationToken cancellation)
    {
        DateTimeOffset? last = null;
        foreach (Reference entry in page)
        {
            last = await OpenAsync(entry, cancellation);
        }

        // The newest come first: behind a page that ends with older ones there is nothing new.
        IsThrough |= last < since;
    }

    /// <summary>Opens one.</summary>
    /// <returns>When it was said; null when that is not known.</returns>
    private async Task<DateTimeOffset?> OpenAsync(Reference entry, CancellationToken cancellation)
    {
        if (entry.Inlined is { } inlined)
        {
            DateTimeOffset? saidAt = SaidAt(inlined as ActivityDocument);
            return saidAt < since ? saidAt : await OpenAsync(inlined, cancellation);
        }

        if (entry.Id is not { } id || !Origin.Same(id, author.Uri))
        {
            return null;
        }

        if (await things.PostAsync(id, cancellation) is long known)
        {
            return SnowflakeId.TimeOf(known);
        }

        bool isNew = !await isTaken(id, cancellation);
        return isNew && await FetchAsync(id, cancellation) is { } fetched ? Through(await OpenAsync(fetched, cancellation)) : null;
    }

    private async Task<DateTimeOffset?> OpenAsync(Document document, CancellationToken cancellation)
    {
        if (document is not ActivityDocument { Id: not null } activity || !Embedding.Believes(author.Uri, activity))
        {
            return null;
        }

        if (activity is not { Kind: ActivityKind.Create, Object: { Id: { } id, Inlined: null } } || !Origin.Same(id, author.Uri))
        {
            return Keep(activity);
        }

        if (await things.PostAsync(id, cancellation) is long known)
        {
            return activity.Published ?? SnowflakeId.TimeOf(known);
        }

        return await FetchAsync(id, cancellation) is PostDocument post
            ? Through(Keep(activity with { Objects = [new Reference(post.Id, post)] }))
            : null;
    }

    private DateTimeOffset? Keep(ActivityDocument activity)
    {
        DateTimeOffset? saidAt = SaidAt(activity);
        if (!(saidAt < since))
        {
            opened.Add(activity);
        }

        return saidAt;
    }

    /// <summary>Behind one that was fetched only to be found old nothing more is fetched.</summary>
    private DateTimeOffset? Through(DateTimeOffset? saidAt)
    {
        IsThrough |= saidAt < since;
        return saidAt;
    }

    private async Task<Document?> FetchAsync(string id, CancellationToken cancellation)
    {
        if (IsThrough || troubles == MostTroubles)
        {
            return null;
        }

        if (fetches == MostFetches)
        {
            (IsFull, Missed) = (true, Missed ?? $"It has more than {MostFetches} entries that have to be fetched one by one.");
            return null;
        }

        fetches++;
        FetchedDocument fetched = await documents.FetchAsync(id, Wanted.Document, asker, cancellation);
        if (fetched.MayPassLater)
        {
            troubles++;
            Missed ??= $"{id} is not to be had now: {fetched.Why}";
        }

        return fetched.Document;
    }

    private static DateTimeOffset? SaidAt(ActivityDocument? activity) =>
        activity?.Published ?? (activity?.Object?.Inlined as PostDocument)?.Published;
}
