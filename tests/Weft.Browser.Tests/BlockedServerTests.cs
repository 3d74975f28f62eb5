using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Somebody blocks a whole server in the settings, sees which, and lets it in again.</summary>
public sealed class BlockedServerTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_is_blocked_listed_and_unblocked(bool script)
    {
        string me = script ? "dom_script" : "dom_plain";
        ApiClient app = await fixture.Weft.CreateAccountAsync(me);
        await using Visit visit = await Visit.OpenAsync(fixture, me, script);
        IPage page = visit.Page;
        await visit.GoAsync("/settings");
        await page.ClickAsync("a[href='/settings/servers']");
        await Expect(page.GetByText("You block no server")).ToBeVisibleAsync();

        // The browser notes each answer that is an error, so it is asked for where nobody looks at its notes.
        if (!script)
        {
            await page.FillAsync("#domain", "not a server");
            await page.ClickAsync("main .btn.is-danger");
            await Expect(page.Locator("#domain-e")).ToContainTextAsync("is not the name of a server");
            await Expect(page.Locator("#domain")).ToHaveValueAsync("not a server");
        }

        await page.FillAsync("#domain", "Loud.Example");
        await page.ClickAsync("main .btn.is-danger");

        await Expect(page).ToHaveURLAsync(new Regex("/settings/servers$"));
        await Expect(page.Locator("main li.row")).ToContainTextAsync("loud.example");
        Assert.Equal("loud.example", (await app.GetAsync("/api/v1/domain_blocks")).EnsureSuccess().Json[0].GetString());

        await page.ClickAsync("main li.row .btn");
        await Expect(page.GetByText("You block no server")).ToBeVisibleAsync();
        Assert.Empty((await app.GetAsync("/api/v1/domain_blocks")).EnsureSuccess().Json.EnumerateArray());
        if (script)
        {
            visit.AssertQuiet();
        }
    }
}
