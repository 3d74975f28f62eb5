using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class IdempotencyTests
{
    [Theory, EachDatabase]
    public async Task A_repeated_request_answers_the_first_post(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));

        Post first = await stage.SayAsync(new PublishPost(ana, "Hello", IdempotencyKey: "k"));
        Post again = await stage.SayAsync(new PublishPost(ana, "Hello", IdempotencyKey: "k"));
        Post other = await stage.SayAsync(new PublishPost(bo, "Hello", IdempotencyKey: "k"));
        Post longKey = await stage.SayAsync(new PublishPost(ana, "Hello", IdempotencyKey: new string('k', 5_000)));

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(4, new HashSet<long> { first.Id, other.Id, longKey.Id, 0 }.Count);
        Assert.Equal(2, (await stage.AccountAsync(ana)).PostsCount);
    }

    [Theory, EachDatabase]
    public async Task Requests_with_one_key_at_once_make_one_post(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");

        for (int round = 0; round < 5; round++)
        {
            PublishPost command = new(ana, "Hello", IdempotencyKey: $"k{round}");
            Post[] posts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stage.SayAsync(command))));
            Assert.Single(posts.Select(p => p.Id).Distinct());
            // An hour later the key is free again, for one.
            stage.Store.Clock.Advance(TimeSpan.FromHours(1));
            Post[] later = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stage.SayAsync(command))));
            Assert.Single(later.Select(p => p.Id).Distinct());
            Assert.NotEqual(posts[0].Id, later[0].Id);
        }

        Assert.Equal(10, (await stage.AccountAsync(ana)).PostsCount);
        Assert.Equal(10, stage.Heard.OfType<PostPublished>().Count());
    }

    [Theory, EachDatabase]
    public async Task Old_keys_are_forgotten(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        await stage.SayAsync(new PublishPost(ana, "Hello", IdempotencyKey: "old"));
        stage.Store.Clock.Advance(TimeSpan.FromHours(1));
        await stage.SayAsync(new PublishPost(ana, "Hello", IdempotencyKey: "new"));

        ForgetIdempotencyKeys forget = stage.Store.Services.GetServices<IHostedService>().OfType<ForgetIdempotencyKeys>().Single();
        Assert.Equal(1, PostStage.Done(await forget.RunOnceAsync(PostStage.Token)));

        await using WeftDb db = stage.Store.Read();
        Assert.Equal("new", (await db.IdempotencyKeys.SingleAsync(TestContext.Current.CancellationToken)).Key);
    }

    [Theory, EachDatabase]
    public async Task A_key_does_not_bring_a_deleted_post_back(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.SayAsync(new PublishPost(ana, "Hello", IdempotencyKey: "k"));
        PostStage.Done(await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(ana, post.Id), PostStage.Token));

        Assert.IsType<Refusal.NotFound>((await stage.TryAsync(new PublishPost(ana, "Hello", IdempotencyKey: "k"))).Refusal);
    }
}
