using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Weft.Core.Storage;

namespace Weft.Storage.Postgres;

/// <summary>Makes PostgreSQL the database.</summary>
public static class PostgresRegistration
{
    /// <summary>Adds the dialect, the writer, and a pooled factory of contexts.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">An Npgsql connection string.</param>
    public static IServiceCollection AddPostgres(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(connectionString).Build());
        services.AddSingleton<IDialect, PostgresDialect>();
        services.AddSingleton<IWriter, PostgresWriter>();
        services.AddPooledDbContextFactory<WeftDb>(
            (provider, db) =>
                Configure(db, provider.GetRequiredService<NpgsqlDataSource>()).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
        );
        return services;
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
