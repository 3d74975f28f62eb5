using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Weft.Testing;

/// <summary>The databases that Weft runs on.</summary>
public enum DatabaseKind
{
    /// <summary>One file.</summary>
    Sqlite,

    /// <summary>A server.</summary>
    Postgres,
}

/// <summary>Theory data with each database; <see cref="EachDatabaseAttribute"/> is the short form.</summary>
public static class Databases
{
    /// <summary>Both.</summary>
    public static TheoryData<DatabaseKind> All => [DatabaseKind.Sqlite, DatabaseKind.Postgres];
}

/// <summary>
/// A test of anything stored runs on each database.
/// <code>[Theory, EachDatabase] public async Task A_post_is_kept(DatabaseKind kind)</code>
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(Databases.All);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
