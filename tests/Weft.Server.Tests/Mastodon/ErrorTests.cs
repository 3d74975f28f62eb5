using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Errors that apps branch on: the status, the words, and always JSON.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "Not Found")]
    [InlineData("POST", "/api/v9/statuses", 404, "Not Found")]
    [InlineData("GET", "/api", 404, "Not Found")]
    [InlineData("DELETE", "/api/v2/instance", 405, "Method Not Allowed")]
    [InlineData("GET", "/api/v1/statuses/abc", 404, "Record not found")]
    [InlineData("GET", "/api/v1/statuses/-1", 404, "Record not found")]
    [InlineData("GET", "/api/v1/statuses/99999999999999999999999", 404, "Record not found")]
    [InlineData("GET", "/api/v1/accounts/1/statuses", 404, "Record not found")]
    [InlineData("GET", "/api/v1/timelines/home", 401, "The access token is invalid")]
    [InlineData("POST", "/api/v1/statuses", 401, "The access token is invalid")]
    [InlineData("GET", "/api/v1/accounts/lookup", 400, "param is missing or the value is empty: acct")]
    public async Task A_visitor_is_told(string method, string path, int status, string sentence)
    {
        App visitor = await World.VisitorAsync();

        ApiAnswer answer = await visitor.SendAsync(new HttpMethod(method), path, null, status);

        Assert.Equal(sentence, answer.Json.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_token_without_the_scope_is_403_and_an_unknown_one_401()
    {
        App reader = await World.JoinAsync("read");
        App impostor = new(reader.Client.As("no-such-token"));

        Assert.Contains("outside the authorized scopes", (await reader.PostAsync("/api/v1/statuses", 403)).Body, StringComparison.Ordinal);
        Assert.Contains(
            "The access token is invalid",
            (await impostor.GetAsync("/api/v1/timelines/home", 401)).Body,
            StringComparison.Ordinal
        );
        await impostor.GetAsync("/api/v1/timelines/public");
    }

    [Fact]
    public async Task A_follow_scope_reads_and_writes_follows_alone()
    {
        App[] people = [await World.JoinAsync("follow"), await World.JoinAsync()];

        await people[0].PostAsync($"/api/v1/accounts/{people[1].Id}/follow");
        await people[0].GetAsync("/api/v1/mutes");
        await people[0].GetAsync("/api/v1/timelines/home", 403);
    }

    [Theory]
    [InlineData("GET", "/api/v1/polls/1", 404)]
    [InlineData("GET", "/api/v1/push/subscription", 404)]
    [InlineData("POST", "/api/v1/push/subscription", 422)]
    [InlineData("PUT", "/api/v1/push/subscription", 404)]
    [InlineData("DELETE", "/api/v1/push/subscription", 200)]
    [InlineData("PUT", "/api/v2/notifications/policy", 422)]
    [InlineData("GET", "/api/v1/notifications/requests/1", 404)]
    [InlineData("GET", "/api/v1/timelines/list/1", 404)]
    public async Task What_is_not_offered_yet_is_said(string method, string path, int status)
    {
        App anna = await World.JoinAsync();

        await anna.SendAsync(new HttpMethod(method), path, null, status);
    }

    [Theory]
    [InlineData("/api/v1/custom_emojis", "[]")]
    [InlineData("/api/v1/lists", "[]")]
    [InlineData("/api/v1/filters", "[]")]
    [InlineData("/api/v2/filters", "[]")]
    [InlineData("/api/v1/announcements", "[]")]
    [InlineData("/api/v1/followed_tags", "[]")]
    [InlineData("/api/v1/conversations", "[]")]
    [InlineData("/api/v1/scheduled_statuses", "[]")]
    [InlineData("/api/v1/featured_tags", "[]")]
    [InlineData("/api/v1/featured_tags/suggestions", "[]")]
    [InlineData("/api/v1/suggestions", "[]")]
    [InlineData("/api/v2/suggestions", "[]")]
    [InlineData("/api/v1/endorsements", "[]")]
    [InlineData("/api/v1/domain_blocks", "[]")]
    [InlineData("/api/v1/trends", "[]")]
    [InlineData("/api/v1/trends/tags", "[]")]
    [InlineData("/api/v1/trends/statuses", "[]")]
    [InlineData("/api/v1/trends/links", "[]")]
    [InlineData("/api/v1/directory", "[]")]
    [InlineData("/api/v1/instance/peers", "[]")]
    [InlineData("/api/v1/instance/activity", "[]")]
    [InlineData("/api/v1/instance/rules", "[]")]
    [InlineData("/api/v1/instance/domain_blocks", "[]")]
    [InlineData("/api/v1/instance/translation_languages", "{}")]
    [InlineData("/api/v1/notifications/requests", "[]")]
    [InlineData("/api/v1/notifications/requests/merged", "{\"merged\":true}")]
    [InlineData("/api/v1/accounts/7/featured_tags", "[]")]
    [InlineData("/api/v1/accounts/7/lists", "[]")]
    [InlineData("/api/v1/accounts/7/identity_proofs", "[]")]
    [InlineData("/api/v1/accounts/familiar_followers?id[]=7", "[{\"id\":\"7\",\"accounts\":[]}]")]
    [InlineData("/api/v1/domain_blocks/preview?domain=a.example", "{\"following_count\":0,\"followers_count\":0}")]
    [InlineData("/api/v1/annual_reports", "{\"annual_reports\":[],\"accounts\":[],\"statuses\":[]}")]
    public async Task What_apps_ask_at_their_start_is_empty_and_never_missing(string path, string body)
    {
        Assert.Equal(body, (await (await World.JoinAsync()).GetAsync(path)).Body);
    }

    [Theory]
    [InlineData("/api/v1/instance/languages")]
    [InlineData("/api/v1/instance/extended_description")]
    [InlineData("/api/v1/instance/privacy_policy")]
    [InlineData("/api/v1/notifications/policy")]
    [InlineData("/api/v2/notifications/policy")]
    public async Task Some_of_it_is_not_empty(string path) => await (await World.JoinAsync()).GetAsync(path);
}
