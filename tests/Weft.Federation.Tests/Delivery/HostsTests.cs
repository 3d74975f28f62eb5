using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Weft.Core.Storage;
using Weft.Federation.Delivery;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Testing;

namespace Weft.Federation.Tests.Delivery;

public sealed class HostsTests
{
    private static readonly Origin Far = new("https", "far.example", 443);

    [Theory]
    [InlineData(DatabaseKind.Sqlite, SignatureScheme.MessageSignature, false)]
    [InlineData(DatabaseKind.Postgres, SignatureScheme.Cavage, true)]
    public async Task Which_signatures_a_server_takes_outlives_a_restart(DatabaseKind kind, SignatureScheme scheme, bool pathOnly)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        await KnowFarAsync(stage);
        HostSigning learned = new(scheme, pathOnly, stage.Store.Clock.GetUtcNow(), null);
        await Process(stage).RememberAsync(Far, learned, DeliveryStage.Token);
        Assert.Equal(learned, await Process(stage).RecallAsync(Far, DeliveryStage.Token));
    }

    [Theory, EachDatabase]
    public async Task Of_a_server_that_nobody_here_knows_nothing_is_written_down(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        HostSigning learned = new(SignatureScheme.Cavage, false, stage.Store.Clock.GetUtcNow(), null);
        RemoteHostMemory memory = Process(stage);

        await memory.RememberAsync(Far, learned, DeliveryStage.Token);

        Assert.Equal(learned, await memory.RecallAsync(Far, DeliveryStage.Token));
        Assert.Null(await stage.HostAsync("far.example"));
    }

    private static Task KnowFarAsync(DeliveryStage stage) =>
        stage.Store.AddAsync(new Core.Safety.RemoteHost { Name = "far.example", FirstSeenAt = stage.Store.Clock.GetUtcNow() });

    [Fact]
    public async Task Dead_servers_that_are_waited_for_hold_up_no_living_one()
    {
        using DeliveryGate gate = new(TimeProvider.System);
        TaskCompletionSource<bool> never = new();
        for (int waiting = 0; waiting < 200; waiting++)
        {
            _ = gate.DoubtAsync(() => never.Task, DeliveryStage.Token);
        }

        Assert.Equal(1, await gate.SendAsync(() => Task.FromResult(1), DeliveryStage.Token));
        never.SetResult(true);
    }

    [Fact]
    public async Task Servers_that_may_not_answer_wait_while_many_that_do_are_served_but_not_for_long()
    {
        FakeTimeProvider clock = new();
        using DeliveryGate gate = new(clock);
        IDisposable[] served = [.. Enumerable.Range(0, 100).Select(_ => gate.Serve())];

        Task<bool> afterThem = gate.FewAsync(DeliveryStage.Token);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(afterThem.IsCompleted);
        Array.ForEach(served, one => one.Dispose());
        await PassAsync(afterThem, clock);
        Assert.True(await afterThem);

        _ = Enumerable.Range(0, 100).Select(_ => gate.Serve()).ToList();
        Task<bool> besideThem = gate.FewAsync(DeliveryStage.Token);
        await PassAsync(besideThem, clock);
        Assert.False(await besideThem);
    }

    [Fact]
    public void A_dead_server_that_keeps_speaking_is_tried_once_a_minute()
    {
        FakeTimeProvider clock = new();
        DeadHosts dead = new(clock);
        Assert.False(dead.IsToBeTried("far.example"));
        dead.Note(["far.example"]);
        Assert.True(dead.IsToBeTried("far.example"));
        Assert.False(dead.IsToBeTried("far.example"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(dead.IsToBeTried("far.example"));
    }

    [Theory, EachDatabase]
    public async Task A_server_that_signs_by_the_standard_is_written_to_by_it(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        await KnowFarAsync(stage);
        HostsHeard heard = stage.Get<HostsHeard>();
        await heard.HeardFromAsync("https://far.example/users/bea#main-key", SignatureScheme.Cavage, DeliveryStage.Token);
        Assert.Null(await Process(stage).RecallAsync(Far, DeliveryStage.Token));

        await heard.HeardFromAsync("https://far.example/users/bea#main-key", SignatureScheme.MessageSignature, DeliveryStage.Token);

        Assert.Equal(SignatureScheme.MessageSignature, (await Process(stage).RecallAsync(Far, DeliveryStage.Token))!.Works);
    }

    [Theory, EachDatabase]
    public async Task What_is_due_is_found_after_a_start_but_not_for_servers_that_are_left_alone(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", "https://far.example"), anna);
        await stage.FollowAsync(await stage.MeetAsync("cem", "https://dead.example"), anna);
        await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();
        DateTimeOffset now = stage.Store.Clock.GetUtcNow();
        await stage.Store.AddAsync(
            new Core.Safety.RemoteHost
            {
                Name = "dead.example",
                FirstSeenAt = now,
                ClosedUntil = now.AddHours(1),
            }
        );

        await using WeftDb db = stage.Store.Read();
        Assert.Equal(["far.example"], await WakeDeliveries.DueAsync(db, now, DeliveryStage.Token));
        Assert.Equal(2, (await WakeDeliveries.DueAsync(db, now.AddHours(1), DeliveryStage.Token)).Count);
    }

    [Theory, EachDatabase]
    public async Task What_waited_for_more_than_a_week_is_swept_away(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", "https://far.example"), anna);
        await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();

        stage.Store.Clock.Advance(TimeSpan.FromDays(6.9));
        await stage.Get<SweepDeliveries>().RunAsync(DeliveryStage.Token);
        Assert.Single(await stage.WaitingAsync());
        stage.Store.Clock.Advance(TimeSpan.FromDays(0.2));
        await stage.Get<SweepDeliveries>().RunAsync(DeliveryStage.Token);

        Assert.Empty(await stage.WaitingAsync());
        Assert.Equal(0, await stage.EntriesAsync());
    }

    private static RemoteHostMemory Process(DeliveryStage stage) => new(stage.Get<IDbContextFactory<WeftDb>>(), stage.Store.Writer);

    /// <summary>Lets a few seconds pass, and sees that this has ended by then.</summary>
    private static async Task PassAsync(Task waiting, FakeTimeProvider clock)
    {
        for (int second = 0; second < 6 && !waiting.IsCompleted; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await waiting.WaitAsync(TimeSpan.FromSeconds(10), DeliveryStage.Token);
    }
}
