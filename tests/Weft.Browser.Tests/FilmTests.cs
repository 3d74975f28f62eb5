using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Videos, moving pictures and sounds in a browser.</summary>
public sealed class FilmTests(BrowserFixture fixture)
{
    private const string Playing = "video => !video.paused && video.currentTime > 0 ? video.muted : null";

    [Fact]
    public async Task A_video_is_picked_described_posted_and_keeps_its_shape()
    {
        const string Me = "fil_upload";
        await fixture.Weft.CreateAccountAsync(Me);
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x640:r=25:d=2", "sine=d=2", FilmMaker.Usual, Token);
        await using Visit visit = await Visit.OpenAsync(fixture, Me);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");
        Assert.Contains("video/mp4", await page.Locator("main [data-files]").First.GetAttributeAsync("accept"), StringComparison.Ordinal);

        await page.SetInputFilesAsync("main [data-files]", Payload("upright.mp4", "video/mp4", film));
        ILocator shot = page.Locator("main .shot");
        // The answer waits some seconds for it to be ready.
        await Expect(shot.Locator("textarea")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = 60_000 });
        await Expect(shot.Locator("label")).ToHaveTextAsync("Description of video 1");
        await Expect(shot.Locator("progress")).ToHaveCountAsync(0, new LocatorAssertionsToHaveCountOptions { Timeout = 60_000 });
        await Expect(shot.Locator("img")).ToHaveAttributeAsync("src", new Regex("/small.jpg$"));
        await shot.Locator("textarea").FillAsync("Colours");
        await page.ClickAsync("main .composer-foot .btn");
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));

        ILocator video = page.Locator("article.post .video.is-tall video");
        await Expect(video).ToHaveAttributeAsync("poster", new Regex("^/media/.*/(medium|small).jpg$"));
        await Expect(video).ToHaveAttributeAsync("aria-label", "Colours");
        await Expect(video.Locator("source")).ToHaveAttributeAsync("type", "video/mp4");
        LocatorBoundingBoxResult before = (await video.BoundingBoxAsync())!;
        Assert.InRange(before.Height / before.Width, 1.98, 2.02);

        // Nothing moves by itself for those who want it so; it plays when they say it, and does not change its shape.
        Assert.True(await video.EvaluateAsync<bool>("video => video.paused && video.controls"));
        await video.EvaluateAsync("async video => { video.muted = true; await video.play(); }");
        LocatorBoundingBoxResult after = (await video.BoundingBoxAsync())!;
        Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
        visit.AssertQuiet();
    }

    [Fact]
    public async Task A_video_in_sight_begins_without_sound_and_ends_out_of_sight()
    {
        const string Me = "fil_plays";
        ApiClient app = await fixture.Weft.CreateAccountAsync(Me);
        string id = await PostAsync(
            app,
            "film.mp4",
            await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=25:d=20", "sine=d=20", FilmMaker.Usual, Token)
        );
        await using Visit visit = await Visit.OpenAsync(fixture, null, motion: ReducedMotion.NoPreference);
        IPage page = visit.Page;
        await visit.GoAsync($"/@{Me}/{id}");
        ILocator video = page.Locator("article.post video");

        // Muted, as its answer says.
        IJSHandle muted = await page.WaitForFunctionAsync($"() => ({Playing})(document.querySelector('article.post video')) === true");
        Assert.True(await muted.JsonValueAsync<bool>());

        await page.EvaluateAsync("() => { document.body.style.paddingBlockEnd = '300vh'; scrollTo(0, document.body.scrollHeight); }");
        await page.WaitForFunctionAsync("() => document.querySelector('article.post video').paused");
        Assert.True(await video.EvaluateAsync<bool>("video => video.controls"));
        visit.AssertQuiet();
    }

    [Fact]
    public async Task A_moving_picture_moves_for_those_who_want_it()
    {
        const string Me = "fil_gif";
        ApiClient app = await fixture.Weft.CreateAccountAsync(Me);
        string id = await PostAsync(app, "cat.gif", await FilmMaker.BytesAsync("in.gif", "testsrc2=s=160x90:r=10:d=2", null, "", Token));
        await using Visit visit = await Visit.OpenAsync(fixture, null, motion: ReducedMotion.NoPreference);
        await visit.GoAsync($"/@{Me}/{id}");
        await visit.Page.WaitForFunctionAsync($"() => ({Playing})(document.querySelector('article.post video')) === true");
        Assert.True(await visit.Page.Locator("article.post video").EvaluateAsync<bool>("video => video.loop && !video.controls"));
        visit.AssertQuiet();

        await using Visit calm = await Visit.OpenAsync(fixture, null);
        await calm.GoAsync($"/@{Me}/{id}");
        await Expect(calm.Page.Locator(".video canvas.blur")).ToHaveCountAsync(1);
        Assert.True(
            await calm
                .Page.Locator("article.post video")
                .EvaluateAsync<bool>("video => video.paused && video.controls && video.readyState === 0")
        );
        calm.AssertQuiet();
    }

    [Fact]
    public async Task A_sound_is_seen_and_is_heard_from_where_somebody_points()
    {
        const string Me = "fil_sound";
        ApiClient app = await fixture.Weft.CreateAccountAsync(Me);
        string id = await PostAsync(app, "song.mp3", await FilmMaker.BytesAsync("in.mp3", null, "sine=d=10", "-c:a libmp3lame", Token));
        await using Visit visit = await Visit.OpenAsync(fixture, null);
        await visit.GoAsync($"/@{Me}/{id}");
        ILocator sound = visit.Page.Locator("article.post .sound audio");
        await Expect(sound).ToHaveAttributeAsync("aria-label", "Sound without a description");
        LocatorBoundingBoxResult wave = (await visit.Page.Locator(".sound .wave").BoundingBoxAsync())!;
        Assert.True(wave is { Width: > 100, Height: > 20 });

        await visit.Page.Mouse.ClickAsync(wave.X + wave.Width / 2, wave.Y + wave.Height / 2);

        await visit.Page.WaitForFunctionAsync("() => document.querySelector('.sound audio').currentTime > 4.5");
        await visit.Page.WaitForFunctionAsync("() => /^inset\\(0px (4|5)/.test(document.querySelector('.wave-past').style.clipPath)");
        visit.AssertQuiet();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FilePayload Payload(string name, string type, byte[] content) =>
        new()
        {
            Name = name,
            MimeType = type,
            Buffer = content,
        };

    private static async Task<string> PostAsync(ApiClient app, string name, byte[] file)
    {
        using MultipartFormDataContent body = [];
        using ByteArrayContent content = new(file);
        body.Add(content, "file", name);
        // The older endpoint waits until it is ready.
        string media = (await app.SendAsync(HttpMethod.Post, "/api/v1/media", body)).EnsureSuccess().Id;
        return (await app.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = new[] { media } })).EnsureSuccess().Id;
    }
}
