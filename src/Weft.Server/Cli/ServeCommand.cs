using System.CommandLine;
using Weft.Server.Hosting;
using Weft.Server.Hosting.Health;
using Weft.Server.Identity.Setup;

namespace Weft.Server.Cli;

/// <summary><c>weft serve</c></summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Command serve = new(
            "serve",
            """
            Serves until it is stopped. With nothing configured: http://localhost:8080, and everything in ./data.

            Examples:
              weft serve
              weft serve --Weft:Url=https://weft.example --Weft:Listen=http://127.0.0.1:5000
              Weft__Database="Host=localhost;Database=weft;Username=weft" weft serve
            """
        );
        serve.SetGuarded(ServeAsync);
        return serve;
    }

    private static async Task<int> ServeAsync(ParseResult parsed, string[] args, CancellationToken cancellation)
    {
        NativeHeap.KeepSmall();
        await using WebApplication app = WeftHost.BuildServer(args);
        Task database = app.Services.GetRequiredService<DatabaseStart>().ReadyAsync(cancellation);
        Task<string?> issuing = IssueAsync(app, database, cancellation);
        app.UseDoors();
        await StartAsync(app, cancellation);
        await app.Services.GetRequiredService<WarmUp>().RunAsync(cancellation);
        string? link = await issuing;
        app.Services.GetRequiredService<Readiness>().Started();
        await Console.Out.WriteLineAsync($"Weft {WeftVersion.Number} is at {app.Services.GetRequiredService<WeftOptions>().Origin}");
        if (link is not null)
        {
            await Console.Out.WriteLineAsync($"It has no owner yet. Whoever opens this link first makes it theirs:\n  {link}");
        }

        GiveBackWhatTheStartTook();
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>
    /// A start leaves tens of megabytes behind that nobody needs (the database's model being made, queries being compiled),
    /// and a server with little to do would not be asked for them for hours.
    /// </summary>
    private static void GiveBackWhatTheStartTook() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Starts, or stops again what was started: a silo that is only let go of tells of it at length.</summary>
    private static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>The owner's link, as soon as the database can keep its key.</summary>
    private static async Task<string?> IssueAsync(WebApplication app, Task database, CancellationToken cancellation)
    {
        await database;
        return await app.Services.GetRequiredService<OwnerSetup>().IssueAsync(cancellation);
    }
}
