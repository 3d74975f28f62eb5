using Weft.Bench.Bare;
using Weft.Bench.Elsewhere;
using Weft.Bench.Load;
using Weft.Bench.Report;
using Weft.Bench.Town;
using Weft.Testing;

namespace Weft.Bench.Scenarios;

/// <summary>
/// Posts of people of 50 other servers, each signed and checked, against what cannot be spared: one RSA verification and one
/// bare row, on the same processors one after the other.
/// </summary>
internal static class InboxScenario
{
    private const int Connections = 16;

    /// <summary>More than can be taken in a second, so that they last.</summary>
    private const int EnoughForASecond = 2_000;

    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        SignedPosts posts = new(stage.People.Strangers, stage.Port);
        await using BareInsert bare = await BareInsert.OpenAsync(stage.Kind, await stage.SecondDatabaseAsync(), 8, cancellation);
        await stage.WarmUpAsync(seconds => Plan(stage, posts, seconds), settings, cancellation);
        await bare.RunAsync(settings.WarmUpSeconds / 4, cancellation);

        Rounds rounds = new();
        List<LoadResult> results = [];
        for (int i = 0; i < settings.Rounds; i++)
        {
            results.Add(await stage.LoadAsync(Plan(stage, posts, settings.Seconds), cancellation));
            double inserts = await bare.RunAsync(settings.Seconds / 3, cancellation);
            double verifications = BareRsa.Verify(settings.Seconds / 5);
            rounds.Add(results[i].Rate, 1 / ((1 / inserts) + (1 / verifications)));
        }

        await SeeAsync(stage);
        yield return new Figure(
            $"Signed posts of {People.Speakers} servers",
            stage.Kind,
            $"{rounds.Weft} ({Latency.Of(results)})",
            $"{rounds.Limit}: one RSA verification and one bare row",
            new Result(rounds.Ratio, "0.00", new Goal(0.2, 0.5))
        );
    }

    /// <summary>An answer of 202 alone does not say that anything was taken.</summary>
    private static async Task SeeAsync(Stage stage)
    {
        ApiAnswer home = (await stage.Weft.Api.As(stage.People.Reader.Token).GetAsync("/api/v1/timelines/home")).EnsureSuccess();
        if (!home.Json.EnumerateArray().All(status => status.GetProperty("uri").GetString()!.Contains("/notes/", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"What the others said is not in the home timeline: {home}");
        }
    }

    private static LoadPlan Plan(Stage stage, SignedPosts posts, double seconds) =>
        new()
        {
            Port = stage.Port,
            Connections = Connections,
            Requests = posts.Make((int)(EnoughForASecond * seconds)),
            Once = true,
            Seconds = seconds,
        };
}
