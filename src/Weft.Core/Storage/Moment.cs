namespace Weft.Core.Storage;

/// <summary>Moments as the database keeps them.</summary>
public static class Moment
{
    /// <summary>Now, cut to the millisecond: what is answered is what a later read gives.</summary>
    public static DateTimeOffset Now(TimeProvider clock) =>
        DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
