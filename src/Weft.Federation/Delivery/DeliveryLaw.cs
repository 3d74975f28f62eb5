using Weft.Federation.Http;

namespace Weft.Federation.Delivery;

/// <summary>What is to be done after a try.</summary>
internal abstract record Verdict
{
    /// <summary>It was taken.</summary>
    public sealed record Taken : Verdict;

    /// <summary>It won't be taken, so it isn't tried again.</summary>
    /// <param name="Why">A sentence for operators.</param>
    /// <param name="InboxIsGone">Whether nothing else is to be sent to this inbox either, which is somebody's own then.</param>
    public sealed record GivenUp(string Why, bool InboxIsGone = false) : Verdict;

    /// <summary>It is tried again.</summary>
    /// <param name="DueAt">When.</param>
    /// <param name="Why">A sentence for operators.</param>
    /// <param name="Host">Whether it is the whole server that doesn't answer.</param>
    /// <param name="HostUntil">Until when the server asked to be left alone; null when it didn't say.</param>
    public sealed record Again(DateTimeOffset DueAt, string Why, bool Host, DateTimeOffset? HostUntil) : Verdict;
}

/// <summary>
/// When something is tried again, and when it is given up: after 1, 2, 4, … minutes, at most 8 hours, give or take a
/// fifth, for seven days.
/// </summary>
internal static class DeliveryLaw
{
    /// <summary>How long something is tried.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>After how many failures in a row a server counts as dead.</summary>
    public const int MostFailures = 5;

    private const int MostRefusals = 4;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>Judges an answer.</summary>
    /// <param name="outcome">The answer.</param>
    /// <param name="delivery">What was sent, as it was before this try.</param>
    /// <param name="now">The time.</param>
    public static Verdict Judge(HttpOutcome outcome, Core.Outbox.Delivery delivery, DateTimeOffset now)
    {
        switch (outcome)
        {
            case HttpOutcome.Received:
                return new Verdict.Taken();
            case HttpOutcome.Gone:
                return new Verdict.GivenUp(outcome.Detail, InboxIsGone: true);
            // A key that could not be fetched looks the same as one that is not wanted.
            case HttpOutcome.Refused { Status: 401 or 403 } when delivery.Attempts + 1 < MostRefusals:
                return Later(outcome, delivery, now, host: false, null);
            case HttpOutcome.Busy busy:
                // A fault in handling this one activity says nothing of the others.
                return Later(outcome, delivery, now, host: busy.Status is 429 or > 501 || busy.Until is not null, busy.Until);
            case HttpOutcome.Unreachable:
                return Later(outcome, delivery, now, host: true, null);
            default:
                return new Verdict.GivenUp(outcome.Detail);
        }
    }

    /// <summary>How long to wait after so many tries.</summary>
    /// <param name="tries">At least 1.</param>
    /// <param name="salt">Spreads those who would else all come back at the same moment.</param>
    public static TimeSpan Wait(int tries, long salt)
    {
        double plain = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(tries - 1, 20)), Longest.TotalSeconds);
        ulong mixed = unchecked(((ulong)salt + (ulong)tries) * 0x9E3779B97F4A7C15);
        double fifth = ((mixed >> 40) / (double)(1 << 24) * 0.4) - 0.2;
        return TimeSpan.FromSeconds(plain * (1 + fifth));
    }

    private static Verdict Later(HttpOutcome outcome, Core.Outbox.Delivery delivery, DateTimeOffset now, bool host, DateTimeOffset? until)
    {
        if (now - delivery.CreatedAt >= Patience)
        {
            return new Verdict.GivenUp($"{outcome.Detail} It was tried for {Patience.TotalDays} days.");
        }

        DateTimeOffset wanted = now + Wait(delivery.Attempts + 1, delivery.EntryId);
        return new Verdict.Again(until ?? wanted, outcome.Detail, host, until);
    }
}
