using System.Globalization;
using Weft.Bench.Load;

namespace Weft.Bench.Scenarios;

/// <summary>Times to answer, in words.</summary>
internal static class Latency
{
    /// <summary>The median of the rounds' medians and 99th percentiles.</summary>
    public static string Of(IReadOnlyCollection<LoadResult> results) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"p50 {Rounds.Median(results.Select(r => r.P50Milliseconds)):0.0} ms, p99 {Rounds.Median(results.Select(r => r.P99Milliseconds)):0.0} ms"
        );
}
