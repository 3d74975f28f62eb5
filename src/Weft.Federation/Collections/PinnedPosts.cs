using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Federation.Presenting;

namespace Weft.Federation.Collections;

/// <summary>The posts that an account pinned, the last pinned first, as everyone may see them.</summary>
public sealed class PinnedPosts(AccountTimeline timeline, LocalAddresses addresses)
{
    private const int Most = 20;

    /// <summary>The whole collection: the ids of the posts.</summary>
    public async Task<byte[]> WriteAsync(AccountModel account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        Page<PostView> pinned = await timeline.ReadAsync(
            account.Id,
            new AccountPostsFilter(OnlyPinned: true),
            viewerId: null,
            PageRequest.Newest(Most),
            cancellation
        );
        return CollectionJson.Whole(
            addresses.Of(LocalKind.Featured, account.Username),
            [.. pinned.Items.Select(view => Inlay.FromString(addresses.Post(account.Username, view.Post.Id)))]
        );
    }
}
