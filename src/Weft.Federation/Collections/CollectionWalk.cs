using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Collections;

/// <summary>How much of somebody else's collection is read.</summary>
/// <param name="Pages">Fetches.</param>
/// <param name="Items">Things on its pages.</param>
/// <param name="Bytes">Bytes of all pages.</param>
public sealed record WalkLimits(int Pages, int Items, long Bytes);

/// <summary>
/// Walks a collection of another server page by page, from its first one on: each address once, none of another origin,
/// and no further than its limits. The caller's own end bounds the time.
/// </summary>
/// <param name="documents">Fetches.</param>
/// <param name="start">The collection.</param>
/// <param name="owner">The id of the document that names or holds it; nothing of another origin is read.</param>
/// <param name="limits">How much is read at most.</param>
/// <param name="asker">Who asks.</param>
public sealed class CollectionWalk(DocumentFetch documents, Reference start, string owner, WalkLimits limits, SigningIdentity asker)
{
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private Reference? next = start;
    private int pages;
    private int items;
    private long bytes;

    /// <summary>Why it ended before the end of the collection; null while it has not.</summary>
    public string? Why { get; private set; }

    /// <summary>It ended because of something that may pass: the other server was not to be reached, or busy.</summary>
    public bool MayPassLater { get; private set; }

    /// <summary>What is on the next page that is not empty; null at the end.</summary>
    public async Task<IReadOnlyList<Reference>?> NextPageAsync(CancellationToken cancellation)
    {
        while (next is { } reference)
        {
            next = null;
            if (await OpenAsync(reference, cancellation) is not { } page)
            {
                return null;
            }

            next = page.IsPage ? page.Next : page.First ?? page.Next;
            if (page.Items.Count == 0)
            {
                continue;
            }

            IReadOnlyList<Reference> found = [.. page.Items.Take(limits.Items - items)];
            items += found.Count;
            if (items == limits.Items && next is not null)
            {
                (next, Why) = (null, $"It has more than {limits.Items} entries.");
            }

            return found;
        }

        return null;
    }

    private async Task<CollectionDocument?> OpenAsync(Reference reference, CancellationToken cancellation)
    {
        bool isNew = reference.Id is null || visited.Add(reference.Id);
        if (!isNew)
        {
            Why = "It leads back to where it came from.";
            return null;
        }

        // What is inlined without anything in it only says where to look.
        if (reference.Inlined is CollectionDocument inlined && (reference.Id is null || IsTelling(inlined)))
        {
            return inlined;
        }

        return reference.Id is { } id ? await FetchAsync(id, cancellation) : null;
    }

    private static bool IsTelling(CollectionDocument inlined) =>
        inlined is { Items.Count: > 0 } or { Next: not null } or { First: not null };

    private async Task<CollectionDocument?> FetchAsync(string id, CancellationToken cancellation)
    {
        if (!Origin.Same(id, owner))
        {
            Why = $"It leads to another origin: {id}.";
            return null;
        }

        if (pages == limits.Pages || bytes >= limits.Bytes)
        {
            Why = $"It has more than {limits.Pages} pages or {limits.Bytes} bytes.";
            return null;
        }

        pages++;
        FetchedDocument fetched = await documents.FetchAsync(id, Wanted.Document, asker, cancellation);
        bytes += (fetched.Outcome as HttpOutcome.Received)?.Body.Length ?? 0;
        if (fetched.Document is CollectionDocument collection)
        {
            return collection;
        }

        (Why, MayPassLater) = (fetched.Document is null ? fetched.Why : $"{id} is no collection.", fetched.MayPassLater);
        return null;
    }
}
