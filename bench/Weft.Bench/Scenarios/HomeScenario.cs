using System.Globalization;
using Weft.Bench.Bare;
using Weft.Bench.Load;
using Weft.Bench.Report;

namespace Weft.Bench.Scenarios;

/// <summary>The home timeline of somebody who follows 200: 20 posts over 32 connections, against Kestrel with the same bytes.</summary>
internal static class HomeScenario
{
    private const int Connections = 32;
    private static readonly LoadRequest Bare = new("GET", "/");

    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        LoadRequest home = new("GET", "/api/v1/timelines/home?limit=20", stage.People.Reader.Token);
        string file = Path.Combine(stage.Weft.Folder, "home.json");
        Testing.ApiAnswer page = (await stage.Weft.Api.As(home.Token).GetAsync(home.Path)).EnsureSuccess();
        if (page.Ids.Length != 20)
        {
            throw new InvalidOperationException($"The home timeline has {page.Ids.Length} posts instead of 20.");
        }

        await File.WriteAllTextAsync(file, page.Body, cancellation);
        using BareKestrel kestrel = await BareKestrel.StartAsync(file, cancellation);
        LoadPlan weft = new()
        {
            Port = stage.Port,
            Connections = Connections,
            Requests = [home],
            Seconds = settings.Seconds,
        };
        LoadPlan bare = weft with { Port = kestrel.Port, Requests = [Bare] };
        await stage.WarmUpAsync(seconds => weft with { Seconds = seconds }, settings, cancellation);
        await stage.LoadAsync(bare with { Seconds = settings.WarmUpSeconds }, cancellation);

        Rounds rounds = new();
        List<LoadResult> results = [];
        for (int i = 0; i < settings.Rounds; i++)
        {
            results.Add(await stage.LoadAsync(weft, cancellation));
            rounds.Add(results[i].Rate, (await stage.LoadAsync(bare, cancellation)).Rate);
        }

        yield return new Figure(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Home timeline, 20 posts, {page.Body.Length / 1000.0:0} KB, {Connections} connections"
            ),
            stage.Kind,
            $"{rounds.Weft} ({Latency.Of(results)})",
            $"{rounds.Limit}: Kestrel, the same bytes",
            new Result(rounds.Ratio, "0.00", new Goal(0.4, 0.8))
        );
    }
}
