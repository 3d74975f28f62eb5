using System.Collections.Concurrent;
using Weft.Testing;

namespace Weft.Server.Tests.BadDays;

/// <summary>The process is killed while it works.</summary>
public sealed class KillTests
{
    private const int Clients = 8;

    /// <summary>How many posts are acknowledged before the kill.</summary>
    private const int Before = 120;

    [Theory, EachDatabase]
    public async Task Every_acknowledged_post_is_there_exactly_once_after_a_kill(DatabaseKind kind)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings { Database = kind });
        ApiClient author = await weft.CreateAccountAsync("anna");
        string me = await author.WhoAmIAsync();
        ConcurrentDictionary<string, string> acknowledged = new();
        ConcurrentBag<string> unanswered = [];

        for (int round = 0; round < 2; round++)
        {
            Task[] clients =
            [
                .. Enumerable.Range(0, Clients).Select(n => PostUntilKilledAsync(author, $"{round} {n}", acknowledged, unanswered)),
            ];
            int enough = acknowledged.Count + Before;
            while (acknowledged.Count < enough && !clients.All(client => client.IsCompleted))
            {
                await Task.Yield();
            }

            weft.Kill();
            await Task.WhenAll(clients);
            await weft.RestartAsync();
        }

        List<string> found = await author.TextsAsync(me);
        Assert.Equal(found.Distinct().Count(), found.Count);
        Assert.Empty(acknowledged.Keys.Except(found));
        Assert.Empty(found.Except(acknowledged.Keys).Except(unanswered));
        foreach ((string text, string id) in acknowledged)
        {
            ApiAnswer answer = await author.GetAsync($"/api/v1/statuses/{id}");
            Assert.True(answer.Status == 200, $"{text}: {answer}");
        }

        // An app that got no answer sends again: whether the post had been written or not, there is one of it now.
        foreach (string text in unanswered)
        {
            (await author.SayAsync(text)).EnsureSuccess();
        }

        Assert.Equal(acknowledged.Keys.Concat(unanswered).Order(), (await author.TextsAsync(me)).Order());
        Assert.Equal(acknowledged.Count + unanswered.Count, await PostsCountAsync(author));
    }

    private static async Task PostUntilKilledAsync(
        ApiClient author,
        string client,
        ConcurrentDictionary<string, string> acknowledged,
        ConcurrentBag<string> unanswered
    )
    {
        for (int n = 0; ; n++)
        {
            string text = $"post {client} {n}";
            try
            {
                ApiAnswer answer = (await author.SayAsync(text)).EnsureSuccess();
                acknowledged[text] = answer.Id;
            }
            catch (HttpRequestException)
            {
                unanswered.Add(text);
                return;
            }
        }
    }

    private static async Task<int> PostsCountAsync(ApiClient author) =>
        (await author.GetAsync("/api/v1/accounts/verify_credentials")).Json.GetProperty("statuses_count").GetInt32();
}
