using System.Globalization;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Federation.Presenting;

namespace Weft.Federation.Collections;

/// <summary>What an account said in public, newest first: Creates and Announces, in pages.</summary>
public sealed class OutboxPages(AccountTimeline timeline, PresentedNotes notes, LocalAddresses addresses)
{
    private const int PageSize = 20;
    private readonly Acts acts = new(addresses);

    /// <summary>The collection without its entries.</summary>
    public byte[] Write(AccountModel account)
    {
        ArgumentNullException.ThrowIfNull(account);
        string id = addresses.Of(LocalKind.Outbox, account.Username);
        return CollectionJson.Whole(id, account.PostsCount, $"{id}?page=true", $"{id}?min_id=0&page=true");
    }

    /// <summary>One page, as whoever asks may see it.</summary>
    /// <param name="account">An account of this server.</param>
    /// <param name="maxId">Only what is older than this.</param>
    /// <param name="minId">Only what is newer than this, the page next to it.</param>
    /// <param name="viewerId">The account of who asks, when that is somebody known: a follower sees what is for followers.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<byte[]> WritePageAsync(AccountModel account, long? maxId, long? minId, long? viewerId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        Page<PostView> page = await timeline.ReadAsync(
            account.Id,
            new AccountPostsFilter(),
            viewerId,
            new PageRequest(maxId, null, minId, PageSize),
            cancellation
        );
        string id = addresses.Of(LocalKind.Outbox, account.Username);
        return CollectionJson.Page(
            id + Query(maxId, minId),
            id,
            [.. (await ActivitiesAsync(page.Items, cancellation)).Select(Inlay.Of)],
            page.Full ? id + Query(page.Oldest, null) : null,
            page.Newest is long newest ? id + Query(null, newest) : null
        );
    }

    /// <summary>The activity by which a post or repost of this server came to be.</summary>
    public async Task<Outgoing> ActivityAsync(PostView view, CancellationToken cancellation) =>
        (await ActivitiesAsync([view], cancellation))[0];

    private async Task<IReadOnlyList<Outgoing>> ActivitiesAsync(IReadOnlyList<PostView> views, CancellationToken cancellation)
    {
        PostModel[] said = [.. views.Where(v => v.Original is null).Select(v => v.Post)];
        Dictionary<long, PresentedNote> presented = (await notes.OfAsync(said, cancellation)).ToDictionary(n => n.Post.Id);
        return [.. views.Select(v => v.Original is { } original ? Announce(v.Post, original.Post) : acts.Create(presented[v.Post.Id]))];
    }

    private Outgoing Announce(PostModel repost, PostModel original) =>
        acts.Announce(
            repost.Author.Username,
            repost.Id,
            notes.IdOf(original),
            notes.IdOf(original.Author),
            repost.CreatedAt,
            repost.Visibility
        ) with
        {
            Authorization = repost.Stamp,
        };

    private static string Query(long? maxId, long? minId) =>
        maxId is not null ? string.Create(CultureInfo.InvariantCulture, $"?max_id={maxId}&page=true")
        : minId is not null ? string.Create(CultureInfo.InvariantCulture, $"?min_id={minId}&page=true")
        : "?page=true";
}
