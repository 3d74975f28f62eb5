using System.Globalization;
using Weft.Bench.Load;
using Weft.Bench.Report;
using Weft.Bench.Town;

namespace Weft.Bench.Scenarios;

/// <summary>What a post costs with few and with many followers, ten of whom are online each time: it should not matter.</summary>
internal static class GrowthScenario
{
    private const int PostsAtOnce = 200;

    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<Person> authors = stage.People.Authors;
        List<double>[] latencies = [.. authors.Select(_ => new List<double>())];
        List<double>[] processor = [.. authors.Select(_ => new List<double>())];
        // The first rounds warm up and don't count.
        int warmUp = Math.Max(1, settings.Rounds / 2);
        for (int round = 0; round < warmUp + (2 * settings.Rounds); round++)
        {
            for (int i = 0; i < authors.Count; i++)
            {
                await ComeOnlineAsync(stage, cancellation);
                TimeSpan before = stage.Processor();
                LoadResult posted = await stage.LoadAsync(Posting(stage, authors[i]), cancellation);
                if (round >= warmUp)
                {
                    latencies[i].Add(posted.P50Milliseconds);
                    processor[i].Add((stage.Processor() - before).TotalMilliseconds / posted.Answers);
                }
            }
        }

        double[] times = [.. latencies.Select(Rounds.Median)];
        double[] costs = [.. processor.Select(Rounds.Median)];
        string crowds = string.Join(", ", People.Crowds.Select(c => c.ToString("#,##0", CultureInfo.InvariantCulture)));
        Goal flat = new(1.5, AtMost: true);
        yield return Line(stage, $"Time to post with {crowds} followers, {People.OnlineFollowers} online (p50)", times, flat);
        yield return Line(stage, $"The server's processor time for it", costs, flat);
    }

    private static Figure Line(Stage stage, string what, double[] milliseconds, Goal goal) =>
        new(
            what,
            stage.Kind,
            string.Join(", ", milliseconds.Select(m => m.ToString("0.00 ms", CultureInfo.InvariantCulture))),
            "the fewest followers",
            new Result(milliseconds.Max() / milliseconds[0], "0.00", goal)
        );

    private static LoadPlan Posting(Stage stage, Person author) =>
        new()
        {
            Port = stage.Port,
            Connections = 1,
            Requests = [new LoadRequest("POST", "/api/v1/statuses", author.Token, Sayings.PlainJson)],
            Seconds = 60,
            Count = PostsAtOnce,
        };

    private static Task<LoadResult> ComeOnlineAsync(Stage stage, CancellationToken cancellation) =>
        stage.LoadAsync(
            new LoadPlan
            {
                Port = stage.Port,
                Connections = 1,
                Requests = [.. stage.People.Followers.Select(f => new LoadRequest("GET", "/api/v1/timelines/home?limit=20", f.Token))],
                Cycle = true,
                Seconds = 60,
                Count = stage.People.Followers.Count,
            },
            cancellation
        );
}
