using System.Text.Json;
using Microsoft.Playwright;
using Weft.Server.Tests.ActivityPub;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Films and moving pictures of other servers, which are fetched when somebody looks at them.</summary>
public sealed class ElsewhereTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const string Video = "article.post video";
    private const string Plays =
        $"() => {{ const v = document.querySelector('{Video}'); return !v.paused && v.currentTime > 0 && v.muted; }}";

    /// <summary>How far things have moved on the page that nobody moved, as browsers count it.</summary>
    private const string Watch = """
        window.jumps = 0;
        new PerformanceObserver(seen => { for (const one of seen.getEntries()) if (!one.hadRecentInput) window.jumps += one.value; })
          .observe({ type: 'layout-shift', buffered: true });
        """;

    /// <summary>Browsers note each answer that is none, as there may be until a film has come.</summary>
    private const string OnItsWay = "503";

    /// <summary>Till a film has been fetched and made ready.</summary>
    private static readonly PageWaitForFunctionOptions Patience = new() { Timeout = 60_000 };

    private LoopbackPeer peer = null!;

    public async ValueTask InitializeAsync() => peer = await LoopbackPeer.OpenAsync();

    public ValueTask DisposeAsync() => peer.DisposeAsync();

    [Fact]
    public async Task A_film_of_another_server_plays_in_sight()
    {
        WeftProcess there = await fixture.ElsewhereAsync();
        ApiClient bob = await there.CreateAccountAsync("else_bob");
        ApiClient ana = await fixture.Weft.CreateAccountAsync("else_ana");
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=25:d=20", "sine=d=20", FilmMaker.Usual, Token);
        string post = await PostAsync(bob, "film.mp4", film);
        string id = await FindAsync(ana, post);
        await using Visit visit = await OpenAsync();

        await visit.GoAsync($"/@else_bob@{there.Url.Authority}/{id}");
        await visit.Page.WaitForFunctionAsync(Plays, null, Patience);

        ILocator video = visit.Page.Locator(Video);
        Assert.StartsWith("/media/others/film/", await video.GetAttributeAsync("src"), StringComparison.Ordinal);
        Assert.Equal(320, await video.EvaluateAsync<int>("video => video.videoWidth"));
        Assert.True(await video.EvaluateAsync<bool>("video => video.controls && !video.loop"));
        await Expect(visit.Page.Locator(".video .from a")).ToHaveTextAsync("Watch at " + there.Url.Host);
        await AssertCalmAsync(visit);
        visit.AssertQuiet(except: OnItsWay);
    }

    [Fact]
    public async Task A_gif_of_another_server_moves_for_those_who_want_it()
    {
        byte[] gif = await FilmMaker.BytesAsync("in.gif", "testsrc2=s=160x90:r=10:d=2", null, "", Token);
        string address = peer.Serve("cat.gif", "image/gif", gif);
        string path = await SayAsync(
            "else_gif",
            $$"""[{"type":"Image","mediaType":"image/gif","url":"{{address}}","width":160,"height":90}]"""
        );
        await using Visit visit = await OpenAsync();

        await visit.GoAsync(path);
        await visit.Page.WaitForFunctionAsync(Plays, null, Patience);

        ILocator video = visit.Page.Locator(Video);
        Assert.True(await video.EvaluateAsync<bool>("video => video.loop && !video.controls && video.videoWidth === 160"));
        await AssertCalmAsync(visit);
        visit.AssertQuiet(except: OnItsWay);

        await using Visit calm = await OpenAsync(ReducedMotion.Reduce);
        await calm.GoAsync(path);
        Assert.True(
            await calm.Page.Locator(Video).EvaluateAsync<bool>("video => video.paused && video.controls && video.readyState === 0")
        );
        // Its first picture is to be seen.
        string poster = (await calm.Page.Locator(Video).GetAttributeAsync("poster"))!;
        Assert.Equal(200, (await calm.Page.APIRequest.GetAsync(new Uri(fixture.Weft.Url, poster).ToString())).Status);
        calm.AssertQuiet();
    }

    [Fact]
    public async Task What_is_on_its_way_is_said_to_be_and_plays_as_soon_as_it_has_come()
    {
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=25:d=20", "sine=d=20", FilmMaker.Usual, Token);
        string address = peer.Serve("slow.mp4", "video/mp4", film);
        TaskCompletionSource hold = peer.Hold("slow.mp4");
        string path = await SayAsync(
            "else_slow",
            $$"""[{"type":"Document","mediaType":"video/mp4","url":"{{address}}","width":320,"height":180}]"""
        );
        await using Visit visit = await OpenAsync();
        LocatorAssertionsToHaveTextOptions patience = new() { Timeout = 60_000 };

        await visit.GoAsync(path);
        ILocator said = visit.Page.Locator(".video [role=status]");
        await Expect(said).ToHaveTextAsync("On its way…", patience);
        await AssertCalmAsync(visit);
        hold.SetResult();

        await visit.Page.WaitForFunctionAsync(Plays, null, Patience);
        await Expect(said).ToHaveTextAsync("");
        Assert.Equal(1, peer.TimesGiven("slow.mp4"));
        await AssertCalmAsync(visit);
        visit.AssertQuiet(except: OnItsWay);
    }

    [Fact]
    public async Task What_cannot_be_had_is_said_to_be_so_and_leads_to_where_it_is()
    {
        string address = peer.Serve("none.mp4", "video/mp4", "<!doctype html>"u8.ToArray());
        string path = await SayAsync(
            "else_none",
            $$"""[{"type":"Document","mediaType":"video/mp4","url":"{{address}}","width":320,"height":180}]"""
        );
        await using Visit visit = await OpenAsync();

        await visit.GoAsync(path);

        await Expect(visit.Page.Locator(".video [role=status]")).ToHaveTextAsync("It can’t be played here.");
        await Expect(visit.Page.Locator(".video .from a")).ToHaveAttributeAsync("href", address);
        visit.AssertQuiet(except: "404");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A visitor, whose page counts jumps.</summary>
    private async Task<Visit> OpenAsync(ReducedMotion motion = ReducedMotion.NoPreference)
    {
        Visit visit = await Visit.OpenAsync(fixture, null, motion: motion);
        await visit.Page.AddInitScriptAsync(Watch);
        return visit;
    }

    private static async Task AssertCalmAsync(Visit visit) =>
        Assert.InRange(await visit.Page.EvaluateAsync<double>("() => window.jumps"), 0, 0.001);

    /// <summary>Ann, who is elsewhere, says something to somebody new here.</summary>
    /// <returns>The path of her post here.</returns>
    private async Task<string> SayAsync(string name, string attachments)
    {
        ApiClient reader = await fixture.Weft.CreateAccountAsync(name);
        string create =
            $$"""{"id":"{{peer.Actor}}#c","type":"Create","actor":"{{peer.Actor}}","object":{"id":"{{peer.Actor}}/1","type":"Note","attributedTo":"{{peer.Actor}}","content":"<p>Look</p>","attachment":{{attachments}},"to":["https://www.w3.org/ns/activitystreams#Public"],"tag":[{"type":"Mention","href":"{{new Uri(fixture.Weft.Url, "/users/" + name)}}"}]} }""";
        Assert.Equal((202, ""), await peer.SendAsync(new Uri(fixture.Weft.Url, "/inbox"), create));
        JsonElement told = (await reader.GetAsync("/api/v1/notifications")).EnsureSuccess().Json[0];
        return $"/@ann@{peer.Domain}/{told.GetProperty("status").GetProperty("id").GetString()}";
    }

    /// <returns>The post's address at its own server.</returns>
    private static async Task<string> PostAsync(ApiClient app, string name, byte[] file)
    {
        using MultipartFormDataContent body = [];
        using ByteArrayContent content = new(file);
        body.Add(content, "file", name);
        string media = (await app.SendAsync(HttpMethod.Post, "/api/v1/media", body)).EnsureSuccess().Id;
        ApiAnswer said = (await app.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = new[] { media } })).EnsureSuccess();
        return said.Json.GetProperty("uri").GetString()!;
    }

    /// <returns>The id of the post here.</returns>
    private static async Task<string> FindAsync(ApiClient searcher, string address)
    {
        ApiAnswer found = (await searcher.GetAsync("/api/v2/search?resolve=true&q=" + Uri.EscapeDataString(address))).EnsureSuccess();
        return Assert.Single(found.Json.GetProperty("statuses").EnumerateArray()).GetProperty("id").GetString()!;
    }
}
