namespace Weft.Testing;

/// <summary>Where this checkout is.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    /// <exception cref="InvalidOperationException">The tests run from a copy outside of a checkout.</exception>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the checkout.</summary>
    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Weft.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            $"No Weft.slnx above {AppContext.BaseDirectory}: the tests need the checkout they were built from."
        );
    }
}
