using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Posts.Polls;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Core.Timelines;

namespace Weft.Core.Posts;

/// <summary>
/// The one door out: every post that leaves passes here, whatever the protocol. Loads in batches, guards, and adds the
/// viewer's part. What comes out the viewer may see; what does not, the viewer may not, or it does not exist.
/// </summary>
public sealed class PostReader(IDbContextFactory<WeftDb> contexts, PostLoader loader, TimeProvider clock)
{
    private const int QuoteDepth = 2;

    /// <summary>The post for this viewer; null when it does not exist or is not for this viewer.</summary>
    public async Task<PostView?> FindAsync(long id, long? viewerId, CancellationToken cancellation) =>
        (await ReadAsync([id], viewerId, cancellation)).SingleOrDefault();

    /// <summary>The posts for this viewer, in the order of the ids; those that are not for this viewer are left out.</summary>
    /// <param name="ids">Posts and reposts' rows.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="cancellation">Stops reading.</param>
    public async Task<IReadOnlyList<PostView>> ReadAsync(IReadOnlyList<long> ids, long? viewerId, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        Dictionary<long, PostModel> posts = await LoadWithTargetsAsync(ids, cancellation);
        ViewerPart part = viewerId is long viewer ? await LoadPartAsync(viewer, posts, cancellation) : ViewerPart.Nobody;
        PostComposer composer = new(posts, part);
        return [.. ids.Select(composer.Guarded).OfType<PostView>()];
    }

    /// <summary>A post that begins a conversation and quotes nothing, to its author, who has just written it and done nothing with it.</summary>
    internal static PostView ShowNew(PostModel post)
    {
        ViewerPart author = ViewerPart.Nobody with { ViewerId = post.Author.Id };
        return new PostComposer(new Dictionary<long, PostModel> { [post.Id] = post }, author).Admitted(post.Id)!;
    }

    /// <summary>
    /// The posts of a page of the viewer's own home timeline, whose rules have let each one in and whose marks are known:
    /// asks the database only for what quotes, policies and other servers' standing make depend on the viewer.
    /// </summary>
    internal async Task<IReadOnlyList<PostView>> ReadHomeAsync(HomePage page, long viewerId, CancellationToken cancellation)
    {
        IReadOnlyList<HomeEntry> entries = page.Entries;
        Dictionary<long, PostModel> posts = await LoadWithTargetsAsync([.. entries.Select(e => e.PostId)], cancellation);
        Dictionary<long, PostMarks> marks = new(entries.Count);
        foreach (HomeEntry entry in entries)
        {
            marks[entry.TargetId] = entry.Marks;
        }

        ViewerPart part = posts.Values.Any(post => DependsOnStance(post, page.ShutOut))
            ? await LoadPartAsync(viewerId, posts, cancellation)
            : new ViewerPart(viewerId, marks, ViewerPart.NoStances);
        PostComposer composer = new(posts, part);
        return [.. entries.Select(e => composer.Admitted(e.PostId)).OfType<PostView>()];
    }

    /// <summary>The posts with what they repost, what either quotes, and what that quotes: whether it may be named depends on it.</summary>
    private async Task<Dictionary<long, PostModel>> LoadWithTargetsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        Dictionary<long, PostModel> posts = await loader.LoadAsync(ids, cancellation);
        if (posts.Values.Any(p => p.RepostOfId is not null))
        {
            await loader.LoadAsync(posts.Values.Select(p => p.RepostOfId).OfType<long>().ToList(), posts, cancellation);
        }

        for (int depth = 0; depth < QuoteDepth && posts.Values.Any(p => p.QuoteOfId is not null); depth++)
        {
            await loader.LoadAsync(posts.Values.Select(p => p.QuoteOfId).OfType<long>().ToList(), posts, cancellation);
        }

        return posts;
    }

    private async Task<ViewerPart> LoadPartAsync(long viewerId, Dictionary<long, PostModel> posts, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        long[] shown = [.. posts.Values.Where(p => p.RepostOfId is null).Select(p => p.Id)];
        long[] asking = [.. posts.Values.Where(p => p.Poll is not null).Select(p => p.Id)];
        long[] authors = [.. posts.Values.Select(p => p.Author.Id).Distinct()];
        return new ViewerPart(
            viewerId,
            await PostMarksQuery.LoadAsync(db, viewerId, shown, cancellation),
            await RelationshipReader.StancesAsync(db, viewerId, authors, Moment.Now(clock), cancellation)
        )
        {
            Votes = asking.Length == 0 ? ViewerPart.NoVotes : await PollQuery.VotesAsync(db, viewerId, asking, cancellation),
        };
    }

    private static bool DependsOnStance(PostModel post, IReadOnlyList<string> shutOut) =>
        post.QuoteOfId is not null
        || post.Poll is not null
        || post.Author.Standing != HostPolicy.Normal
        || shutOut.Count > 0 && DomainBlocks.Cover(shutOut, post.Author.Domain)
        || Depends(post.QuotePolicy)
        || post.QuoteOnRequest is InteractionPolicy asked && Depends(asked)
        || Depends(post.ReplyPolicy)
        || post.ReplyOnRequest is InteractionPolicy replies && Depends(replies);

    private static bool Depends(InteractionPolicy policy) => policy is InteractionPolicy.Followers or InteractionPolicy.Followed;
}
