using Weft.Testing;

namespace Weft.Server.Tests.BadDays;

/// <summary>The database is away.</summary>
public sealed class LostDatabaseTests
{
    [Fact]
    public async Task A_server_whose_PostgreSQL_crashes_says_sorry_and_goes_on_when_it_is_back()
    {
        await using PostgresServer postgres = await PostgresServer.StartAsync(durable: true);
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings { Database = DatabaseKind.Postgres, Postgres = postgres }
        );
        ApiClient author = await weft.CreateAccountAsync("anna");
        string me = await author.WhoAmIAsync();
        (await author.SayAsync("before")).EnsureSuccess();

        await postgres.PauseAsync();
        Posting.IsSorry(await author.SayAsync("meanwhile"));
        Posting.IsSorry(await author.GetAsync($"/api/v1/accounts/{me}/statuses"));
        Posting.IsSorry(await weft.Api.GetAsync("/api/v1/timelines/public"));
        Posting.IsSorry(await weft.Api.As("unknown").GetAsync("/api/v1/timelines/home"));
        Assert.Equal(503, (await weft.Api.GetAsync("/@anna")).Status);
        Assert.Equal(503, (await weft.Api.GetAsync("/health/ready")).Status);
        Assert.Equal(200, (await weft.Api.GetAsync("/health/live")).Status);

        await postgres.ResumeAsync();
        // The first that meets a connection of before may still be told to come again.
        await Eventually.GetAsync(() => weft.Api.GetAsync("/health/ready"), answer => answer.Status == 200);

        (await author.SayAsync("meanwhile")).EnsureSuccess();
        (await author.SayAsync("after")).EnsureSuccess();
        Assert.Equal(["before", "meanwhile", "after"], await author.TextsAsync(me));
        Assert.Equal(200, (await author.GetAsync("/api/v1/timelines/home")).Status);
    }

    [Theory]
    [InlineData(
        "Weft__Database",
        "Host=127.0.0.1;Port=1;Username=weft;Database=weft",
        "The database of Weft:Database cannot be used: Failed to connect to 127.0.0.1:1"
    )]
    [InlineData("Weft__DataDirectory", "/dev/null/data", "/dev/null/data")]
    public async Task A_server_that_cannot_have_its_database_says_so_in_a_sentence_and_ends(string variable, string value, string sentence)
    {
        WeftSettings settings = new() { Environment = new Dictionary<string, string> { [variable] = value } };

        InvalidOperationException fault = await Assert.ThrowsAsync<InvalidOperationException>(() => WeftProcess.StartAsync(settings));

        Assert.Contains("ended with 3", fault.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
    }
}
