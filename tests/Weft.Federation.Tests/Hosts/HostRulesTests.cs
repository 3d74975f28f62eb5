using Microsoft.EntityFrameworkCore;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using Weft.Federation.Actors;
using Weft.Federation.Finding;
using Weft.Federation.Hosts;
using Weft.Federation.Inbox;
using Weft.Federation.Tests.Http;
using Weft.Federation.Tests.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.Hosts;

/// <summary>What operators decide about other servers, on the wire.</summary>
public sealed class HostRulesTests
{
    [Theory, EachDatabase]
    public async Task A_suspended_server_is_asked_for_nothing_and_nothing_of_it_is_taken(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new("deep.m.example");
        string ann = there.AddPerson("ann");
        await JudgeAsync(village, "m.example", HostPolicy.Suspended);

        InboxAnswer answer = await village.TakeAsync(there, ann, $$"""{"id":"{{ann}}#1","type":"Follow","actor":"{{ann}}","object":"x"}""");
        Finding.Finding? byHandle = await village.Get<Finder>().FindAsync($"@ann@{there.Domain}", ask: true, Village.Cancellation);
        Finding.Finding? byAddress = await village.Get<Finder>().FindAsync(ann, ask: true, Village.Cancellation);

        Assert.Equal(403, answer.Status);
        Assert.Null(byHandle);
        Assert.Null(byAddress);
        Assert.Empty(there.Asked);
    }

    [Fact]
    public async Task Pictures_of_a_server_are_left_out_where_that_was_decided()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string icon = $$""","icon":{"type":"Image","url":"{{there.Url("/a.png")}}"}""";
        await JudgeAsync(village, "m.example", HostPolicy.Normal, rejectMedia: true);

        long ann = await village.KnowAsync(there.AddPerson("ann", icon));

        Assert.Null(
            await village.ReadAsync(db =>
                db.RemoteActors.Where(a => a.AccountId == ann).Select(a => a.AvatarUrl).SingleAsync(Village.Cancellation)
            )
        );
        await JudgeAsync(village, "m.example", HostPolicy.Normal);
        long bob = await village.KnowAsync(there.AddPerson("bob", icon));
        Assert.NotNull(
            await village.ReadAsync(db =>
                db.RemoteActors.Where(a => a.AccountId == bob).Select(a => a.AvatarUrl).SingleAsync(Village.Cancellation)
            )
        );
    }

    [Theory, EachDatabase]
    public async Task What_a_server_runs_is_asked_once_and_kept(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await village.KnowAsync(there.AddPerson("ann"));
        there.Answer(
            "/.well-known/nodeinfo",
            Json($$"""{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"{{there.Url("/nodeinfo/2.0")}}"}]}""")
        );
        there.Answer("/nodeinfo/2.0", Json("""{"version":"2.0","software":{"name":"mastodon","version":"4.5.1"},"usage":{"users":{}}}"""));

        Assert.Equal(1, await village.Get<LearnSoftware>().RunOnceAsync(Village.Cancellation));
        Assert.Equal(0, await village.Get<LearnSoftware>().RunOnceAsync(Village.Cancellation));

        KnownHost known = Assert.Single(await village.Get<KnownHosts>().ReadAsync(null, false, null, 10, Village.Cancellation));
        Assert.Equal((there.Domain, "mastodon 4.5.1", 1), (known.Host.Name, known.Host.Software, known.Accounts));
    }

    [Fact]
    public async Task A_decision_that_another_process_made_is_heard_of()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        WatchHosts watch = village.Get<WatchHosts>();
        Assert.False(await watch.LookAsync(Village.Cancellation));

        await JudgeAsync(village, "m.example", HostPolicy.Suspended);

        Assert.True(await watch.LookAsync(Village.Cancellation));
        Assert.False(await watch.LookAsync(Village.Cancellation));
    }

    [Fact]
    public async Task A_server_on_another_port_is_known_once_it_was_allowed()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        HostRules rules = village.Get<HostRules>();
        Assert.False(await rules.IsKnownHostAsync("m.example:8443", Village.Cancellation));

        await JudgeAsync(village, "m.example:8443", HostPolicy.Allowed);

        Assert.True(await rules.IsKnownHostAsync("m.example:8443", Village.Cancellation));
        Assert.False(await rules.IsKnownHostAsync("m.example:22", Village.Cancellation));
    }

    private static Said Json(string text) => new(200, "application/json", System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task JudgeAsync(Village village, string domain, HostPolicy policy, bool rejectMedia = false) =>
        Assert.True(
            (await village.Get<JudgeHostHandler>().RunAsync(new JudgeHost(domain, policy, rejectMedia), Village.Cancellation)).Succeeded
        );
}
