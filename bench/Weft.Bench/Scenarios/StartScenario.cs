using System.Diagnostics;
using System.Globalization;
using Weft.Bench.Load;
using Weft.Bench.Report;

namespace Weft.Bench.Scenarios;

/// <summary>From the start of the process to its first answer, and what it takes of memory: idle, and with 1,000 people online.</summary>
internal static class StartScenario
{
    private const int Starts = 5;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        List<double> seconds = [];
        for (int i = 0; i < Starts; i++)
        {
            await stage.Weft.StopAsync(cancellation);
            Stopwatch watch = Stopwatch.StartNew();
            await stage.Weft.RestartAsync();
            seconds.Add(watch.Elapsed.TotalSeconds);
        }

        yield return new Figure(
            string.Create(CultureInfo.InvariantCulture, $"Start to first answer (median of {Starts})"),
            stage.Kind,
            string.Create(CultureInfo.InvariantCulture, $"the very first, which makes the database: {stage.FirstStart.TotalSeconds:0.0} s"),
            "",
            new Result(Rounds.Median(seconds), "0.00 s", new Goal(3, 1, AtMost: true))
        );

        await Task.Delay(Settling, cancellation);
        double idle = stage.ResidentMegabytes();
        yield return new Figure("Resident memory, idle", stage.Kind, "", "", new Result(idle, "0 MB", new Goal(220, 120, AtMost: true)));

        IReadOnlyList<Town.Person> readers = stage.People.Readers;
        await stage.LoadAsync(
            new LoadPlan
            {
                Port = stage.Port,
                Connections = 8,
                Requests = [.. readers.Select(r => new LoadRequest("GET", "/api/v1/timelines/home?limit=20", r.Token))],
                Cycle = true,
                Seconds = 120,
                Count = readers.Count,
            },
            cancellation
        );
        await Task.Delay(Settling, cancellation);
        double live = stage.ResidentMegabytes();
        yield return new Figure(
            string.Create(CultureInfo.InvariantCulture, $"Resident memory with {readers.Count:#,##0} live timelines"),
            stage.Kind,
            string.Create(CultureInfo.InvariantCulture, $"{(live - idle) * 1000 / readers.Count:0} KB for each, the heap's slack included"),
            "",
            new Result(live, "0 MB")
        );
    }
}
