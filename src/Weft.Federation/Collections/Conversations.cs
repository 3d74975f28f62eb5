using System.Globalization;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Federation.Presenting;

namespace Weft.Federation.Collections;

/// <summary>
/// The conversations that began on this server, as far as everyone may see them (FEP-7888, and "context" of FEP-f228): the
/// ids of all their posts, also of other servers', so that others can complete the thread.
/// </summary>
public sealed class Conversations(ConversationReader conversations, PostReader reader, PresentedNotes names, LocalAddresses addresses)
{
    private const int PageSize = 100;

    /// <summary>The collection without its entries.</summary>
    /// <param name="first">The conversation's first post, of this server.</param>
    public byte[] Write(PostModel first)
    {
        ArgumentNullException.ThrowIfNull(first);
        string id = addresses.Context(first.Id);
        return CollectionJson.Owned(id, addresses.Actor(first.Author.Username), id + "?page=true");
    }

    /// <summary>One page, the oldest posts first.</summary>
    /// <param name="first">The conversation's first post.</param>
    /// <param name="minId">Only those after this; the page tells it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<byte[]> WritePageAsync(PostModel first, long? minId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(first);
        IReadOnlyList<long> ids = await conversations.ReadAsync(first.Id, minId ?? 0, PageSize, cancellation);
        IReadOnlyList<PostView> said = await reader.ReadAsync(ids, viewerId: null, cancellation);
        string id = addresses.Context(first.Id);
        return CollectionJson.Page(
            id + Query(minId),
            id,
            [.. said.Select(view => Inlay.FromString(names.IdOf(view.Post)))],
            ids.Count == PageSize ? id + Query(ids[^1]) : null
        );
    }

    private static string Query(long? minId) =>
        minId is null ? "?page=true" : string.Create(CultureInfo.InvariantCulture, $"?min_id={minId}&page=true");
}
