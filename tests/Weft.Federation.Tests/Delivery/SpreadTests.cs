using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Moderation;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Delivery;
using Weft.Testing;

namespace Weft.Federation.Tests.Delivery;

public sealed class SpreadTests
{
    private const string Far = "https://far.example";
    private const string Near = "https://near.example";

    [Theory, EachDatabase]
    public async Task A_post_goes_once_to_each_server_that_follows(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", Far), anna);
        await stage.FollowAsync(await stage.MeetAsync("cem", Far), anna);
        await stage.FollowAsync(await stage.MeetAsync("dan", Near, shared: false), anna);
        await stage.FollowAsync(await stage.JoinAsync("eve"), anna);
        Post post = await stage.SayAsync(anna, "Hello");

        Spread spread = await stage.SpreadAsync();

        Assert.Equal(["far.example", "near.example"], spread.Hosts.Order());
        Assert.Equal([$"{Far}/inbox", $"{Near}/users/dan/inbox"], await stage.WaitingAsync());
        JsonElement activity = JsonElement.Parse(await BodyAsync(stage));
        Assert.Equal("Create", activity.GetProperty("type").GetString());
        Assert.Equal($"https://weft.example/users/anna/statuses/{post.Id}", activity.GetProperty("object").GetProperty("id").GetString());
    }

    [Theory, EachDatabase]
    public async Task What_is_for_one_person_never_goes_to_a_shared_inbox(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", Far), anna);
        await stage.MeetAsync("cem", Far);
        await stage.SayAsync(anna, "For you alone, @cem@far.example", Visibility.Mentioned);

        await stage.SpreadAsync();

        Assert.Equal([$"{Far}/users/cem/inbox"], await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task Nothing_goes_to_a_suspended_server(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", Far), anna);
        await stage.FollowAsync(await stage.MeetAsync("dan", Near), anna);
        await stage.SayAsync(anna, "Hello");
        await stage.Get<JudgeHostHandler>().RunAsync(new JudgeHost("far.example", HostPolicy.Suspended), DeliveryStage.Token);

        await stage.SpreadAsync();

        Assert.Equal([$"{Near}/inbox"], await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task What_nobody_elsewhere_has_to_hear_is_removed(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.JoinAsync("eve"), anna);
        await stage.SayAsync(anna, "Hello");
        Assert.Equal(0, await stage.EntriesAsync());
        await stage.SayAsync(anna, "Hello @eve");
        Assert.Equal(1, await stage.EntriesAsync());

        Spread spread = await stage.SpreadAsync();

        Assert.Empty(spread.Hosts);
        Assert.Equal(0, await stage.EntriesAsync());
    }

    [Theory, EachDatabase]
    public async Task Spreading_twice_at_once_and_again_has_one_effect(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", Far), anna);
        await stage.SayAsync(anna, "One");
        await stage.SayAsync(anna, "Two");

        Spread[] spreads = await Task.WhenAll(stage.SpreadAsync(), stage.SpreadAsync(), stage.SpreadAsync());
        Spread after = await stage.SpreadAsync();

        Assert.Single(spreads, spread => spread.Hosts.Count == 1);
        Assert.Equal(0, after.Entries);
        Assert.Equal([$"{Far}/inbox", $"{Far}/inbox"], await stage.WaitingAsync());
    }

    [Theory, EachDatabase]
    public async Task A_post_that_has_gone_before_it_was_told_of_is_not_told(DatabaseKind kind)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        await stage.FollowAsync(await stage.MeetAsync("bea", Far), anna);
        Post post = await stage.SayAsync(anna, "Oh no");
        await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(anna, post.Id), DeliveryStage.Token);

        await stage.SpreadAsync();

        Assert.Equal("Delete", JsonElement.Parse(await BodyAsync(stage)).GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(OutboxAct.PublishPost, "Create")]
    [InlineData(OutboxAct.EditPost, "Update")]
    [InlineData(OutboxAct.DeletePost, "Delete")]
    [InlineData(OutboxAct.Repost, "Announce")]
    [InlineData(OutboxAct.UndoRepost, "Undo")]
    [InlineData(OutboxAct.Like, "Like")]
    [InlineData(OutboxAct.UndoLike, "Undo")]
    [InlineData(OutboxAct.Follow, "Follow")]
    [InlineData(OutboxAct.UndoFollow, "Undo")]
    [InlineData(OutboxAct.AcceptFollow, "Accept")]
    [InlineData(OutboxAct.RejectFollow, "Reject")]
    [InlineData(OutboxAct.Block, "Block")]
    [InlineData(OutboxAct.UndoBlock, "Undo")]
    [InlineData(OutboxAct.UpdateProfile, "Update")]
    [InlineData(OutboxAct.DeleteAccount, "Delete")]
    [InlineData(OutboxAct.Pin, "Add")]
    [InlineData(OutboxAct.Unpin, "Remove")]
    [InlineData(OutboxAct.RevokeQuote, "Delete")]
    public async Task Every_act_is_told(OutboxAct act, string type)
    {
        await using DeliveryStage stage = await DeliveryStage.OpenAsync(DatabaseKind.Sqlite);
        long anna = await stage.JoinAsync("anna");
        long bea = await stage.MeetAsync("bea", Far);
        Post post = await stage.SayAsync(anna, "Hello");
        await stage.SpreadAsync();
        await stage.Store.AddAsync(
            new OutboxEntry
            {
                Id = stage.Store.Ids.Next(post.Shard),
                Shard = post.Shard,
                ActorId = anna,
                Act = act,
                PostId = post.Id,
                SubjectId = stage.Store.Ids.Next(post.Shard),
                TargetId = bea,
                Uri = act is OutboxAct.Like or OutboxAct.UndoLike ? $"{Far}/notes/1" : null,
                RecipientIds = [bea],
                CreatedAt = stage.Store.Clock.GetUtcNow(),
            }
        );

        await stage.SpreadAsync();

        JsonElement activity = JsonElement.Parse(await BodyAsync(stage));
        Assert.Equal(type, activity.GetProperty("type").GetString());
        Assert.Equal("https://weft.example/users/anna", activity.GetProperty("actor").GetString());
    }

    private static async Task<string> BodyAsync(DeliveryStage stage)
    {
        await using WeftDb db = stage.Store.Read();
        return (await db.OutboxEntries.SingleAsync(DeliveryStage.Token)).Body!;
    }
}
