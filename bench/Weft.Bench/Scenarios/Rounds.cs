using System.Globalization;

namespace Weft.Bench.Scenarios;

/// <summary>
/// Weft and the machine's limit, measured in turn: whatever else the machine does meanwhile meets both. The median of the
/// rounds' ratios counts.
/// </summary>
internal sealed class Rounds
{
    private readonly List<(double Weft, double Limit)> rounds = [];

    /// <summary>The median ratio of Weft to the limit.</summary>
    public double Ratio => Median(rounds.Select(round => round.Weft / round.Limit));

    /// <summary>Weft's median rate.</summary>
    public string Weft => Rate(Median(rounds.Select(round => round.Weft)));

    /// <summary>The limit's median rate.</summary>
    public string Limit => Rate(Median(rounds.Select(round => round.Limit)));

    /// <summary>Adds a round: two rates.</summary>
    public void Add(double weft, double limit) => rounds.Add((weft, limit));

    /// <summary>The value in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static string Rate(double rate) => rate.ToString("#,##0 /s", CultureInfo.InvariantCulture);
}
