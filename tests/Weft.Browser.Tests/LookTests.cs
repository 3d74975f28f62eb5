using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;

namespace Weft.Browser.Tests;

/// <summary>Every main page can be used by everyone, on every screen.</summary>
public sealed class LookTests(BrowserFixture fixture)
{
    private static readonly string[] Pages =
    [
        "/home",
        "/public",
        "/compose",
        "/activity",
        "/activity/requests",
        "/search?q=look",
        "/saved",
        "/settings",
        "/settings/profile",
        "/settings/posting",
        "/settings/appearance",
        "/settings/account",
        "/settings/servers",
        "/settings/sessions",
        "/settings/apps",
        "/about",
        "/rules",
        "/there-is-no-such-page",
    ];

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task No_page_has_a_fault_that_axe_finds(int width, ColorScheme scheme)
    {
        string me = FormattableString.Invariant($"look_{width}_{scheme}");
        string thread = await SetTheTableAsync(me);
        await using Visit visit = await Visit.OpenAsync(fixture, me, script: true, width, scheme);
        List<string> faults = [];
        foreach (string path in Pages.Append(thread).Append("/@" + me))
        {
            await visit.GoAsync(path);
            await CheckAsync(visit.Page, path, faults);
        }

        await using Visit visitor = await Visit.OpenAsync(fixture, null, script: true, width, scheme);
        await visitor.GoAsync("/");
        await CheckAsync(visitor.Page, "/ of a visitor", faults);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Nothing_scrolls_sideways_on_the_smallest_screen()
    {
        string thread = await SetTheTableAsync("look_small");
        await using Visit visit = await Visit.OpenAsync(fixture, "look_small", script: true, width: 320);
        List<string> wide = [];
        foreach (string path in Pages.Append(thread).Append("/@look_small"))
        {
            await visit.GoAsync(path);
            int width = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 320)
            {
                wide.Add($"{path}: {width}");
            }
        }

        Assert.Empty(wide);
    }

    /// <summary>Something to look at: a post with a reply that was liked, and somebody who asks to follow.</summary>
    /// <returns>The path of its thread.</returns>
    private async Task<string> SetTheTableAsync(string name)
    {
        ApiClient me = await fixture.Weft.CreateAccountAsync(name);
        ApiAnswer post = (
            await me.PostAsync(
                "/api/v1/statuses",
                new { status = "A #loom and https://example.org/a-rather-long-address/that-goes-on/and-on" }
            )
        ).EnsureSuccess();
        string id = post.Json.GetProperty("id").GetString()!;
        ApiClient friend = await fixture.Weft.CreateAccountAsync(name + "_f");
        (await friend.PostAsync("/api/v1/statuses", new { status = $"@{name} fine", in_reply_to_id = id })).EnsureSuccess();
        (await friend.PostAsync($"/api/v1/statuses/{id}/favourite")).EnsureSuccess();
        (await me.PatchAsync("/api/v1/accounts/update_credentials", new { locked = true })).EnsureSuccess();
        (await friend.PostAsync($"/api/v1/accounts/{post.Json.GetProperty("account").GetProperty("id")}/follow")).EnsureSuccess();
        return $"/@{name}/{id}";
    }

    private static async Task CheckAsync(IPage page, string path, List<string> faults)
    {
        AxeResult result = await page.RunAxe();
        faults.AddRange(
            result.Violations.SelectMany(v => v.Nodes.Select(n => $"{path}: {v.Id}: {n.Html[..Math.Min(160, n.Html.Length)]}"))
        );
    }
}
