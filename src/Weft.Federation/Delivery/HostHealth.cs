using Weft.Core.Safety;

namespace Weft.Federation.Delivery;

/// <summary>How one server answers, while it is sent to. Safe for many at once.</summary>
public sealed class HostHealth
{
    private readonly Lock gate = new();
    private readonly RemoteHost? kept;
    private int faults;
    private bool hasAnswered;

    private HostHealth(string host, RemoteHost? kept)
    {
        (Host, this.kept) = (host, kept);
        (Failures, ClosedUntil) = (kept?.Failures ?? 0, kept?.ClosedUntil);
        hasAnswered = kept?.LastSuccessAt is not null;
    }

    /// <summary>The server's name.</summary>
    public string Host { get; }

    /// <summary>How often in a row it has not answered.</summary>
    public int Failures { get; private set; }

    /// <summary>Until when it is left alone; null while it is well. Once that has passed it is tried with one delivery.</summary>
    public DateTimeOffset? ClosedUntil { get; private set; }

    /// <summary>What it last failed with; null when it is well.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it last answered, and failed, since it was read.</summary>
    internal (DateTimeOffset? Success, DateTimeOffset? Failure) Last { get; private set; }

    /// <summary>Whether it has come back since it was read.</summary>
    internal bool HasReopened { get; private set; }

    /// <summary>It was well when it was read, has only answered since, and when it last did is kept exactly enough.</summary>
    /// <param name="step">How exactly that is.</param>
    internal bool IsWellAsKept(TimeSpan step) =>
        kept is { Failures: 0, ClosedUntil: null, LastError: null }
        && faults == 0
        && Last.Success is { } success
        && kept.LastSuccessAt > success - step;

    /// <summary>All of this is written down.</summary>
    internal void Settled() => HasReopened = false;

    /// <summary>Whether it is not to be sent to as usual.</summary>
    public bool IsDead => ClosedUntil is not null;

    /// <summary>Whether it may keep somebody waiting: it failed last time, or it has never answered.</summary>
    public bool IsDoubtful => Failures > 0 || !hasAnswered;

    /// <summary>It has a place among the doubtful (<see cref="DeliveryGate"/>) for all that it is sent now.</summary>
    internal bool HasPlace { get; set; }

    /// <summary>As it is kept.</summary>
    /// <param name="host">The server's name.</param>
    /// <param name="known">Its row; null when it has none.</param>
    public static HostHealth Of(string host, RemoteHost? known) => new(host, known);

    /// <summary>Whether it is to be left alone now.</summary>
    public bool IsClosed(DateTimeOffset now) => ClosedUntil > now;

    /// <summary>Before something is sent.</summary>
    /// <returns>What to give to <see cref="Answered"/>.</returns>
    internal int Begin()
    {
        lock (gate)
        {
            return faults;
        }
    }

    /// <summary>It took or refused something: it lives. Says nothing when it has failed since that was sent.</summary>
    internal void Answered(int begun, DateTimeOffset now)
    {
        lock (gate)
        {
            Last = (now, Last.Failure);
            hasAnswered = true;
            if (begun != faults)
            {
                return;
            }

            HasReopened |= ClosedUntil is not null;
            (Failures, ClosedUntil, LastError) = (0, null, null);
        }
    }

    /// <summary>It did not answer, or wants to be left alone.</summary>
    /// <param name="now">The time.</param>
    /// <param name="why">A sentence for operators.</param>
    /// <param name="until">Until when it wants that; null when it didn't say.</param>
    internal void Failed(DateTimeOffset now, string why, DateTimeOffset? until)
    {
        lock (gate)
        {
            Failures++;
            faults++;
            LastError = why;
            Last = (Last.Success, now);
            DateTimeOffset? closed =
                until
                ?? (
                    Failures >= DeliveryLaw.MostFailures || ClosedUntil is not null
                        ? now + DeliveryLaw.Wait(Math.Max(1, Failures - DeliveryLaw.MostFailures + 1), Host.Length)
                        : null
                );
            ClosedUntil = closed;
        }
    }
}
