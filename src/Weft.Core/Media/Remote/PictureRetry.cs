namespace Weft.Core.Media.Remote;

/// <summary>When a picture that could not be had is tried again: later each time, and once a day at last.</summary>
internal static class PictureRetry
{
    private static readonly TimeSpan Failed = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>After so many failures in a row.</summary>
    public static TimeSpan After(int failures, bool isRefused)
    {
        double factor = Math.Pow(4, Math.Clamp(failures - 1, 0, 10));
        TimeSpan pause = (isRefused ? RefusedFor : Failed) * factor;
        return pause < Longest ? pause : Longest;
    }
}
