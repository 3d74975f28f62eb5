namespace Weft.Testing;

/// <summary>How a server under test is set up. With nothing said: SQLite, no rate limits, open registration.</summary>
public sealed record WeftSettings
{
    /// <summary>On which database.</summary>
    public DatabaseKind Database { get; init; } = DatabaseKind.Sqlite;

    /// <summary>The PostgreSQL to use; the one that all tests share when null.</summary>
    public PostgresServer? Postgres { get; init; }

    /// <summary>Environment variables that win over what the harness sets, such as <c>Weft__Registration</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>weft</c> to run; null for the one that <c>script/test</c> has published, or that was built beside the tests.</summary>
    public string? Binary { get; init; }

    /// <summary>How long the server may take until it is ready.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);
}
