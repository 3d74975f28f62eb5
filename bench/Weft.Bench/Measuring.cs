using Weft.Bench.Report;
using Weft.Bench.Scenarios;
using Weft.Testing;

namespace Weft.Bench;

/// <summary>Goes through the scenarios on each database.</summary>
internal static class Measuring
{
    /// <summary>The scenarios' names, in the order in which they run: what needs a server that has just started comes first.</summary>
    public static readonly string[] Scenarios = ["start", "home", "post", "photos", "inbox", "delivery", "growth"];

    /// <summary>Measures what was asked for; each figure as soon as it is there.</summary>
    public static async IAsyncEnumerable<Figure> RunAsync(
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        using PublishedWeft published = await PublishedWeft.PrepareAsync(settings.Binary, cancellation);
        foreach (DatabaseKind kind in settings.Databases)
        {
            await using Stage stage = await Stage.OpenAsync(kind, published.Binary, settings, cancellation);
            foreach (string scenario in Scenarios.Where(settings.Wants))
            {
                await foreach (Figure figure in Scenario(scenario, stage, settings, cancellation))
                {
                    yield return figure;
                }
            }
        }
    }

    private static IAsyncEnumerable<Figure> Scenario(string name, Stage stage, BenchSettings settings, CancellationToken cancellation) =>
        name switch
        {
            "start" => StartScenario.MeasureAsync(stage, cancellation),
            "home" => HomeScenario.MeasureAsync(stage, settings, cancellation),
            "post" => PostScenario.MeasureAsync(stage, settings, cancellation),
            "photos" => PhotoScenario.MeasureAsync(stage, settings, cancellation),
            "inbox" => InboxScenario.MeasureAsync(stage, settings, cancellation),
            "delivery" => DeliveryScenario.MeasureAsync(stage, settings, cancellation),
            _ => GrowthScenario.MeasureAsync(stage, settings, cancellation),
        };
}
