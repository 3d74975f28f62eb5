using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>How people come in and go.</summary>
public sealed class GateTests(BrowserFixture fixture)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_signs_up_mends_what_is_wrong_logs_out_and_comes_back(bool script)
    {
        string me = script ? "gate_script" : "gate_plain";
        await using Visit visit = await Visit.OpenAsync(fixture, null, script);
        IPage page = visit.Page;
        await visit.GoAsync("/settings");
        await Expect(page).ToHaveURLAsync(new Regex("/login\\?next=%2Fsettings$"));
        await page.ClickAsync("a[href^='/signup']");
        await page.FillAsync("#username", "admin");
        await page.FillAsync("#email", $"{me}@people.example");
        await page.FillAsync("#password", WeftProcess.Password);
        await page.CheckAsync("[name=rules]");
        await page.ClickAsync("main .btn.is-primary");
        await Expect(page.Locator("#username")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("#email")).ToHaveValueAsync($"{me}@people.example");

        await page.FillAsync("#username", me);
        await page.FillAsync("#password", WeftProcess.Password);
        await page.CheckAsync("[name=rules]");
        await page.ClickAsync("main .btn.is-primary");
        // Where they were going when they were asked who they are.
        await Expect(page).ToHaveURLAsync(new Regex("/settings$"));
        await visit.GoAsync("/home");
        await Expect(page.Locator($".rail a[href='/@{me}']")).ToBeVisibleAsync();

        await visit.GoAsync("/settings");
        await page.ClickAsync("form[action='/logout'] button");
        await Expect(page).ToHaveURLAsync(new Regex("/$"));
        await visit.GoAsync("/home");
        await Expect(page).ToHaveURLAsync(new Regex("/login"));
        await page.FillAsync("#id", me);
        await page.FillAsync("#pw", "not this one");
        await page.ClickAsync("main .btn.is-primary");
        await Expect(page.Locator("#summary")).ToBeVisibleAsync();
        await Expect(page.Locator("#id")).ToHaveValueAsync(me);

        await page.FillAsync("#pw", WeftProcess.Password);
        await page.ClickAsync("main .btn.is-primary");
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));
        await Expect(page.Locator($".rail a[href='/@{me}']")).ToBeVisibleAsync();
    }
}
