using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Proofs;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Delivery;

public sealed class DrainTests
{
    private static readonly Said Accepted = new(202);

    [Theory, EachDatabase]
    public async Task A_post_arrives_with_a_signature_that_holds(DatabaseKind kind)
    {
        await using Neighbour far = new(_ => Accepted);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();

        await stage.DrainAsync(host);

        Heard heard = Assert.Single(far.Requests);
        Assert.Equal("/inbox", heard.Target);
        Assert.Equal("Hello", DeliveryStage.Said(heard));
        Assert.Equal(SignatureFault.None, (await stage.JudgeAsync(heard, host, anna)).Fault);
        Assert.Empty(await stage.WaitingAsync());
        Assert.Equal(0, await stage.EntriesAsync());
    }

    [Theory, EachDatabase]
    public async Task A_post_can_be_believed_from_whoever_passes_it_on(DatabaseKind kind)
    {
        await using Neighbour far = new(_ => Accepted);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await stage.SayAsync(anna, "Hello 😀");
        await stage.SpreadAsync();
        await stage.DrainAsync(host);

        ProofVerdict verdict = await stage.JudgeProofAsync(Assert.Single(far.Requests).Body, anna);

        Assert.Equal((ProofOutcome.Valid, "https://weft.example/users/anna"), (verdict.Outcome, verdict.Owner));
    }

    [Theory, EachDatabase]
    public async Task What_was_taken_is_not_sent_again(DatabaseKind kind)
    {
        await using Neighbour far = new(_ => Accepted);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();

        await stage.DrainAsync(host);
        await stage.SpreadAsync();
        await stage.DrainAsync(host);

        Assert.Single(far.Requests);
    }

    [Theory, EachDatabase]
    public async Task What_comes_later_does_not_overtake_what_waits(DatabaseKind kind)
    {
        int status = 500;
        await using Neighbour far = new(_ => new Said(status));
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await SayAllAsync(stage, anna, "one", "two", "three");

        await stage.DrainAsync(host);
        status = 202;
        await stage.DrainAsync(host);
        Assert.Equal(["one"], far.Requests.Select(DeliveryStage.Said));
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(2));
        await stage.DrainAsync(host);

        Assert.Equal(["one", "one", "two", "three"], far.Requests.Select(DeliveryStage.Said));
        Assert.Empty(await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task A_server_that_is_busy_is_left_alone_for_as_long_as_it_says(DatabaseKind kind)
    {
        Said said = new(503, null, null, ("Retry-After", "600"));
        await using Neighbour far = new(_ => said);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await SayAllAsync(stage, anna, "one", "two");

        await stage.DrainAsync(host);
        said = Accepted;
        stage.Store.Clock.Advance(TimeSpan.FromSeconds(599));
        await stage.DrainAsync(host);
        Assert.Single(far.Requests);
        stage.Store.Clock.Advance(TimeSpan.FromSeconds(2));
        await stage.DrainAsync(host);

        Assert.Equal(["one", "one", "two"], far.Requests.Select(DeliveryStage.Said));
        Assert.Null((await stage.HostAsync(host))!.ClosedUntil);
    }

    [Theory, EachDatabase]
    public async Task What_is_refused_is_given_up_and_what_follows_is_sent(DatabaseKind kind)
    {
        await using Neighbour far = new(heard => DeliveryStage.Said(heard) == "one" ? new Said(400) : Accepted);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await SayAllAsync(stage, anna, "one", "two");

        await stage.DrainAsync(host);

        Assert.Equal("two", DeliveryStage.Said(far.Requests.Last()));
        Assert.Empty(await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task Nothing_more_goes_to_an_inbox_that_is_gone(DatabaseKind kind)
    {
        await using Neighbour far = new(_ => new Said(410));
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far, shared: false);
        await SayAllAsync(stage, anna, "one", "two", "three");

        await stage.DrainAsync(host);

        Assert.Single(far.Requests, heard => heard.Method == "POST");
        Assert.Empty(await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task An_inbox_of_a_whole_server_that_is_said_to_be_gone_loses_that_activity_alone(DatabaseKind kind)
    {
        await using Neighbour far = new(heard => DeliveryStage.Said(heard) == "two" ? new Said(410) : Accepted);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await SayAllAsync(stage, anna, "one", "two", "three");

        await stage.DrainAsync(host);

        Assert.Equal(["one", "two", "three"], far.Requests.Select(DeliveryStage.Said));
        Assert.Empty(await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task A_dead_server_is_tried_ever_more_rarely_with_one_delivery(DatabaseKind kind)
    {
        await using Neighbour far = new(_ => new Said(502));
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        string host = new Uri(DeliveryStage.Server(far)).Authority;
        long bea = await stage.MeetAsync("bea", DeliveryStage.Server(far));
        foreach (string name in new[] { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" })
        {
            long author = await stage.JoinAsync(name);
            await stage.FollowAsync(bea, author);
            await stage.SayAsync(author, "Hello");
        }

        await stage.SpreadAsync();
        await stage.DrainAsync(host);
        RemoteHost dead = (await stage.HostAsync(host))!;
        Assert.InRange(far.Requests.Count, 5, 8);
        Assert.NotNull(dead.ClosedUntil);
        Assert.Contains("502", dead.LastError, StringComparison.Ordinal);

        int before = far.Requests.Count;
        await stage.DrainAsync(host);
        Assert.Equal(before, far.Requests.Count);
        TimeSpan first = dead.ClosedUntil.Value - stage.Store.Clock.GetUtcNow();
        stage.Store.Clock.Advance(first);
        await stage.DrainAsync(host);

        Assert.Equal(before + 1, far.Requests.Count);
        TimeSpan second = (await stage.HostAsync(host))!.ClosedUntil!.Value - stage.Store.Clock.GetUtcNow();
        Assert.True(second > first);
    }

    [Theory, EachDatabase]
    public async Task A_dead_server_that_speaks_gets_all_that_waited_for_it(DatabaseKind kind)
    {
        int status = 503;
        await using Neighbour far = new(_ => new Said(status));
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await SayAllAsync(stage, anna, "one", "two", "three");
        for (int tries = 0; tries < 5; tries++)
        {
            await stage.DrainAsync(host);
            stage.Store.Clock.Advance(TimeSpan.FromMinutes(40));
        }

        Assert.Equal(5, (await stage.HostAsync(host))!.Failures);
        await stage.DrainAsync(host);
        status = 202;
        await stage.DrainAsync(host);
        Assert.Equal(3, (await stage.WaitingAsync()).Length);

        await stage.DrainAsync(host, heard: true);

        Assert.Equal(["one", "two", "three"], far.Requests.TakeLast(3).Select(DeliveryStage.Said));
        Assert.Empty(await stage.WaitingAsync());
        RemoteHost alive = (await stage.HostAsync(host))!;
        Assert.Equal((0, null, null), (alive.Failures, alive.ClosedUntil, alive.LastError));
    }

    [Theory, EachDatabase]
    public async Task What_waits_for_a_server_that_is_suspended_meanwhile_is_dropped(DatabaseKind kind)
    {
        await using Neighbour far = new(_ => Accepted);
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        (long anna, string host) = await FollowedAsync(stage, far);
        await SayAllAsync(stage, anna, "one");
        await stage.Store.AddAsync(
            new RemoteHost
            {
                Name = host,
                Policy = HostPolicy.Suspended,
                FirstSeenAt = stage.Store.Clock.GetUtcNow(),
            }
        );

        await stage.DrainAsync(host);

        Assert.Empty(far.Requests);
        Assert.Empty(await stage.WaitingAsync());
    }

    private static async Task<(long Anna, string Host)> FollowedAsync(DeliveryStage stage, Neighbour far, bool shared = true)
    {
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", DeliveryStage.Server(far), shared), anna);
        return (anna, new Uri(DeliveryStage.Server(far)).Authority);
    }

    private static async Task SayAllAsync(DeliveryStage stage, long authorId, params string[] texts)
    {
        foreach (string text in texts)
        {
            Post post = await stage.SayAsync(authorId, text);
            Assert.NotEqual(0, post.Id);
        }

        await stage.SpreadAsync();
    }
}
