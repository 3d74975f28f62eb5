using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Weft.Server.Hosting.RateLimiting;
using Weft.Testing;

namespace Weft.Server.Tests.Hosting;

/// <summary>What holds at every door of apps: other origins, and how often.</summary>
public sealed class DoorTests
{
    [Theory]
    [InlineData("/api/v1/statuses")]
    [InlineData("/oauth/token")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task A_preflight_needs_no_token_and_precedes_every_check(string path)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        ApiAnswer answer = await weft.Api.SendAsync(
            HttpMethod.Options,
            path,
            null,
            ("Origin", "https://elk.example"),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
        );

        Assert.InRange(answer.Status, 200, 204);
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("POST", answer.Headers["Access-Control-Allow-Methods"], StringComparison.Ordinal);
        Assert.Contains("authorization", answer.Headers["Access-Control-Allow-Headers"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("idempotency-key", answer.Headers["Access-Control-Allow-Headers"], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Access-Control-Allow-Credentials", answer.Headers.Keys);
    }

    [Theory]
    [InlineData("/api/v1/apps/verify_credentials", 401)]
    [InlineData("/api/v1/nowhere", 404)]
    public async Task Errors_can_be_read_by_other_origins_too(string path, int status)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        ApiAnswer answer = await weft.Api.SendAsync(HttpMethod.Get, path, null, ("Origin", "https://elk.example"));

        Assert.Equal(status, answer.Status);
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Contains("Link", answer.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_of_the_api_tells_how_much_is_left()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings { Environment = new Dictionary<string, string> { ["Weft__RateLimits"] = "on" } }
        );

        ApiAnswer first = await weft.Api.GetAsync("/api/v1/apps/verify_credentials");
        Assert.Equal(401, first.Status);
        Assert.Equal("300", first.Headers["X-RateLimit-Limit"]);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$", first.Headers["X-RateLimit-Reset"]);
        int left = int.Parse(first.Headers["X-RateLimit-Remaining"], CultureInfo.InvariantCulture);

        // A window may end in between; then there are more than enough again.
        ApiAnswer last = first;
        for (int i = 0; i < 700 && last.Status != 429; i++)
        {
            last = await weft.Api.GetAsync("/api/v1/apps/verify_credentials");
        }

        Assert.InRange(left, 0, 299);
        Assert.Equal(429, last.Status);
        Assert.Equal("Too many requests", last.Json.GetProperty("error").GetString());
        Assert.Equal("0", last.Headers["X-RateLimit-Remaining"]);
        Assert.InRange(int.Parse(last.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 300);
    }

    [Fact]
    public void A_window_ends_where_the_clock_is_a_multiple_of_its_length()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 25, 20, 4, 0, TimeSpan.Zero));
        FixedWindows windows = new(clock);
        RateLimit limit = new("test", 2, TimeSpan.FromMinutes(5), RateLimit.Counted.Key);

        Assert.Equal(1, windows.Take(limit, "a").Remaining);
        Assert.True(windows.Take(limit, "a").Allowed);
        Assert.False(windows.Take(limit, "a").Allowed);
        Assert.True(windows.Take(limit, "b").Allowed);
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 20, 5, 0, TimeSpan.Zero), windows.Take(limit, "a").Reset);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(windows.Take(limit, "a").Allowed);
    }

    [Fact]
    public void Counters_of_strangers_do_not_fill_the_memory()
    {
        FixedWindows windows = new(new FakeTimeProvider(), capacity: 100);
        RateLimit limit = new("test", 2, TimeSpan.FromMinutes(5), RateLimit.Counted.Key);
        for (int i = 0; i < 10_000; i++)
        {
            Assert.True(windows.Take(limit, i.ToString(CultureInfo.InvariantCulture)).Allowed);
        }

        Assert.InRange(windows.Count, 1, 100);
    }
}
