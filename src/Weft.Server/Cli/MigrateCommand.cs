using System.CommandLine;
using Weft.Core.Storage;
using Weft.Server.Hosting;

namespace Weft.Server.Cli;

/// <summary><c>weft migrate</c></summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        Command migrate = new("migrate", "Brings the database to this version's schema and ends. `weft serve` does it at every start.");
        migrate.SetGuarded(
            async (_, args, cancellation) =>
            {
                using IHost host = WeftHost.BuildTool(args);
                await host.Services.GetRequiredService<IDialect>().MigrateAsync(cancellation);
                await Console.Out.WriteLineAsync("The database is up to date.");
                return 0;
            }
        );
        return migrate;
    }
}
