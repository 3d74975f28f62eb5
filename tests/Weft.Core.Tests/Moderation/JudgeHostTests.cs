using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Moderation;

/// <summary>What operators decide about other servers holds everywhere.</summary>
public sealed class JudgeHostTests
{
    [Theory, EachDatabase]
    public async Task Of_a_suspended_server_nothing_is_shown_and_follows_are_cut(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long bea = await world.MeetAsync("bea", "bad.example");
        long cem = await world.MeetAsync("cem", "deep.bad.example");
        long dan = await world.MeetAsync("dan", "good.example");
        await world.FollowAsync(anna, bea);
        await world.FollowAsync(bea, anna, "https://bad.example/follows/1");
        await world.FollowAsync(anna, dan);
        long[] bad = [await world.HearAsync(bea, "one", anna), await world.HearAsync(cem, "two")];
        long good = await world.HearAsync(dan, "three");
        Assert.Equal(3, (await world.PublicAsync(anna)).Count());
        Assert.NotEqual(0, await world.ToldAsync(anna));

        HostJudged judged = await world.JudgeAsync("BAD.example.", HostPolicy.Suspended);

        Assert.Equal(("bad.example", 2, 2), (judged.Name, judged.Accounts, judged.Follows));
        Assert.Equal([good], await world.PublicAsync(anna));
        Assert.Equal([good], await world.PublicAsync(null));
        foreach (long post in bad)
        {
            Assert.False(await world.SeesAsync(anna, post));
            Assert.False(await world.SeesAsync(null, post));
        }

        Assert.Null(await world.AccountAsync(bea));
        Assert.Empty(await world.Get<AccountReader>().SearchAsync("bea", anna, new SearchPart(0, 10), false, Fediverse.Token));
        Assert.Equal(0, await world.ToldAsync(anna));
        AccountModel now = (await world.AccountAsync(anna))!;
        Assert.Equal((0, 1), (now.FollowersCount, now.FollowingCount));

        await world.JudgeAsync("bad.example", HostPolicy.Normal);
        Assert.True(await world.SeesAsync(anna, bad[0]));
        Assert.False((await world.RelationAsync(anna, bea)).Following);
    }

    [Theory, EachDatabase]
    public async Task Of_a_silenced_server_only_followers_see_anything(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long berta = await world.JoinAsync("berta");
        long cem = await world.MeetAsync("cem", "loud.example");
        await world.FollowAsync(anna, cem);
        await world.JudgeAsync("loud.example", HostPolicy.Silenced);

        long said = await world.HearAsync(cem, "HELLO", anna, berta);

        Assert.Equal([said], await world.PublicAsync(anna));
        Assert.Empty(await world.PublicAsync(berta));
        Assert.Empty(await world.PublicAsync(null));
        Assert.False(await world.SeesAsync(berta, said));
        Assert.Equal((1, 0), (await world.ToldAsync(anna), await world.ToldAsync(berta)));
        Assert.NotNull(await world.AccountAsync(cem));
    }

    [Theory, EachDatabase]
    public async Task What_is_said_of_a_server_below_wins_over_what_is_said_above(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long bea = await world.MeetAsync("bea", "friends.bad.example");
        await world.FollowAsync(anna, bea);
        await world.JudgeAsync("friends.bad.example", HostPolicy.Allowed);

        await world.JudgeAsync("bad.example", HostPolicy.Suspended);

        Assert.NotNull(await world.AccountAsync(bea));
        Assert.True((await world.RelationAsync(anna, bea)).Following);
        // And whoever comes later stands the same way, by the handle or by the id.
        Assert.Null(await world.AccountAsync(await world.MeetAsync("cem", "bad.example")));
        Assert.Null(await world.AccountAsync(await world.MeetAsync("dan", "other.example", "social.bad.example")));
    }

    [Theory, EachDatabase]
    public async Task Where_only_an_allow_list_counts_everybody_else_is_suspended(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind, allowListOnly: true);
        await world.JudgeAsync("friend.example", HostPolicy.Allowed);

        Assert.NotNull(await world.AccountAsync(await world.MeetAsync("bea", "friend.example")));
        Assert.NotNull(await world.AccountAsync(await world.MeetAsync("bea", "deep.friend.example")));
        Assert.Null(await world.AccountAsync(await world.MeetAsync("cem", "stranger.example")));
    }

    [Theory, EachDatabase]
    public async Task A_list_is_taken_over_as_a_whole_and_says_what_it_passed_over(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long bea = await world.MeetAsync("bea", "deep.bad.example");
        await world.FollowAsync(anna, bea);

        HostsTaken taken = Fediverse.Done(
            await world
                .Get<JudgeHostsHandler>()
                .RunAsync(
                    new JudgeHosts([
                        new("bad.example", HostPolicy.Suspended),
                        new("bücher.example", HostPolicy.Silenced, RejectMedia: true, Comment: "Loud"),
                        new("veil*d.example", HostPolicy.Suspended),
                        new("weft.example", HostPolicy.Suspended),
                        new("no host", HostPolicy.Suspended),
                    ]),
                    Fediverse.Token
                )
        );

        Assert.Equal((2, 1), (taken.Taken, taken.Follows));
        Assert.Equal(["veil*d.example", "weft.example", "no host"], taken.Skipped);
        Assert.Null(await world.AccountAsync(bea));
        RemoteHost silenced = Assert.Single(
            await world.Get<KnownHosts>().JudgedAsync(Fediverse.Token),
            h => h.Policy == HostPolicy.Silenced
        );
        Assert.Equal(("xn--bcher-kva.example", true, "Loud"), (silenced.Name, silenced.RejectMedia, silenced.Comment));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no host")]
    [InlineData("example")]
    [InlineData("weft.example")]
    [InlineData("a.example:99999")]
    public async Task What_is_no_other_server_is_refused(string domain)
    {
        await using Fediverse world = await Fediverse.OpenAsync(DatabaseKind.Sqlite);

        Outcome<HostJudged> judged = await world
            .Get<JudgeHostHandler>()
            .RunAsync(new JudgeHost(domain, HostPolicy.Suspended), Fediverse.Token);

        Assert.Equal("domain", Assert.IsType<Refusal.Invalid>(judged.Refusal).Faults[0].Field);
    }

    [Theory, EachDatabase]
    public async Task A_mode_that_changes_judges_everybody_anew_and_cuts_nothing(DatabaseKind kind)
    {
        await using Fediverse world = await Fediverse.OpenAsync(kind);
        long anna = await world.JoinAsync("anna");
        long bea = await world.MeetAsync("bea", "stranger.example");
        await world.FollowAsync(anna, bea);
        IDbContextFactory<WeftDb> contexts = world.Get<IDbContextFactory<WeftDb>>();

        Assert.True(await new JudgeByModeHandler(contexts, world.Store.Writer, new(true)).RunAsync(Fediverse.Token));
        Assert.Null(await world.AccountAsync(bea));
        Assert.True(await new JudgeByModeHandler(contexts, world.Store.Writer, new(false)).RunAsync(Fediverse.Token));
        Assert.False(await new JudgeByModeHandler(contexts, world.Store.Writer, new(false)).RunAsync(Fediverse.Token));

        Assert.NotNull(await world.AccountAsync(bea));
        Assert.True((await world.RelationAsync(anna, bea)).Following);
    }
}
