using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Somebody with a private account sees who asks to follow, and lets them in or not.</summary>
public sealed class FollowRequestTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Those_who_ask_are_listed_and_let_in_or_not(bool script)
    {
        string me = script ? "ask_script" : "ask_plain";
        ApiClient app = await fixture.Weft.CreateAccountAsync(me);
        (await app.PatchAsync("/api/v1/accounts/update_credentials", new { locked = true })).EnsureSuccess();
        string id = (await app.GetAsync("/api/v1/accounts/verify_credentials")).EnsureSuccess().Id;
        foreach (string name in (string[])["_a", "_b", "_c"])
        {
            ApiClient other = await fixture.Weft.CreateAccountAsync(me + name);
            (await other.PostAsync($"/api/v1/accounts/{id}/follow")).EnsureSuccess();
        }

        await using Visit visit = await Visit.OpenAsync(fixture, me, script);
        IPage page = visit.Page;
        await visit.GoAsync("/activity");
        await page.ClickAsync("main a:has-text('3 people ask to follow you')");
        await Expect(page).ToHaveURLAsync(new Regex("/activity/requests$"));
        await Expect(page.Locator("main .event")).ToHaveCountAsync(3);

        await page.ClickAsync($"[aria-label='Accept {me}_a']");
        await Expect(page.Locator("main .event")).ToHaveCountAsync(2);
        await page.ClickAsync($"[aria-label='Decline {me}_b']");
        await Expect(page.Locator("main .event")).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new Regex("/activity/requests$"));

        // In the list of what happened they can be answered, too.
        await visit.GoAsync("/activity");
        await Expect(page.GetByText("1 person asks to follow you")).ToBeVisibleAsync();
        await page.ClickAsync($"[aria-label='Decline {me}_c']");
        await Expect(page).ToHaveURLAsync(new Regex("/activity$"));
        await Expect(page.GetByText("to follow you")).ToHaveCountAsync(0);
        await visit.GoAsync("/activity/requests");
        await Expect(page.GetByText("Nobody asks")).ToBeVisibleAsync();

        ApiAnswer followers = (await app.GetAsync($"/api/v1/accounts/{id}/followers")).EnsureSuccess();
        Assert.Equal(me + "_a", Assert.Single(followers.Json.EnumerateArray()).GetProperty("acct").GetString());
        Assert.Empty((await app.GetAsync("/api/v1/follow_requests")).EnsureSuccess().Json.EnumerateArray());
        if (script)
        {
            visit.AssertQuiet();
        }
    }
}
