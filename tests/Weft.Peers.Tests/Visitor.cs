using System.Net;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>A person with a browser without script: opens pages, fills forms in, presses buttons.</summary>
internal sealed partial class Visitor(WeftProcess weft, string name) : IDisposable
{
    private readonly HttpClient http = weft.Visit();

    /// <summary>
    /// Opens the address at which an app asks to act for somebody, logs in, and allows it. Answers where the browser is
    /// sent then: an address of the app, or the page that shows the code.
    /// </summary>
    public async Task<Uri> AllowAsync(string address)
    {
        Page page = await OpenAsync(new Uri(weft.Url, address));
        if (page.HasForm("/login"))
        {
            page = await SubmitAsync(page, "/login", ("login", name), ("password", WeftProcess.Password));
        }

        if (page.Address.Scheme == weft.Url.Scheme && page.HasForm("/oauth/authorize"))
        {
            page = await SubmitAsync(page, "/oauth/authorize", ("answer", "allow"));
        }

        return page.Address;
    }

    /// <summary>Allows an app that cannot be sent to, and copies the code that the page shows.</summary>
    public async Task<string> CopyCodeAsync(string address)
    {
        Uri shown = await AllowAsync(address);
        string page = await http.GetStringAsync(shown);
        string code = ReadOnlyInput().Match(page).Groups["value"].Value;
        Assert.Contains($"code={code}", shown.Query, StringComparison.Ordinal);
        return code;
    }

    /// <summary>Logs in, opens a page, fills one of its forms in and sends it.</summary>
    public async Task FillAsync(string path, string action, params (string Name, string Value)[] filled)
    {
        Page page = await OpenAsync(new Uri(weft.Url, path));
        if (page.HasForm("/login"))
        {
            await SubmitAsync(page, "/login", ("login", name), ("password", WeftProcess.Password));
            page = await OpenAsync(new Uri(weft.Url, path));
        }

        await SubmitAsync(page, action, filled);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<Page> OpenAsync(Uri address)
    {
        using HttpResponseMessage answer = await http.GetAsync(address);
        return await ArriveAsync(address, answer);
    }

    private async Task<Page> SubmitAsync(Page page, string action, params (string Name, string Value)[] filled)
    {
        using FormUrlEncodedContent form = new([
            .. page.Hidden(action),
            .. filled.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        Uri address = new(weft.Url, action);
        using HttpResponseMessage answer = await http.PostAsync(address, form);
        return await ArriveAsync(address, answer);
    }

    /// <summary>Follows redirects within this server; one that leads elsewhere is where the visit ends.</summary>
    private async Task<Page> ArriveAsync(Uri address, HttpResponseMessage answer)
    {
        if (answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
        {
            Uri next = new(address, answer.Headers.GetValues("Location").Single());
            return next.Authority == weft.Url.Authority && next.Scheme == weft.Url.Scheme ? await OpenAsync(next) : new Page(next, "");
        }

        string html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} was answered with {answer.StatusCode}: {html}");
        return new Page(address, html);
    }

    [GeneratedRegex("<input[^>]* readonly[^>]* value=\"(?<value>[^\"]*)\"")]
    private static partial Regex ReadOnlyInput();

    /// <summary>A page and where it is.</summary>
    private sealed partial record Page(Uri Address, string Html)
    {
        public bool HasForm(string action) => Form(action) is not null;

        public IEnumerable<KeyValuePair<string, string>> Hidden(string action) =>
            Inputs()
                .Matches(Form(action) ?? throw new InvalidOperationException($"{Address} has no form for {action}: {Html}"))
                .Select(input => input.Value)
                .Where(input => input.Contains("type=\"hidden\"", StringComparison.Ordinal))
                .Select(input => KeyValuePair.Create(Attribute(input, "name"), Attribute(input, "value")));

        private string? Form(string action) =>
            Forms().Matches(Html).Select(form => form.Value).FirstOrDefault(form => Attribute(form, "action") == action);

        private static string Attribute(string tag, string name) =>
            WebUtility.HtmlDecode(Regex.Match(tag, $" {name}=\"(?<value>[^\"]*)\"").Groups["value"].Value);

        [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
        private static partial Regex Forms();

        [GeneratedRegex("<input[^>]*>", RegexOptions.Singleline)]
        private static partial Regex Inputs();
    }
}
