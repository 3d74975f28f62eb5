using System.Text.Json;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Server.Tests.BadDays;

/// <summary>Posting as apps do it on a bad day: with a key, so that the same post can be sent again.</summary>
internal static partial class Posting
{
    /// <summary>What apps show when the server cannot write now.</summary>
    public const string Sorry = "There was a temporary problem serving your request, please try again";

    /// <summary>Posts once. The text is the key too, where none is given.</summary>
    public static Task<ApiAnswer> SayAsync(this ApiClient author, string text, string? key = null) =>
        author.SendAsync(HttpMethod.Post, "/api/v1/statuses", ApiClient.Form(("status", text)), ("Idempotency-Key", key ?? text));

    /// <summary>The texts of everything that an account has posted, the oldest first.</summary>
    public static async Task<List<string>> TextsAsync(this ApiClient reader, string accountId)
    {
        List<string> texts = [];
        string? path = $"/api/v1/accounts/{accountId}/statuses?limit=40";
        while (path is not null)
        {
            ApiAnswer page = (await reader.GetAsync(path)).EnsureSuccess();
            texts.AddRange(page.Json.EnumerateArray().Select(Text));
            path = page.Next;
        }

        texts.Reverse();
        return texts;
    }

    /// <summary>The author's own account's id.</summary>
    public static async Task<string> WhoAmIAsync(this ApiClient author) =>
        (await author.GetAsync("/api/v1/accounts/verify_credentials")).EnsureSuccess().Id;

    /// <summary>Holds an answer to what apps expect of a server that cannot reach its database or cannot write.</summary>
    public static void IsSorry(ApiAnswer answer)
    {
        Assert.True(answer.Status == 503, answer.ToString());
        Assert.Equal(Sorry, answer.Json.GetProperty("error").GetString());
        Assert.True(answer.Headers.ContainsKey("Retry-After"));
    }

    private static string Text(JsonElement status) => Markup().Replace(status.GetProperty("content").GetString()!, "");

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();
}
