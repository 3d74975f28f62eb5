using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Core.Timelines;
using Weft.Testing;

namespace Weft.Core.Tests.Moderation;

/// <summary>Somebody shuts out a whole server, for themselves alone.</summary>
public sealed class DomainBlockTests
{
    [Theory, EachDatabase]
    public async Task Nothing_of_a_server_that_I_shut_out_reaches_me(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long berta = await world.JoinAsync("berta");
        long bea = await world.MeetAsync("bea", "loud.example");
        long cem = await world.MeetAsync("cem", "deep.loud.example");
        long[] said = [await world.HearAsync(bea, "one", anna), await world.HearAsync(cem, "two")];

        Assert.True(Fediverse.Done(await BlockAsync(world, anna, "https://Loud.example/")));
        Assert.False(Fediverse.Done(await BlockAsync(world, anna, "loud.example")));
        long later = await world.HearAsync(bea, "three", anna);

        Assert.Empty(await world.PublicAsync(anna));
        Assert.Equal(3, (await world.PublicAsync(berta)).Count());
        Assert.False(await world.SeesAsync(anna, said[0]));
        Assert.False(await world.SeesAsync(anna, later));
        Assert.Equal(0, await world.ToldAsync(anna));
        Assert.True((await world.RelationAsync(anna, bea)).ShuttingOut);
        Assert.False((await world.RelationAsync(berta, bea)).ShuttingOut);
        Assert.Empty(await world.Get<AccountReader>().SearchAsync("bea", anna, new SearchPart(0, 10), false, Fediverse.Token));
        Assert.False((await world.Get<FollowAccountHandler>().RunAsync(new FollowAccount(anna, bea), Fediverse.Token)).Succeeded);

        await world.Get<UnblockDomainHandler>().RunAsync(new UnblockDomain(anna, "loud.example"), Fediverse.Token);
        Assert.True(await world.SeesAsync(anna, said[0]));
        Assert.False((await world.RelationAsync(anna, bea)).ShuttingOut);
    }

    [Theory, EachDatabase]
    public async Task Follows_end_both_ways_and_the_other_servers_are_told(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long bea = await world.MeetAsync("bea", "loud.example");
        await world.FollowAsync(anna, bea);
        await world.FollowAsync(bea, anna, "https://loud.example/follows/1");
        Assert.Equal((1, 1), await world.Get<BlockedDomains>().WouldEndAsync(anna, "loud.example", Fediverse.Token));

        await BlockAsync(world, anna, "loud.example");

        RelationshipModel relation = await world.RelationAsync(anna, bea);
        Assert.False(relation.Following || relation.FollowedBy);
        AccountModel now = (await world.AccountAsync(anna))!;
        Assert.Equal((0, 0), (now.FollowersCount, now.FollowingCount));
        await using WeftDb db = world.Store.Read();
        OutboxAct[] told = await db.OutboxEntries.OrderBy(e => e.Id).Select(e => e.Act).ToArrayAsync(Fediverse.Token);
        Assert.Equal([OutboxAct.UndoFollow, OutboxAct.RejectFollow], told.TakeLast(2));
    }

    [Theory, EachDatabase]
    public async Task In_my_home_nobody_reposts_what_comes_from_there(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long nora = await world.JoinAsync("nora");
        long bea = await world.MeetAsync("bea", "loud.example");
        long dan = await world.MeetAsync("dan", "quiet.example");
        await world.FollowAsync(anna, nora);
        LiveHome home = new(
            anna,
            world.Get<TimelineHub>(),
            world.Get<RebuildGate>(),
            world.Get<IDbContextFactory<WeftDb>>(),
            world.Store.Clock
        );
        long loud = await RepostAsync(world, nora, await world.HearAsync(bea, "one"));
        long quiet = await RepostAsync(world, nora, await world.HearAsync(dan, "two"));
        Assert.Equal([quiet, loud], await HomeAsync(world, home, anna));

        await BlockAsync(world, anna, "loud.example");
        Assert.Equal([quiet], await HomeAsync(world, home, anna));
        await world.JudgeAsync("quiet.example", HostPolicy.Silenced);
        Assert.Empty(await HomeAsync(world, home, anna));
        home.Close();
    }

    [Theory]
    [InlineData("")]
    [InlineData("weft.example")]
    [InlineData("a b")]
    public async Task What_is_no_other_server_is_refused(string domain)
    {
        await using Fediverse world = await Fediverse.OpenAsync(DatabaseKind.Sqlite);

        Outcome<bool> blocked = await BlockAsync(world, await world.JoinAsync("anna"), domain);

        Assert.Equal("domain", Assert.IsType<Refusal.Invalid>(blocked.Refusal).Faults[0].Field);
    }

    private static Task<Outcome<bool>> BlockAsync(Fediverse world, long account, string domain) =>
        world.Get<BlockDomainHandler>().RunAsync(new BlockDomain(account, domain), Fediverse.Token);

    private static async Task<long> RepostAsync(Fediverse world, long account, long post)
    {
        world.Store.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return Fediverse.Done(await world.Get<RepostPostHandler>().RunAsync(new RepostPost(account, post), Fediverse.Token)).Id;
    }

    private static async Task<IEnumerable<long>> HomeAsync(Fediverse world, LiveHome home, long viewer)
    {
        HomePage page = await home.ReadAsync(new HomePageRequest(0, long.MaxValue, 20, Upwards: false));
        return (await world.Get<PostReader>().ReadHomeAsync(page, viewer, Fediverse.Token)).Select(v => v.Post.Id);
    }
}
