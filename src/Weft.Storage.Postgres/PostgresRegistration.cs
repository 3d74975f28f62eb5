using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weft.Core.Storage;

namespace Weft.Storage.Postgres;

/// <summary>Makes PostgreSQL the database.</summary>
public static class PostgresRegistration
{
    private const int MaxPrepared = 200;

    /// <summary>Adds the dialect, the writer, and a pooled factory of contexts.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">An Npgsql connection string.</param>
    public static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(Prepared(connectionString)).Build());
        services.AddSingleton<IDialect, PostgresDialect>();
        services.AddSingleton<IWriter, PostgresWriter>();
        services.AddPooledDbContextFactory<WeftDb>(
            (provider, db) =>
                Configure(db, provider.GetRequiredService<NpgsqlDataSource>()).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        );
        return services;
    }

    /// <summary>
    /// The statements of the hot paths are few and come again and again, so each connection prepares them: planning costs
    /// more than running. A pooler that cannot carry prepared statements is told with <c>Max Auto Prepare=0</c>.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        // The base class knows what was written; Npgsql's own answers for all that could be.
        DbConnectionStringBuilder written = new() { ConnectionString = connectionString };
        NpgsqlConnectionStringBuilder settings = new(connectionString);
        if (!written.ContainsKey("Max Auto Prepare") && !written.ContainsKey("MaxAutoPrepare"))
        {
            settings.MaxAutoPrepare = MaxPrepared;
        }

        // Nothing that Weft does leaves a trace on a session, so a connection needs no washing between two uses.
        if (!written.ContainsKey("No Reset On Close") && !written.ContainsKey("NoResetOnClose"))
        {
            settings.NoResetOnClose = true;
        }

        return settings.ConnectionString;
    }

    internal static DbContextOptionsBuilder Configure(DbContextOptionsBuilder db, NpgsqlDataSource source) =>
        db.UseNpgsql(source, postgres => postgres.MigrationsAssembly(typeof(PostgresRegistration).Assembly));
}

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class DesignTimeContext : IDesignTimeDbContextFactory<WeftDb>
{
    public WeftDb CreateDbContext(string[] args)
    {
        DbContextOptionsBuilder<WeftDb> options = new();
        PostgresRegistration.Configure(options, NpgsqlDataSource.Create("Host=localhost"));
        return new WeftDb(options.Options);
    }
}
