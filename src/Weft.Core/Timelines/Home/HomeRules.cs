using Weft.Core.Ids;
using Weft.Core.Posts;

namespace Weft.Core.Timelines;

/// <summary>
/// What belongs in a home timeline: the same rules for a live timeline and for the database's older pages. Written down
/// in docs/adr/0007-home-timeline-rules.md.
/// </summary>
internal static class HomeRules
{
    /// <summary>A repost is left out when the same post came into this home within this time before it.</summary>
    public static readonly TimeSpan Shadow = TimeSpan.FromHours(24);

    /// <summary><see cref="Shadow"/> as a distance of ids.</summary>
    public static readonly long ShadowSpan = SnowflakeId.Span(Shadow);

    /// <summary>Whether the row belongs here by itself.</summary>
    public static bool Admits(in HomeCandidate row, HomeFacts facts)
    {
        if (row.AuthorId == facts.ViewerId)
        {
            return row.OriginalAuthorId is not long own || own == facts.ViewerId || IsWelcome(own, facts);
        }

        if (row.IsHeld || !facts.Followed.TryGetValue(row.AuthorId, out bool reposts) || !IsWelcome(row.AuthorId, facts))
        {
            return false;
        }

        if (row.Visibility == Visibility.Mentioned && !row.MentionsViewer)
        {
            return false;
        }

        if (row.OriginalAuthorId is long original)
        {
            return reposts && IsWelcome(original, facts);
        }

        // A reply is for those who follow both, or who are the other.
        return row.InReplyToAccountId is not long answered
            || answered == row.AuthorId
            || answered == facts.ViewerId
            || facts.Followed.ContainsKey(answered) && IsWelcome(answered, facts);
    }

    /// <summary>Whether an entry for the same post, that close before, makes the repost a repetition.</summary>
    public static bool IsShadowedBy(in HomeCandidate repost, long earlierId) =>
        repost.RepostOfId is not null && earlierId < repost.Id && earlierId > repost.Id - ShadowSpan;

    private static bool IsWelcome(long accountId, HomeFacts facts) =>
        !facts.Blocked.Contains(accountId) && !facts.Muted.Contains(accountId);
}
