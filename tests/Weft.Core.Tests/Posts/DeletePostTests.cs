using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class DeletePostTests
{
    [Theory, EachDatabase]
    public async Task A_deleted_post_leaves_nothing_behind(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello @bo #tag");
        PostStage.Done(await stage.Get<EditPostHandler>().RunAsync(new EditPost(ana, post.Id, "Hi @bo #tag"), PostStage.Token));
        Post repost = await stage.RepostAsync(bo, post.Id);
        await stage.LikeAsync(bo, post.Id);
        PostStage.Done(await stage.Get<BookmarkPostHandler>().RunAsync(new BookmarkPost(bo, post.Id), PostStage.Token));

        Post deleted = PostStage.Done(await DeleteAsync(stage, ana, post.Id));

        Assert.Equal("Hi @bo #tag", deleted.Text);
        Assert.Equal("tag", Assert.Single(deleted.Tags).Name);
        Assert.Equal(bo, Assert.Single(deleted.Mentions).AccountId);
        await using WeftDb db = stage.Store.Read();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.False(await db.Posts.AnyAsync(cancellation));
        Assert.False(await db.PostMentions.AnyAsync(cancellation));
        Assert.False(await db.PostTags.AnyAsync(cancellation));
        Assert.False(await db.PostEdits.AnyAsync(cancellation));
        Assert.False(await db.Likes.AnyAsync(cancellation));
        Assert.False(await db.Bookmarks.AnyAsync(cancellation));
        Assert.False(await db.Notifications.AnyAsync(cancellation));
        Assert.False(await db.CountChanges.AnyAsync(cancellation));
        Assert.Equal(0, (await stage.AccountAsync(ana)).PostsCount);
        Assert.Equal(0, (await stage.AccountAsync(bo)).PostsCount);
        Assert.Equal([new PostDeleted(post.Id, ana), new PostDeleted(repost.Id, bo)], stage.Heard.OfType<PostDeleted>());
    }

    [Theory, EachDatabase]
    public async Task Only_the_author_deletes_a_post_and_only_once(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        await stage.SayAsync(ana, "Stays");

        Assert.IsType<Refusal.NotFound>((await DeleteAsync(stage, bo, post.Id)).Refusal);
        Outcome<Post>[] outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => DeleteAsync(stage, ana, post.Id))));

        Assert.Single(outcomes, o => o.Succeeded);
        Assert.Equal(1, (await stage.AccountAsync(ana)).PostsCount);
    }

    [Theory, EachDatabase]
    public async Task Replies_and_quotes_of_a_deleted_post_stay(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post reply = await stage.SayAsync(bo, "Hi", inReplyToId: post.Id);
        Post quote = await stage.SayAsync(bo, "Look", quoteOfId: post.Id);

        PostStage.Done(await DeleteAsync(stage, ana, post.Id));

        Assert.Equal(post.Id, (await stage.RowAsync(reply.Id))!.InReplyToId);
        Assert.Equal(post.Id, (await stage.RowAsync(quote.Id))!.QuoteOfId);
    }

    [Theory, EachDatabase]
    public async Task A_deleted_reply_or_quote_is_no_longer_counted(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post both = await stage.SayAsync(new PublishPost(bo, "Hi", InReplyToId: post.Id, QuoteOfId: post.Id));
        Assert.Equal(1, await stage.CountAsync(post.Id, CountKind.Replies));
        Assert.Equal(1, await stage.CountAsync(post.Id, CountKind.Quotes));

        PostStage.Done(await DeleteAsync(stage, bo, both.Id));

        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Replies));
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Quotes));
        Assert.Empty(await stage.ToldAsync(ana));
    }

    [Theory, EachDatabase]
    public async Task Deleting_a_reposts_own_row_takes_the_repost_back(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(bo, post.Id);

        Assert.Equal(repost.Id, PostStage.Done(await DeleteAsync(stage, bo, repost.Id)).Id);

        Assert.NotNull(await stage.RowAsync(post.Id));
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Reposts));
    }

    private static Task<Outcome<Post>> DeleteAsync(PostStage stage, long accountId, long postId) =>
        stage.Get<DeletePostHandler>().RunAsync(new DeletePost(accountId, postId), CancellationToken.None);
}
