using Microsoft.EntityFrameworkCore;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Delivery;

/// <summary>An inbox answers that it is gone.</summary>
public sealed class GoneInboxTests
{
    [Theory]
    [InlineData(410, false)]
    [InlineData(404, true)]
    [InlineData(503, true)]
    public async Task Then_the_actor_is_asked_for_and_goes_when_it_is_gone_too(int actorStatus, bool stays)
    {
        await using Neighbour far = new(heard => new Said(heard.Method == "POST" ? 410 : actorStatus));
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(DatabaseKind.Sqlite);
        long anna = await stage.JoinAsync("anna");
        long bea = await stage.MeetAsync("bea", DeliveryStage.Server(far), shared: false);
        await stage.FollowAsync(bea, anna);
        await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();

        await stage.DrainAsync(new Uri(DeliveryStage.Server(far)).Authority);

        await using Core.Storage.WeftDb db = stage.Store.Read();
        Assert.Equal(stays, await db.Accounts.AnyAsync(a => a.Id == bea, DeliveryStage.Token));
        Assert.Contains(far.Requests, heard => heard is { Method: "GET", Target: "/users/bea" });
    }

    [Fact]
    public async Task A_whole_servers_inbox_says_nothing_of_its_people()
    {
        await using Neighbour far = new(_ => new Said(410));
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(DatabaseKind.Sqlite);
        long anna = await stage.JoinAsync("anna");
        long bea = await stage.MeetAsync("bea", DeliveryStage.Server(far));
        await stage.FollowAsync(bea, anna);
        await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();

        await stage.DrainAsync(new Uri(DeliveryStage.Server(far)).Authority);

        await using Core.Storage.WeftDb db = stage.Store.Read();
        Assert.True(await db.Accounts.AnyAsync(a => a.Id == bea, DeliveryStage.Token));
        Assert.DoesNotContain(far.Requests, heard => heard.Method == "GET");
    }
}
