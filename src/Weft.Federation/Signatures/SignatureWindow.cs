namespace Weft.Federation.Signatures;

/// <summary>
/// For how long a signature is good. Everybody signs when sending, so an hour is for wrong clocks and five minutes for the
/// way; other servers allow the same. A narrow window loses posts.
/// </summary>
internal static class SignatureWindow
{
    public static readonly TimeSpan Width = TimeSpan.FromMinutes(65);

    /// <summary>The senders' own time of expiry is honoured with an hour of grace, for the same clocks.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>What is wrong with these times now, or null.</summary>
    public static SignatureVerdict? Check(DateTimeOffset made, DateTimeOffset? expires, DateTimeOffset now)
    {
        if (made < now - Width)
        {
            return new(SignatureFault.TooOld, $"The signature was made at {made:u}, and it is {now:u}.");
        }

        if (made > now + Width)
        {
            return new(SignatureFault.TooNew, $"The signature was made at {made:u}, and it is only {now:u}.");
        }

        return expires is { } end && Later(end, Grace) < now
            ? new(SignatureFault.Expired, $"The signature expired at {expires:u}, and it is {now:u}.")
            : null;
    }

    /// <summary>Until when a signature of these times passes.</summary>
    public static DateTimeOffset End(DateTimeOffset made, DateTimeOffset? expires)
    {
        DateTimeOffset old = Later(made, Width);
        return expires is { } end && Later(end, Grace) < old ? Later(end, Grace) : old;
    }

    // A sender may name the last second that there is.
    private static DateTimeOffset Later(DateTimeOffset moment, TimeSpan by) =>
        moment > DateTimeOffset.MaxValue - by ? DateTimeOffset.MaxValue : moment + by;
}
