using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Media.Files;
using Weft.Core.Media.Remote;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Storage.Postgres;
using Weft.Storage.Sqlite;

namespace Weft.Server.Hosting;

/// <summary>Puts the server together.</summary>
internal static class WeftHost
{
    /// <summary>The web server, not started and without its doors, which <see cref="UseDoors"/> adds.</summary>
    /// <param name="args">Configuration from the command line: <c>--Weft:Url=…</c>.</param>
    public static WebApplication BuildServer(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production }
        );
        // What is started first: the silo while the database is made ready, then all that reads it.
        builder.AddSilo();
        builder.Services.AddSingleton<DatabaseStart>().AddHostedService(provider => provider.GetRequiredService<DatabaseStart>());
        WeftOptions options = Configure(builder, args);
        builder.WebHost.UseUrls(options.Listen.Split(';'));
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.BodyBytes;
        });
        builder.AddTelemetry();
        builder.Services.AddFediverse(options);
        builder.Services.AddWeftWeb();
        return builder.Build();
    }

    /// <summary>Adds all that the server serves.</summary>
    public static void UseDoors(this WebApplication app)
    {
        app.WarnOfLoopback();
        app.UseForwardedHeaders();
        app.UseWeftWeb();
    }

    /// <summary>Facts and commands alone, for the command line: no web server, no silo.</summary>
    public static IHost BuildTool(string[] args)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder
            .Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        // Not started, so that nothing is sent from here: only to ask others for a check.
        builder.Services.AddFediverse(Configure(builder, args));
        return builder.Build();
    }

    private static WeftOptions Configure(IHostApplicationBuilder builder, string[] args)
    {
        builder.Configuration.AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddCommandLine(args);
        WeftOptions options = ReadOptions(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new LocalDomain(options.LocalDomain));
        builder.Services.AddSingleton(options.Media.Settings);
        builder.Services.AddSingleton(new MediaFolder(Path.Combine(options.DataDirectory, "media")));
        builder.Services.AddSingleton(new PictureCacheLimit(options.Media.CacheBytes!.Value));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IdSource>();
        builder.Services.AddSingleton<EventSink>();
        if (options.IsSqlite)
        {
            builder.Services.AddSqlite(options.SqliteFile);
        }
        else
        {
            builder.Services.AddPostgres(options.Database);
        }

        builder.Services.AddSingleton(new FederationMode(options.Federation.Mode == SpeaksWith.AllowList));
        builder.Services.AddWeftCore();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (
                string proxy in options.TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
            {
                forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
            }
        });
        return options;
    }

    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="OptionsValidationException">A value cannot be right; the failures name the setting.</exception>
    private static WeftOptions ReadOptions(IConfiguration configuration)
    {
        WeftOptions options = new();
        try
        {
            configuration.GetSection(WeftOptions.Section).Bind(options);
        }
        catch (InvalidOperationException fault)
        {
            throw new OptionsValidationException(WeftOptions.Section, typeof(WeftOptions), [fault.Message]);
        }

        ValidateOptionsResult result = new WeftOptionsCheck().Validate(null, options);
        return result.Failed ? throw new OptionsValidationException(WeftOptions.Section, typeof(WeftOptions), result.Failures) : options;
    }
}
