using System.Globalization;
using Weft.Testing;

namespace Weft.Bench.Report;

/// <summary>One line of the report.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Database">On which database.</param>
/// <param name="Weft">What Weft did.</param>
/// <param name="Limit">What it is compared with: what the machine does without Weft.</param>
/// <param name="Result">The figure that counts.</param>
internal sealed record Figure(string What, DatabaseKind Database, string Weft, string Limit, Result Result);

/// <summary>The figure that counts, and what it should be.</summary>
/// <param name="Value">A ratio, seconds, or MB.</param>
/// <param name="Format">How it is written, such as <c>0.00</c> or <c>0 MB</c>.</param>
/// <param name="Goal">What it should be; null for a figure that only informs.</param>
internal sealed record Result(double Value, string Format, Goal? Goal = null)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>What it should be, in words.</summary>
    public string Expected => Goal?.Describe(Format) ?? "";

    /// <summary>How it stands to that.</summary>
    public string Verdict => Goal?.Judge(Value) ?? "";
}

/// <summary>What a figure should be.</summary>
/// <param name="Reach">What has to be reached.</param>
/// <param name="Aim">What is aimed at; null for nothing beyond.</param>
/// <param name="AtMost">True when the figure should be no more than that, false when it should be no less.</param>
internal sealed record Goal(double Reach, double? Aim = null, bool AtMost = false)
{
    /// <summary>The goal in words.</summary>
    public string Describe(string format)
    {
        string reach = (AtMost ? "at most " : "at least ") + Reach.ToString(format, CultureInfo.InvariantCulture);
        return Aim is double aim ? $"{reach}, aim {aim.ToString(format, CultureInfo.InvariantCulture)}" : reach;
    }

    /// <summary>How the figure stands to the goal.</summary>
    public string Judge(double value) =>
        !Meets(value, Reach) ? "MISSED"
        : Aim is double aim && Meets(value, aim) ? "aim met"
        : "reached";

    private bool Meets(double value, double goal) => AtMost ? value <= goal : value >= goal;
}
