using Weft.Core.Posts;

namespace Weft.Core.Timelines;

/// <summary>The home timeline: what those said whom somebody follows.</summary>
public sealed class HomeTimeline(IGrainFactory grains, PostReader reader)
{
    /// <summary>A part of somebody's own home timeline.</summary>
    public async Task<Page<PostView>> ReadAsync(long viewerId, PageRequest request, CancellationToken cancellation)
    {
        HomePage page = await grains
            .GetGrain<IHomeTimelineGrain>(viewerId)
            .ReadAsync(new HomePageRequest(request.Above, request.Below, request.Limit, request.Upwards));
        if (page.Entries.Count == 0)
        {
            return new Page<PostView>([], null, null, false);
        }

        IReadOnlyList<PostView> posts = await reader.ReadHomeAsync(page, viewerId, cancellation);
        return new Page<PostView>(posts, page.Entries[0].PostId, page.Entries[^1].PostId, page.Full);
    }
}
