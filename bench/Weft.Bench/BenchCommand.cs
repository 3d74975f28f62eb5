using System.CommandLine;
using Weft.Bench.Report;
using Weft.Testing;

namespace Weft.Bench;

/// <summary>What the person at the keyboard can choose.</summary>
internal static class BenchCommand
{
    public static RootCommand Create()
    {
        Option<string> database = new("--database") { Description = "sqlite, postgres or both.", DefaultValueFactory = _ => "both" };
        database.AcceptOnlyFromAmong("sqlite", "postgres", "both");
        Option<string[]> scenario = new("--scenario")
        {
            Description = "start, home, post, inbox, delivery or growth; may come several times. All when left out.",
        };
        scenario.AcceptOnlyFromAmong(Measuring.Scenarios);
        Option<bool> quick = new("--quick") { Description = "A second of each: shows that it works, says little about speed." };
        Option<bool> write = new("--write") { Description = "Writes the figures into docs/performance.md." };
        Option<string?> binary = new("--binary") { Description = "A published weft. One is published when left out." };
        RootCommand root = new(
            "Measures Weft against this machine's own limits. Starts all that it needs on free ports and ends it again; takes some minutes."
        )
        {
            database,
            scenario,
            quick,
            write,
            binary,
        };
        root.SetAction(
            (parsed, cancellation) =>
            {
                bool brief = parsed.GetValue(quick);
                BenchSettings settings = new()
                {
                    Databases = parsed.GetValue(database) switch
                    {
                        "sqlite" => [DatabaseKind.Sqlite],
                        "postgres" => [DatabaseKind.Postgres],
                        _ => [DatabaseKind.Sqlite, DatabaseKind.Postgres],
                    },
                    Scenarios = parsed.GetValue(scenario) ?? [],
                    WarmUpSeconds = brief ? 2 : 15,
                    WarmUpSecondsAtMost = brief ? 2 : 150,
                    Seconds = brief ? 1 : 5,
                    Rounds = brief ? 1 : 5,
                    Binary = parsed.GetValue(binary),
                };
                return RunAsync(settings, parsed.GetValue(write), cancellation);
            }
        );
        return root;
    }

    private static async Task<int> RunAsync(BenchSettings settings, bool write, CancellationToken cancellation)
    {
        List<Figure> figures = [];
        await foreach (Figure figure in Measuring.RunAsync(settings, cancellation))
        {
            figures.Add(figure);
            await Console.Error.WriteLineAsync($"{figure.Database}: {figure.What}: {figure.Result} {figure.Result.Verdict}");
        }

        await Console.Out.WriteLineAsync($"\n{PerformancePage.Circumstances(settings)}\n\n{Table.Draw(figures)}");
        if (write)
        {
            await PerformancePage.WriteAsync(figures, settings, cancellation);
        }

        return 0;
    }
}
