using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Storage;

namespace Weft.Storage.Sqlite;

/// <summary>Makes SQLite the database.</summary>
public static class SqliteRegistration
{
    /// <summary>Adds the dialect, the writer, and a pooled factory of read-only contexts.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="file">The database file's path.</param>
    public static IServiceCollection AddSqlite(this IServiceCollection services, string file)
    {
        SqliteOptions options = new(file);
        services.AddSingleton(options);
        services.AddSingleton<IDialect, SqliteDialect>();
        services.AddSingleton<IWriter, SqliteWriter>();
        services.AddPooledDbContextFactory<WeftDb>(db =>
            db.UseSqlite(options.ReaderConnectionString, SqliteOptions.Configure).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        );
        return services;
    }
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<WeftDb>
{
    public WeftDb CreateDbContext(string[] args) => new(SqliteOptions.Writable(new SqliteConnection("Data Source=:memory:")));
}
