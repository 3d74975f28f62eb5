using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>What people do here, with script and without.</summary>
public sealed class JourneyTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_posts_follows_likes_replies_reposts_quotes_and_the_other_sees_it(bool script)
    {
        string me = script ? "jo_script" : "jo_plain";
        string other = script ? "kim_script" : "kim_plain";
        await fixture.Weft.CreateAccountAsync(me);
        ApiClient kim = await fixture.Weft.CreateAccountAsync(other);
        (await kim.PostAsync("/api/v1/statuses", new { status = $"Rain on the roof of {other}" })).EnsureSuccess();

        await using Visit visit = await Visit.OpenAsync(fixture, me, script);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");
        await visit.PostAsync($"First words of {me}");
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));
        await Expect(page.GetByText($"First words of {me}")).ToBeVisibleAsync();

        await visit.GoAsync($"/@{other}");
        await page.ClickAsync(".profile button");
        await Expect(page.Locator(".profile button")).ToHaveTextAsync("Unfollow");
        await visit.GoAsync("/home");
        ILocator post = page.Locator("article.post", new PageLocatorOptions { HasText = $"Rain on the roof of {other}" }).First;
        await post.Locator(".act.is-like").ClickAsync();
        await Expect(post.Locator(".act.is-like")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(post.Locator(".act.is-like .count")).ToHaveTextAsync("1");
        await post.Locator(".act.is-pass").ClickAsync();
        await Expect(post.Locator(".act.is-pass")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.ReloadAsync();
        await Expect(post.Locator(".act.is-like")).ToHaveAttributeAsync("aria-pressed", "true");

        await post.Locator("a.act").ClickAsync();
        await visit.PostAsync($"@{other} and on mine");
        await Expect(page.GetByText("and on mine")).ToBeVisibleAsync();

        await visit.GoAsync($"/@{other}");
        string href = (await page.Locator("article.post a.post-when").First.GetAttributeAsync("href"))!;
        await visit.GoAsync("/compose?quote=" + href.Split('/')[^1]);
        await visit.PostAsync("What she says");
        await Expect(page.Locator("article.post .quote").First).ToContainTextAsync("Rain on the roof");
        visit.AssertQuiet();

        await using Visit told = await Visit.OpenAsync(fixture, other, script);
        await told.GoAsync("/home");
        await Expect(told.Page.Locator(".rail .badge")).ToHaveTextAsync("5");
        await told.GoAsync("/activity");
        ILocator feed = told.Page.Locator("main");
        foreach (string words in new[] { "liked your post", "reposted your post", "replied to you", "quoted you", "followed you" })
        {
            await Expect(feed).ToContainTextAsync(words);
        }

        await Expect(feed.Locator(".is-new")).ToHaveCountAsync(5);
        await told.GoAsync("/activity");
        await Expect(feed.Locator(".is-new")).ToHaveCountAsync(0);
        told.AssertQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Settings_are_kept_and_shown(bool script)
    {
        string me = script ? "sam_script" : "sam_plain";
        await fixture.Weft.CreateAccountAsync(me);
        await using Visit visit = await Visit.OpenAsync(fixture, me, script);
        IPage page = visit.Page;
        await visit.GoAsync("/settings/profile");
        await page.FillAsync("#dn", "Sam of the Looms");
        await page.FillAsync("#fn1", "Town");
        await page.FillAsync("#fv1", "Ghent");
        await page.ClickAsync("main .form .btn.is-primary");
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await visit.GoAsync($"/@{me}");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Sam of the Looms");
        await Expect(page.Locator(".facts")).ToContainTextAsync("Ghent");

        await visit.GoAsync("/settings/profile");
        await page.FillAsync("#dn", new string('x', 31));
        await page.ClickAsync("main .form .btn.is-primary");
        await Expect(page.Locator("#dn-e")).ToContainTextAsync("maximum is 30");

        await visit.GoAsync("/settings/appearance");
        await page.ClickAsync("[name=theme][value=dark]");
        await page.ClickAsync("main .form .btn.is-primary");
        await visit.GoAsync("/home");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_hundred_characters_are_a_post_and_one_more_is_refused_with_the_limit_named(bool script)
    {
        string me = script ? "len_script" : "len_plain";
        await fixture.Weft.CreateAccountAsync(me);
        await using Visit visit = await Visit.OpenAsync(fixture, me, script);
        IPage page = visit.Page;
        ILocator send = page.Locator("main .composer-foot .btn");
        await visit.GoAsync("/compose");
        await page.FillAsync("#full-1", new string('y', 501));
        if (script)
        {
            await Expect(send).ToBeDisabledAsync();
            await Expect(page.Locator("main .ring output")).ToHaveTextAsync("-1");
        }
        else
        {
            await send.ClickAsync();
            await Expect(page.Locator("main .error")).ToContainTextAsync("500");
            await Expect(page.Locator("#full-1")).ToHaveValueAsync(new string('y', 501));
        }

        await visit.PostAsync(new string('y', 500));
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));
        await Expect(page.GetByText(new string('y', 500))).ToBeVisibleAsync();
    }
}
