using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class PinTests
{
    [Theory, EachDatabase]
    public async Task A_profile_shows_five_pinned_posts_at_most_even_if_pinned_at_once(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        List<long> posts = [];
        for (int n = 0; n < 9; n++)
        {
            posts.Add((await stage.SayAsync(ana, $"{n}")).Id);
        }

        Outcome<long>[] outcomes = await Task.WhenAll(posts.Select(id => Task.Run(() => PinAsync(stage, ana, id))));

        Assert.Equal(5, outcomes.Count(o => o.Succeeded));
        Assert.All(outcomes.Where(o => !o.Succeeded), o => PublishPostTests.AssertInvalid(o, "pins", "too_many"));
        await using WeftDb db = stage.Store.Read();
        Assert.Equal(5, await db.Posts.CountAsync(p => p.PinnedAt != null, TestContext.Current.CancellationToken));
        Assert.Equal(5, stage.Heard.OfType<PostMarkChanged>().Count(m => m.Mark == PostMarks.Pinned && m.On));
    }

    [Theory, EachDatabase]
    public async Task A_pinned_post_can_be_unpinned(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.SayAsync(ana, "Hello");
        UnpinPostHandler unpin = stage.Get<UnpinPostHandler>();

        PostStage.Done(await PinAsync(stage, ana, post.Id));
        PostStage.Done(await PinAsync(stage, ana, post.Id));
        Assert.NotNull((await stage.RowAsync(post.Id))!.PinnedAt);
        PostStage.Done(await unpin.RunAsync(new UnpinPost(ana, post.Id), PostStage.Token));
        PostStage.Done(await unpin.RunAsync(new UnpinPost(ana, post.Id), PostStage.Token));

        Assert.Null((await stage.RowAsync(post.Id))!.PinnedAt);
        Assert.Equal([true, false], stage.Heard.OfType<PostMarkChanged>().Select(m => m.On));
    }

    [Theory, EachDatabase]
    public async Task Only_own_posts_that_others_may_see_are_pinned(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(bo, post.Id);
        Post secret = await stage.SayAsync(ana, "@bo psst", Visibility.Mentioned);

        Assert.IsType<Refusal.NotAllowed>((await PinAsync(stage, bo, post.Id)).Refusal);
        Assert.IsType<Refusal.NotAllowed>((await PinAsync(stage, bo, repost.Id)).Refusal);
        Assert.IsType<Refusal.NotAllowed>((await PinAsync(stage, ana, secret.Id)).Refusal);
    }

    private static Task<Outcome<long>> PinAsync(PostStage stage, long accountId, long postId) =>
        stage.Get<PinPostHandler>().RunAsync(new PinPost(accountId, postId), CancellationToken.None);
}
