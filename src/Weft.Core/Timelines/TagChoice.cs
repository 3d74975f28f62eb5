namespace Weft.Core.Timelines;

/// <summary>Which hashtags a post must have and must not have; all in their comparable form.</summary>
/// <param name="Any">At least one of these.</param>
/// <param name="All">Each of these.</param>
/// <param name="None">None of these.</param>
public sealed record TagChoice(IReadOnlyList<string> Any, IReadOnlyList<string> All, IReadOnlyList<string> None)
{
    /// <summary>Whose posts.</summary>
    public PublicScope Scope { get; init; }

    /// <summary>Only posts with photos or videos.</summary>
    public bool OnlyMedia { get; init; }

    /// <summary>One hashtag.</summary>
    public static TagChoice Of(string tag) => new([tag], [], []);
}
