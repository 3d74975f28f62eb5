using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class LikeAndBookmarkTests
{
    [Theory, EachDatabase]
    public async Task A_like_is_counted_once_and_told_once_and_can_be_taken_back(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(ana, post.Id);

        Assert.Equal(post.Id, await stage.LikeAsync(bo, repost.Id));
        Assert.Equal(post.Id, await stage.LikeAsync(bo, post.Id));
        Assert.Equal(1, await stage.CountAsync(post.Id, CountKind.Likes));
        Assert.Equal([(NotificationKind.Like, bo, (long?)post.Id)], await stage.ToldAsync(ana));

        Assert.Equal(post.Id, await UnlikeAsync(stage, bo, post.Id));
        Assert.Equal(post.Id, await UnlikeAsync(stage, bo, repost.Id));
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Likes));
        Assert.Empty(await stage.ToldAsync(ana));
        Assert.Equal(
            [new PostMarkChanged(bo, post.Id, PostMarks.Liked, true), new PostMarkChanged(bo, post.Id, PostMarks.Liked, false)],
            stage.Heard.OfType<PostMarkChanged>().Where(m => m.Mark == PostMarks.Liked)
        );
    }

    [Theory, EachDatabase]
    public async Task Likes_at_once_count_each_account_once(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        Post post = await stage.SayAsync(ana, "Hello");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() => stage.LikeAsync(n % 2 == 0 ? bo : cy, post.Id))));

        Assert.Equal(2, await stage.CountAsync(post.Id, CountKind.Likes));
        Assert.Equal(2, (await stage.ToldAsync(ana)).Count);
    }

    [Theory, EachDatabase]
    public async Task A_hidden_post_is_neither_liked_nor_saved(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello", Visibility.Followers);
        CancellationToken none = PostStage.Token;

        Refusal?[] refusals =
        [
            (await stage.Get<LikePostHandler>().RunAsync(new LikePost(bo, post.Id), none)).Refusal,
            (await stage.Get<UnlikePostHandler>().RunAsync(new UnlikePost(bo, post.Id), none)).Refusal,
            (await stage.Get<BookmarkPostHandler>().RunAsync(new BookmarkPost(bo, post.Id), none)).Refusal,
            (await stage.Get<UnbookmarkPostHandler>().RunAsync(new UnbookmarkPost(bo, post.Id), none)).Refusal,
            (await stage.Get<RepostPostHandler>().RunAsync(new RepostPost(bo, post.Id), none)).Refusal,
            (await stage.Get<UndoRepostHandler>().RunAsync(new UndoRepost(bo, post.Id), none)).Refusal,
            (await stage.Get<PinPostHandler>().RunAsync(new PinPost(bo, post.Id), none)).Refusal,
            (await stage.Get<UnpinPostHandler>().RunAsync(new UnpinPost(bo, post.Id), none)).Refusal,
            (await stage.Get<MuteConversationHandler>().RunAsync(new MuteConversation(bo, post.Id), none)).Refusal,
            (await stage.Get<UnmuteConversationHandler>().RunAsync(new UnmuteConversation(bo, post.Id), none)).Refusal,
            (await stage.Get<LikePostHandler>().RunAsync(new LikePost(ana, 1), none)).Refusal,
        ];

        Assert.All(refusals, refusal => Assert.IsType<Refusal.NotFound>(refusal));
    }

    [Theory, EachDatabase]
    public async Task What_was_liked_and_saved_before_a_block_can_be_taken_back(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        await stage.LikeAsync(bo, post.Id);
        PostStage.Done(await stage.Get<BookmarkPostHandler>().RunAsync(new BookmarkPost(bo, post.Id), PostStage.Token));
        await stage.BlockAsync(ana, bo);

        await UnlikeAsync(stage, bo, post.Id);
        PostStage.Done(await stage.Get<UnbookmarkPostHandler>().RunAsync(new UnbookmarkPost(bo, post.Id), PostStage.Token));

        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Likes));
        await using WeftDb db = stage.Store.Read();
        Assert.False(await db.Bookmarks.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EachDatabase]
    public async Task Nobody_learns_of_a_bookmark(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        BookmarkPostHandler bookmark = stage.Get<BookmarkPostHandler>();

        PostStage.Done(await bookmark.RunAsync(new BookmarkPost(bo, post.Id), PostStage.Token));
        PostStage.Done(await bookmark.RunAsync(new BookmarkPost(bo, post.Id), PostStage.Token));

        Assert.Empty(await stage.ToldAsync(ana));
        Assert.Single(stage.Heard.OfType<PostMarkChanged>(), new PostMarkChanged(bo, post.Id, PostMarks.Bookmarked, true));
    }

    private static async Task<long> UnlikeAsync(PostStage stage, long accountId, long postId) =>
        PostStage.Done(await stage.Get<UnlikePostHandler>().RunAsync(new UnlikePost(accountId, postId), CancellationToken.None));
}
