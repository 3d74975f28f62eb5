using System.Net;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>Somebody with a browser without script: keeps cookies, fills forms, follows no redirect by itself.</summary>
internal sealed partial class Visitor(WeftProcess weft) : IDisposable
{
    public const string Password = "a long enough password";

    private readonly HttpClient http = weft.Visit();

    public Task<ApiAnswer> GetAsync(string path) => new ApiClient(http).GetAsync(path);

    /// <summary>Opens a page and sends the form on it that has this action, with its hidden fields and these.</summary>
    public async Task<ApiAnswer> SubmitAsync(string page, string action, params (string Name, string Value)[] fields) =>
        await SubmitAsync(await GetAsync(page), action, fields);

    /// <summary>The same with a page that is open.</summary>
    public Task<ApiAnswer> SubmitAsync(ApiAnswer page, string action, params (string Name, string Value)[] fields) =>
        SubmitAsync(page, action, sentTo: action, fields);

    /// <summary>The same, sent to another address than the page says.</summary>
    public Task<ApiAnswer> SubmitAsync(ApiAnswer page, string action, string sentTo, params (string Name, string Value)[] fields)
    {
        Match form =
            Forms()
                .Matches(page.Body)
                .FirstOrDefault(f =>
                    WebUtility.HtmlDecode(f.Groups["action"].Value) == action
                    && !f.Value.Split('>')[0].Contains("method=\"get\"", StringComparison.Ordinal)
                )
            ?? throw new InvalidOperationException($"There is no form for {action} in: {page}\n{weft.Log}");
        IEnumerable<(string, string)> hidden = Hidden()
            .Matches(form.Value)
            .Select(h => (WebUtility.HtmlDecode(h.Groups["name"].Value), WebUtility.HtmlDecode(h.Groups["value"].Value)));
        return new ApiClient(http).PostFormAsync(sentTo, [.. hidden, .. fields]);
    }

    public Task<ApiAnswer> SignUpAsync(string name, string page = "/signup") =>
        SubmitAsync(page, "/signup", ("username", name), ("email", $"{name}@people.example"), ("password", Password), ("rules", "1"));

    public Task<ApiAnswer> LogInAsync(string login, string password = Password, string page = "/login") =>
        SubmitAsync(page, "/login", ("login", login), ("password", password));

    /// <summary>True when the browser is logged in.</summary>
    public async Task<bool> IsInAsync() => (await GetAsync("/compose")).Status == 200;

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<form[^>]* action=\"(?<action>[^\"]*)\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]*)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
