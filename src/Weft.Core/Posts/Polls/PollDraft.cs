using System.Globalization;
using Weft.Core.Posts.Text;

namespace Weft.Core.Posts.Polls;

/// <summary>A poll that an author asks for.</summary>
/// <param name="Options">What can be chosen: 2 to 4 different texts of at most 50 characters.</param>
/// <param name="Lasts">For how long one may vote: 5 minutes to a month.</param>
/// <param name="Multiple">More than one can be chosen.</param>
/// <param name="HidesTotals">What was chosen how often is told at the end only.</param>
public sealed record PollDraft(IReadOnlyList<string> Options, TimeSpan Lasts, bool Multiple = false, bool HidesTotals = false)
{
    /// <summary>The most options.</summary>
    public const int MostOptions = 4;

    /// <summary>The most characters of an option.</summary>
    public const int LongestOption = 50;

    /// <summary>The shortest time.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>The longest time: a month.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2_629_746);

    /// <summary>The poll with clean texts, or what is wrong with it.</summary>
    internal Outcome<PollDraft> Checked()
    {
        List<string> options = [.. Options.Select(o => Clean.Text(o).ReplaceLineEndings(" ").Trim()).Where(o => o.Length > 0)];
        List<FieldFault> faults = [];
        if (options.Count is < 2 or > MostOptions)
        {
            faults.Add(new FieldFault("poll", "inclusion", $"must have 2 to {MostOptions} options"));
        }

        if (options.Exists(o => new StringInfo(o).LengthInTextElements > LongestOption))
        {
            faults.Add(new FieldFault("poll", "too_long", $"options can't be longer than {LongestOption} characters"));
        }

        if (options.Distinct(StringComparer.Ordinal).Count() != options.Count)
        {
            faults.Add(new FieldFault("poll", "taken", "must not have the same option twice"));
        }

        if (Lasts < Shortest || Lasts > Longest)
        {
            faults.Add(new FieldFault("poll", "inclusion", "must last at least 5 minutes and at most a month"));
        }

        return faults.Count > 0 ? Refused.Invalid(faults) : this with { Options = options };
    }

    /// <summary>The poll's row.</summary>
    internal Poll Begin(Post post, DateTimeOffset now) =>
        new()
        {
            PostId = post.Id,
            Shard = post.Shard,
            Options = [.. Options],
            Multiple = Multiple,
            HidesTotals = HidesTotals,
            EndsAt = now + Lasts,
        };
}
