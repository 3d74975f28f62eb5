using Weft.Federation;
using Weft.Federation.CatchingUp;
using Weft.Federation.Http;
using Weft.Federation.Presenting;

namespace Weft.Server.Hosting;

/// <summary>Joins this server to the fediverse under its own address.</summary>
internal static partial class FederationHosting
{
    public static IServiceCollection AddFediverse(this IServiceCollection services, WeftOptions options) =>
        services.AddFederation(
            new FederationHttpOptions { Url = options.Origin, AllowLoopback = options.Federation.AllowLoopback },
            new LocalAddresses(options.Origin, options.LocalDomain),
            new CatchUpOptions { AwayAfter = TimeSpan.FromSeconds(options.Federation.CatchUpAfter) }
        );

    /// <summary>Says in the log, so that nobody overlooks it, when this server is set up for development.</summary>
    public static void WarnOfLoopback(this WebApplication app)
    {
        if (app.Services.GetRequiredService<WeftOptions>().Federation.AllowLoopback)
        {
            LogLoopback(app.Logger);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "\e[31mWeft:Federation:AllowLoopback is on: this server speaks plain http and dials private addresses when others tell it to. For development only.\e[0m"
    )]
    private static partial void LogLoopback(ILogger log);
}
