using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Weft.Browser.Tests;

/// <summary>Passkeys, with an authenticator that the browser plays.</summary>
public sealed class PasskeyTests(BrowserFixture fixture)
{
    private static readonly Dictionary<string, object> Authenticator = new()
    {
        ["protocol"] = "ctap2",
        ["transport"] = "internal",
        ["hasResidentKey"] = true,
        ["hasUserVerification"] = true,
        ["isUserVerified"] = true,
        ["automaticPresenceSimulation"] = true,
    };

    [Fact]
    public async Task Somebody_adds_a_passkey_logs_in_with_it_and_removes_it()
    {
        await fixture.Weft.CreateAccountAsync("key_anna");
        await using Visit visit = await Visit.OpenAsync(fixture, "key_anna");
        IPage page = visit.Page;
        // The button is tried here; what the browser offers by itself beside the field depends on the browser.
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        await PlugInAsync(page);

        await visit.GoAsync("/settings/passkeys");
        await page.FillAsync("#name", "My phone");
        await page.ClickAsync("[data-passkeys] button");
        ILocator row = page.Locator("li.row", new PageLocatorOptions { HasText = "My phone" });
        await Expect(row).ToContainTextAsync("not used yet");

        await visit.GoAsync("/settings");
        await page.ClickAsync("form[action='/logout'] button");
        await Expect(page).ToHaveURLAsync(new Regex("/$"));
        await visit.GoAsync("/login?next=%2Fsettings%2Fpasskeys");
        await page.ClickAsync("[data-passkeys] button");
        await Expect(page).ToHaveURLAsync(new Regex("/settings/passkeys$"));
        await Expect(row).ToContainTextAsync("last used now");

        await row.Locator("button").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        visit.AssertQuiet();

        await page.Context.ClearCookiesAsync();
        await visit.GoAsync("/login");
        await page.ClickAsync("[data-passkeys] button");
        await Expect(page.Locator("[data-passkeys] [role=alert]")).ToContainTextAsync("opens nothing here");
    }

    private static async Task PlugInAsync(IPage page)
    {
        ICDPSession devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object> { ["options"] = Authenticator });
    }
}
