using System.Globalization;
using Weft.Bench.Bare;
using Weft.Bench.Load;
using Weft.Bench.Report;
using Weft.Bench.Town;
using Weft.Testing;

namespace Weft.Bench.Scenarios;

/// <summary>Eight clients that post over HTTP, against the same row inserted by bare ADO at the same durability.</summary>
internal static class PostScenario
{
    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<Person> writers = stage.People.Writers;
        LoadPlan plan = new()
        {
            Port = stage.Port,
            Connections = writers.Count,
            Requests = [.. writers.Select(w => new LoadRequest("POST", "/api/v1/statuses", w.Token, Sayings.PlainJson))],
            Seconds = settings.Seconds,
        };
        await using BareInsert bare = await BareInsert.OpenAsync(
            stage.Kind,
            await stage.SecondDatabaseAsync(),
            writers.Count,
            cancellation
        );
        await stage.WarmUpAsync(seconds => plan with { Seconds = seconds }, settings, cancellation);
        await bare.RunAsync(settings.WarmUpSeconds / 2, cancellation);

        Rounds rounds = new();
        List<LoadResult> results = [];
        for (int i = 0; i < settings.Rounds; i++)
        {
            results.Add(await stage.LoadAsync(plan, cancellation));
            rounds.Add(results[i].Rate, await bare.RunAsync(settings.Seconds / 2, cancellation));
        }

        string durability = stage.Kind == DatabaseKind.Sqlite ? "WAL, synchronous FULL" : "synchronous_commit on";
        yield return new Figure(
            string.Create(CultureInfo.InvariantCulture, $"Posting, {writers.Count} clients"),
            stage.Kind,
            $"{rounds.Weft} ({Latency.Of(results)})",
            string.Create(CultureInfo.InvariantCulture, $"{rounds.Limit}: bare ADO, {bare.Connections} connection(s), {durability}"),
            new Result(rounds.Ratio, "0.00", new Goal(0.15, 0.4))
        );
    }
}
