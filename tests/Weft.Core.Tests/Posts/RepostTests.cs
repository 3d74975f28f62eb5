using Weft.Core.Accounts;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class RepostTests
{
    [Theory, EachDatabase]
    public async Task A_repost_is_made_once_counted_and_told_and_can_be_taken_back(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        Post post = await stage.SayAsync(ana, "Hello");

        Post repost = await stage.RepostAsync(bo, post.Id);
        Post again = await stage.RepostAsync(bo, post.Id, Visibility.Unlisted);
        Post ofRepost = await stage.RepostAsync(cy, repost.Id, Visibility.Unlisted);

        Assert.Equal((repost.Id, Visibility.Public), (again.Id, again.Visibility));
        Assert.Equal((post.Id, Visibility.Unlisted), (ofRepost.RepostOfId, ofRepost.Visibility));
        Assert.Equal(2, await stage.CountAsync(post.Id, CountKind.Reposts));
        Account author = await stage.AccountAsync(bo);
        Assert.Equal((1, repost.CreatedAt), (author.PostsCount, author.LastPostAt));
        Assert.Equal([(NotificationKind.Repost, bo, (long?)post.Id), (NotificationKind.Repost, cy, post.Id)], await stage.ToldAsync(ana));
        Assert.Contains(
            stage.Heard.OfType<PostPublished>(),
            e => (e.PostId, e.AuthorId, e.RepostOfId, e.OriginalAuthorId) == (repost.Id, bo, post.Id, ana)
        );

        UndoRepostHandler undo = stage.Get<UndoRepostHandler>();
        Assert.Equal(post.Id, PostStage.Done(await undo.RunAsync(new UndoRepost(bo, post.Id), PostStage.Token)));
        Assert.Equal(post.Id, PostStage.Done(await undo.RunAsync(new UndoRepost(bo, post.Id), PostStage.Token)));
        Assert.Equal(post.Id, PostStage.Done(await undo.RunAsync(new UndoRepost(cy, ofRepost.Id), PostStage.Token)));

        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Reposts));
        Assert.Equal(0, (await stage.AccountAsync(bo)).PostsCount);
        Assert.Empty(await stage.ToldAsync(ana));
        Assert.Equal([repost.Id, ofRepost.Id], stage.Heard.OfType<PostDeleted>().Select(e => e.PostId));
    }

    [Theory, EachDatabase]
    public async Task Reposts_at_once_make_one_row(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");

        Post[] reposts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stage.RepostAsync(bo, post.Id))));

        Assert.Single(reposts.Select(r => r.Id).Distinct());
        Assert.Equal(1, await stage.CountAsync(post.Id, CountKind.Reposts));
        Assert.Equal(1, (await stage.AccountAsync(bo)).PostsCount);
    }

    [Theory, EachDatabase]
    public async Task What_is_not_for_everyone_is_reposted_by_its_author_to_followers_alone(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        await stage.FollowAsync(bo, ana);
        Post post = await stage.SayAsync(ana, "Hello", Visibility.Followers);
        Post secret = await stage.SayAsync(ana, "@bo hello", Visibility.Mentioned);
        RepostPostHandler repost = stage.Get<RepostPostHandler>();

        Assert.Equal(Visibility.Followers, (await stage.RepostAsync(ana, post.Id, Visibility.Public)).Visibility);
        Assert.IsType<Refusal.NotAllowed>((await repost.RunAsync(new RepostPost(bo, post.Id), PostStage.Token)).Refusal);
        Assert.IsType<Refusal.NotAllowed>((await repost.RunAsync(new RepostPost(bo, secret.Id), PostStage.Token)).Refusal);
        Assert.IsType<Refusal.NotAllowed>((await repost.RunAsync(new RepostPost(ana, secret.Id), PostStage.Token)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task A_repost_is_shown_to_whom_the_account_shows_posts_unless_said_otherwise(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long shy = await stage.JoinAsync("shy", a => a.DefaultVisibility = Visibility.Followers);
        long secretive = await stage.JoinAsync("secretive", a => a.DefaultVisibility = Visibility.Mentioned);
        Post post = await stage.SayAsync(ana, "Hello");

        Assert.Equal(Visibility.Followers, (await stage.RepostAsync(shy, post.Id)).Visibility);
        Assert.Equal(Visibility.Followers, (await stage.RepostAsync(secretive, post.Id)).Visibility);
        PublishPostTests.AssertInvalid(
            await stage.Get<RepostPostHandler>().RunAsync(new RepostPost(ana, post.Id, Visibility.Mentioned), PostStage.Token),
            "visibility",
            "inclusion"
        );
    }
}
