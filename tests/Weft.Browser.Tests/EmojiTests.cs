using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using NetVips;
using Weft.Testing;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Custom emoji are picked in the composer, by mouse and by keys.</summary>
public sealed class EmojiTests(BrowserFixture fixture)
{
    private const string Summary = "main .composer-part:first-of-type [data-emoji] summary";

    [Fact]
    public async Task An_emoji_is_found_and_put_into_the_text_by_keys_alone()
    {
        const string Me = "emo_keys";
        await AddEmojisAsync();
        await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");
        await page.FillAsync("#full-1", "Look:");

        await page.FocusAsync(Summary);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main .emoji-list input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("loom_");
        ILocator found = page.Locator("main .emoji-grid button");
        await Expect(found).ToHaveCountAsync(3);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(found.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#full-1")).ToBeFocusedAsync();
        await Expect(page.Locator("#full-1")).ToHaveValueAsync("Look: :loom_cat: ");
        await page.ClickAsync("main .composer-foot .btn");
        await Expect(page).ToHaveURLAsync(new Regex("/home$"));
        await Expect(page.Locator("article.post img[alt=':loom_cat:']").First).ToBeVisibleAsync();
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Escape_closes_it_and_each_post_of_a_thread_has_its_own()
    {
        const string Me = "emo_thread";
        await AddEmojisAsync();
        await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me);
        IPage page = visit.Page;
        await visit.GoAsync("/compose");

        await page.ClickAsync(Summary);
        await Expect(page.Locator("main .emoji-list input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("main .emoji-grid")).ToBeHiddenAsync();
        await Expect(page.Locator(Summary)).ToBeFocusedAsync();

        await page.ClickAsync("main [data-add-post]");
        ILocator second = page.Locator("main .composer-part").Nth(1);
        await second.Locator("[data-emoji] summary").ClickAsync();
        await second.Locator("[data-word=':loom_dog:']").ClickAsync();
        await Expect(second.Locator("textarea")).ToHaveValueAsync(":loom_dog: ");
        await Expect(page.Locator("#full-1")).ToHaveValueAsync("");
        visit.AssertQuiet();
    }

    [Fact]
    public async Task Without_script_there_is_no_button_that_does_nothing()
    {
        const string Me = "emo_plain";
        await fixture.Weft.CreateAccountAsync(Me);
        await using Visit visit = await Visit.OpenAsync(fixture, Me, script: false);
        await visit.GoAsync("/compose");
        await Expect(visit.Page.Locator("#full-1")).ToBeVisibleAsync();
        await Expect(visit.Page.Locator(Summary)).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_open_picker_has_no_fault_that_axe_finds_and_fits(int width, ColorScheme scheme)
    {
        string me = FormattableString.Invariant($"emo_{width}");
        await AddEmojisAsync();
        await fixture.Weft.CreateAccountAsync(me);
        await using Visit visit = await Visit.OpenAsync(fixture, me, script: true, width, scheme);
        await visit.GoAsync("/compose");
        await visit.Page.ClickAsync(Summary);
        await Expect(visit.Page.Locator("main .emoji-grid button").First).ToBeVisibleAsync();

        AxeResult result = await visit.Page.RunAxe();

        Assert.Empty(result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html}")));
        Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        visit.AssertQuiet();
    }

    /// <summary>Three that begin alike; those that another test added stay.</summary>
    private async Task AddEmojisAsync()
    {
        foreach (string name in (string[])["loom_ant", "loom_cat", "loom_dog"])
        {
            string file = Path.Combine(fixture.Weft.Folder, $"{name}-{Guid.NewGuid():N}.png");
            using Image picture = Image.Black(64, 64).NewFromImage(180, 90, 30).Copy(interpretation: Enums.Interpretation.Srgb);
            picture.WriteToFile(file);
            await fixture.Weft.TryCliAsync("emoji", "add", name, file);
        }
    }
}
