namespace Weft.Server.Identity.LogIns;

/// <summary>Where to go on after a log-in: a path of this server, never another one's.</summary>
internal static class LocalPath
{
    /// <summary>The path, or home for what is none.</summary>
    public static string Of(string? next) => IsLocal(next) ? next! : "/home";

    private static bool IsLocal(string? next) =>
        next is ['/', ..]
        && next is not ['/', '/' or '\\', ..]
        && next.Length <= 4_000
        && next.All(c => char.IsAscii(c) && !char.IsControl(c));
}
