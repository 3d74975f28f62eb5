using Weft.Testing;

namespace Weft.Bench;

/// <summary>What is measured, and for how long.</summary>
internal sealed record BenchSettings
{
    /// <summary>On which databases.</summary>
    public required IReadOnlyList<DatabaseKind> Databases { get; init; }

    /// <summary>Which scenarios, by name; all when empty.</summary>
    public required IReadOnlyList<string> Scenarios { get; init; }

    /// <summary>Seconds of load before anything is measured, at least; then until the server compiles no more.</summary>
    public required double WarmUpSeconds { get; init; }

    /// <summary>Seconds after which it is measured even if it still compiles.</summary>
    public required double WarmUpSecondsAtMost { get; init; }

    /// <summary>Seconds of one measurement.</summary>
    public required double Seconds { get; init; }

    /// <summary>How often Weft and the machine's limit are measured in turn; the median counts.</summary>
    public required int Rounds { get; init; }

    /// <summary>The published executable; null to publish one.</summary>
    public string? Binary { get; init; }

    /// <summary>True when the scenario is asked for.</summary>
    public bool Wants(string scenario) => Scenarios.Count == 0 || Scenarios.Contains(scenario);
}
