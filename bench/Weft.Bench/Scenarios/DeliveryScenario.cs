using System.Diagnostics;
using System.Globalization;
using Weft.Bench.Bare;
using Weft.Bench.Elsewhere;
using Weft.Bench.Load;
using Weft.Bench.Report;
using Weft.Bench.Town;

namespace Weft.Bench.Scenarios;

/// <summary>
/// One post to followers on 2,000 other servers that answer after 50 ms: signatures a second, against bare RSA. Then the
/// same post where a third of the servers are dead, against one to the living alone: the dead must not slow the living.
/// </summary>
internal static class DeliveryScenario
{
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(3);

    public static async IAsyncEnumerable<Figure> MeasureAsync(
        Stage stage,
        BenchSettings settings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        IReadOnlyList<Herald> heralds = stage.People.Heralds;
        Herald all = heralds[0];
        Herald living = heralds[1];
        await MakeKeysAsync(stage, cancellation);
        long begun = Stopwatch.GetTimestamp();
        Compiling compiling = new(stage.Weft.ProcessId);
        do
        {
            await PublishAsync(stage, all, cancellation);
            await PublishAsync(stage, living, cancellation);
        } while (!compiling.IsAtRest() && Stopwatch.GetElapsedTime(begun).TotalSeconds < settings.WarmUpSecondsAtMost);

        Rounds rounds = new();
        for (int i = 0; i < settings.Rounds; i++)
        {
            double seconds = await PublishAsync(stage, all, cancellation);
            rounds.Add(all.Living / seconds, BareRsa.Sign(settings.Seconds / 2));
        }

        yield return new Figure(
            string.Create(CultureInfo.InvariantCulture, $"A post to {all.Living:#,##0} servers"),
            stage.Kind,
            $"{rounds.Weft} signed and sent",
            $"{rounds.Limit}: bare RSA signatures",
            new Result(rounds.Ratio, "0.00", new Goal(0.3, 0.7))
        );

        // Each of the others has dead servers of its own: a server is known to be dead after the first post. The dead are tried
        // when the living have what was said; both sorts of posts begin when most of that is over.
        List<double> alone = [];
        List<double> beside = [];
        foreach (Herald herald in heralds.Skip(2))
        {
            await Task.Delay(Calm, cancellation);
            alone.Add(await PublishAsync(stage, living, cancellation));
            await Task.Delay(Calm, cancellation);
            beside.Add(await PublishAsync(stage, herald, cancellation));
        }

        yield return new Figure(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The same to {living.Living:#,##0}, with {heralds[2].Dead:#,##0} dead ones beside them"
            ),
            stage.Kind,
            Seconds(beside),
            $"{Seconds(alone)}: without the dead",
            new Result(Rounds.Median(beside.Zip(alone, (slow, quick) => slow / quick)), "0.00", new Goal(1.2, AtMost: true))
        );
    }

    /// <summary>Each is asked for their document, since a key is made when it is first needed: that is no part of a delivery.</summary>
    private static async Task MakeKeysAsync(Stage stage, CancellationToken cancellation)
    {
        using HttpClient client = new() { BaseAddress = stage.Weft.Url };
        client.DefaultRequestHeaders.Add("Accept", "application/activity+json");
        foreach (Herald herald in stage.People.Heralds)
        {
            using HttpResponseMessage document = await client.GetAsync(new Uri($"/users/{herald.Name}", UriKind.Relative), cancellation);
            document.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Posts, and waits until all living servers have it.</summary>
    /// <returns>Seconds.</returns>
    private static async Task<double> PublishAsync(Stage stage, Herald herald, CancellationToken cancellation)
    {
        LoadPlan plan = new()
        {
            Port = stage.Port,
            Connections = 1,
            Requests = [new LoadRequest("POST", "/api/v1/statuses", herald.Person.Token, Sayings.PlainJson)],
            Seconds = 60,
            Count = 1,
        };
        long begun = Stopwatch.GetTimestamp();
        await stage.LoadAsync(plan, cancellation);
        return Stopwatch.GetElapsedTime(begun, await stage.Elsewhere!.TakenAsync(herald.Living, cancellation)).TotalSeconds;
    }

    private static string Seconds(List<double> times) => Rounds.Median(times).ToString("0.00 s", CultureInfo.InvariantCulture);
}
