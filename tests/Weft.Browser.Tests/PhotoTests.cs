using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NetVips;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Photos in a browser: into a post and out of it, with script and without.</summary>
public sealed class PhotoTests(BrowserFixture fixture)
{
    [Fact]
    public async Task Photos_are_picked_dropped_described_moved_and_posted()
    {
        const string Me = "pia_script";
        await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");
        ILocator shots = page.Locator("main .shot");

        await page.SetInputFilesAsync("main [data-files]", [File("wide.jpg", 800, 400), File("tall.jpg", 300, 600)]);
        await Expect(shots.Locator("textarea")).ToHaveCountAsync(2);
        await DropAsync(page, File("square.jpg", 200, 200));
        await Expect(shots.Locator("textarea")).ToHaveCountAsync(3);
        await Expect(shots.Locator("progress")).ToHaveCountAsync(0);
        await Expect(shots.Locator("img")).ToHaveCountAsync(3);

        // The last becomes the second, and the first goes.
        await shots.Nth(2).Locator("[name=earlier]").ClickAsync();
        await shots.Nth(0).Locator("[name=remove]").ClickAsync();
        await Expect(shots).ToHaveCountAsync(2);
        await shots.Nth(0).Locator("textarea").FillAsync("A square");

        // A gentle reminder of the description that is missing, once.
        await page.ClickAsync("main .composer-foot .btn");
        await Expect(page.Locator("#toast")).ToContainTextAsync("no description");
        await page.ClickAsync("main .composer-foot .btn");
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));

        ILocator photos = page.Locator("article.post .strip a[data-photo]");
        await Expect(photos).ToHaveCountAsync(2);
        await Expect(photos.Nth(0).Locator("img")).ToHaveAttributeAsync("alt", "A square");
        Assert.Equal(
            ("200", "200"),
            (await photos.Nth(0).Locator("img").GetAttributeAsync("width"), await photos.Nth(0).Locator("img").GetAttributeAsync("height"))
        );
        await Expect(photos.Nth(1).Locator("img")).ToHaveAttributeAsync("height", "600");
        visit.AssertQuiet();
    }

    [Fact]
    public async Task The_point_to_keep_in_sight_is_set_by_a_click_and_by_keys()
    {
        const string Me = "foc_point";
        ApiClient app = await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");
        await page.SetInputFilesAsync("main [data-files]", [File("square.jpg", 200, 200)]);
        ILocator dot = page.Locator("main .shot .focal");
        await Expect(dot).ToHaveAttributeAsync("aria-label", new Regex("50% from the left, 50% from the top"));

        // The right edge of the photo, which has room beside it, and its middle.
        LocatorBoundingBoxResult frame = (await page.Locator("main .shot img").BoundingBoxAsync())!;
        float side = Math.Min(frame.Width, frame.Height);
        await page.Mouse.ClickAsync(frame.X + frame.Width / 2 + side / 2 - 2, frame.Y + frame.Height / 2 + side / 4);
        await Expect(dot).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.FillAsync("main .shot textarea", "A square");
        await page.ClickAsync("main .composer-foot .btn");
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));

        System.Text.Json.JsonElement focus = (await app.GetAsync("/api/v1/timelines/home"))
            .EnsureSuccess()
            .Json[0]
            .GetProperty("media_attachments")[0]
            .GetProperty("meta")
            .GetProperty("focus");
        Assert.Equal(1, focus.GetProperty("x").GetDouble());
        Assert.InRange(focus.GetProperty("y").GetDouble(), -0.45, -0.35);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task A_photo_opens_in_front_of_the_page_and_keys_lead_through_all_of_them()
    {
        const string Me = "gus";
        ApiClient gus = await fixture.Weft.CreateAccountAsync(Me);
        string post = await PostAsync(gus, "Look", ("One", 800, 400), ("Two", 400, 400), ("Three", 300, 600));
        await using Visit visit = await Visit.OpenAsync(fixture, null);
        IPage page = visit.Page;
        await visit.GoAsync($"/@{Me}/{post}");
        ILocator box = page.Locator(".lightbox");

        await page.Locator("a[data-photo]").First.ClickAsync();
        await Expect(box.Locator("figcaption")).ToHaveTextAsync("One");
        await Expect(box.Locator(".lightbox-count")).ToHaveTextAsync("1 of 3");
        await Expect(box.Locator(".lightbox-back")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(box.Locator("img")).ToHaveAttributeAsync("alt", "Two");
        await page.Keyboard.PressAsync("End");
        await Expect(box.Locator("figcaption")).ToHaveTextAsync("Three");
        Assert.True(await box.Locator("img").EvaluateAsync<bool>("image => image.decode().then(() => image.naturalHeight === 600)"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(box).ToBeHiddenAsync();
        await Expect(page.Locator("a[data-photo]").Nth(2)).ToBeFocusedAsync();
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Photos_keep_their_room_before_they_have_come()
    {
        const string Me = "lea";
        ApiClient lea = await fixture.Weft.CreateAccountAsync(Me);
        string post = await PostAsync(lea, "Wide", ("Wide", 900, 300));
        await using Visit visit = await Visit.OpenAsync(fixture, null, width: 390);
        IPage page = visit.Page;
        TaskCompletionSource hold = new();
        await page.RouteAsync(
            "**/media/**",
            async route =>
            {
                await hold.Task;
                await route.ContinueAsync();
            }
        );
        await page.GotoAsync($"/@{Me}/{post}", new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });

        await Expect(page.Locator(".photo canvas.blur")).ToHaveCountAsync(1);
        LocatorBoundingBoxResult before = (await page.Locator(".photo").BoundingBoxAsync())!;
        hold.SetResult();
        await Expect(page.Locator(".photo canvas.blur")).ToHaveCountAsync(0);
        LocatorBoundingBoxResult after = (await page.Locator(".photo").BoundingBoxAsync())!;

        // The width and height that a browser makes of a ratio may differ by a part of a pixel.
        Assert.Equal(before.Width, after.Width, tolerance: 1);
        Assert.Equal(before.Height, after.Height, tolerance: 1);
        Assert.InRange(after.Width / after.Height, 2.9, 3.1);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Without_script_a_form_takes_photos_and_shows_them_to_be_described()
    {
        const string Me = "nia_plain";
        await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me, script: false);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");
        await page.FillAsync("#full-1", "Two photos");
        await page.SetInputFilesAsync("main [data-files]", [File("one.jpg", 400, 300), File("two.jpg", 300, 400)]);
        await page.ClickAsync("main .composer-foot .btn");

        await Expect(page).ToHaveURLAsync(new Regex("/home$"));
        ILocator photos = page.Locator("article.post a[data-photo]");
        await Expect(photos).ToHaveCountAsync(2);

        // What was forgotten is said in an edit.
        string href = (await page.Locator("article.post a.post-when").First.GetAttributeAsync("href"))!;
        await visit.GoAsync("/compose?edit=" + href.Split('/')[^1]);
        await page.Locator(".shot textarea").First.FillAsync("The first");
        await page.Locator(".shot").Nth(1).Locator("[name=remove]").ClickAsync();
        await Expect(page.Locator(".shot")).ToHaveCountAsync(1);
        await page.ClickAsync("main .composer-foot .btn");
        await Expect(page.Locator("article.post .photo img")).ToHaveAttributeAsync("alt", "The first");
        visit.AssertQuiet();
    }

    [Fact]
    public async Task What_is_marked_as_sensitive_is_seen_when_somebody_wants_to()
    {
        const string Me = "vic";
        ApiClient vic = await fixture.Weft.CreateAccountAsync(Me);
        string id = await UploadAsync(vic, "Veiled", 300, 300);
        string post = (
            await vic.PostAsync(
                "/api/v1/statuses",
                new
                {
                    status = "Careful",
                    sensitive = true,
                    media_ids = new[] { id },
                }
            )
        ).EnsureSuccess().Id;
        await using Visit visit = await Visit.OpenAsync(fixture, null);

        await visit.GoAsync($"/@{Me}/{post}");
        await Expect(visit.Page.Locator(".photo")).ToBeHiddenAsync();
        await visit.Page.Locator(".veil summary").ClickAsync();
        await Expect(visit.Page.Locator(".photo")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_portrait_is_chosen_in_the_settings_and_seen_by_everyone()
    {
        const string Me = "ava";
        await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me, script: false);
        await visit.GoAsync("/settings/profile");
        await visit.Page.SetInputFilesAsync("#pic", File("me.jpg", 500, 500));
        await visit.Page.SetInputFilesAsync("#head", File("cover.jpg", 1_500, 500));
        await visit.Page.ClickAsync("main .form .btn.is-primary");
        await Expect(visit.Page.GetByText("Saved.")).ToBeVisibleAsync();

        await using Visit visitor = await Visit.OpenAsync(fixture, null);
        await visitor.GoAsync($"/@{Me}");
        await Expect(visitor.Page.Locator(".profile .avatar")).ToHaveAttributeAsync("src", new Regex("^/media/.*/avatar.jpg$"));
        await Expect(visitor.Page.Locator(".cover")).ToBeVisibleAsync();
        visitor.AssertQuiet();
    }

    private static FilePayload File(string name, int width, int height) =>
        new()
        {
            Name = name,
            MimeType = "image/jpeg",
            Buffer = Photo(width, height),
        };

    private static byte[] Photo(int width, int height) =>
        Image
            .Xyz(width, height)
            .Linear([255.0 / width, 255.0 / height], [0.0, 0.0])
            .Bandjoin(Image.Black(width, height))
            .Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb)
            .JpegsaveBuffer();

    private static async Task DropAsync(IPage page, FilePayload file) =>
        await page.Locator("main .composer textarea")
            .First.EvaluateAsync(
                """
                (area, { name, base64 }) => {
                  const data = new DataTransfer();
                  data.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: 'image/jpeg' }));
                  area.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
                }
                """,
                new { name = file.Name, base64 = Convert.ToBase64String(file.Buffer) }
            );

    private static async Task<string> PostAsync(ApiClient app, string text, params (string Description, int Width, int Height)[] photos)
    {
        List<string> ids = [];
        foreach ((string description, int width, int height) in photos)
        {
            ids.Add(await UploadAsync(app, description, width, height));
        }

        return (await app.PostAsync("/api/v1/statuses", new { status = text, media_ids = ids })).EnsureSuccess().Id;
    }

    private static async Task<string> UploadAsync(ApiClient app, string description, int width, int height)
    {
        using MultipartFormDataContent body = ApiClient.Multipart(("description", description));
        using ByteArrayContent content = new(Photo(width, height));
        body.Add(content, "file", "photo.jpg");
        return (await app.SendAsync(HttpMethod.Post, "/api/v2/media", body)).EnsureSuccess().Id;
    }
}
