namespace Weft.Server.Web.Pages.Settings;

/// <summary>What a browser calls itself, in the words that its owner uses.</summary>
internal static class Browsers
{
    // Most claim to be another one too: the first that fits is it.
    private static readonly (string Sign, string Name)[] Makes =
    [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ];

    /// <summary>Such as "Firefox on Windows".</summary>
    public static string Name(string userAgent)
    {
        string? make = First(Makes, userAgent);
        string? system = First(Systems, userAgent);
        return (make, system) switch
        {
            (null, null) => "Some browser",
            (null, _) => $"Some browser on {system}",
            (_, null) => make,
            _ => $"{make} on {system}",
        };
    }

    private static string? First((string Sign, string Name)[] choices, string userAgent) =>
        choices.FirstOrDefault(c => userAgent.Contains(c.Sign, StringComparison.Ordinal)).Name;
}
