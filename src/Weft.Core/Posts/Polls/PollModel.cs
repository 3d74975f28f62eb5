namespace Weft.Core.Posts.Polls;

/// <summary>A poll as everyone who may see its post sees it.</summary>
/// <param name="Options">What can be chosen, and how often it was.</param>
/// <param name="Multiple">More than one can be chosen.</param>
/// <param name="EndsAt">Until when one may vote; null for ever.</param>
/// <param name="Voters">How many people voted; null when that is not known.</param>
/// <param name="HidesTotals">The counts are told at the end only.</param>
public sealed record PollModel(IReadOnlyList<PollChoice> Options, bool Multiple, DateTimeOffset? EndsAt, long? Voters, bool HidesTotals)
{
    /// <summary>How often something was chosen.</summary>
    public long Votes => Options.Sum(o => o.Votes);

    /// <summary>Whether nobody may vote any more.</summary>
    public bool HasEnded(DateTimeOffset now) => EndsAt <= now;

    /// <summary>Whether the counts may be told.</summary>
    public bool TellsTotals(DateTimeOffset now) => !HidesTotals || HasEnded(now);
}

/// <summary>An option of a poll.</summary>
/// <param name="Title">Its words.</param>
/// <param name="Votes">How often it was chosen.</param>
public sealed record PollChoice(string Title, long Votes);
