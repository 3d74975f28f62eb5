using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Weft.Core;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.Mail;
using Weft.Server.Identity.OAuth;
using Weft.Server.Identity.Passkeys;
using Weft.Server.Identity.Sessions;
using Weft.Server.Identity.Settings;
using Weft.Server.Identity.Setup;
using Weft.Server.Identity.SignUps;
using Weft.Server.Identity.Tokens;
using Weft.Server.Web;

namespace Weft.Server.Identity;

/// <summary>What this room offers: who calls, how they get in, and what they may do.</summary>
internal static class IdentityRegistration
{
    /// <summary>Picks the scheme by the door.</summary>
    private const string ByDoor = "ByDoor";

    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<LastUse>();
        services.AddHostedService<WriteLastUse>();
        services.AddHostedService<ExpireAccess>();
        services.AddSingleton<TokenLookup>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<TokenLookup>());
        services.AddSingleton<SessionLookup>();
        services.AddSingleton<IEventListener>(provider => provider.GetRequiredService<SessionLookup>());
        services.AddSingleton<SessionCookie>();
        services.AddSingleton<LetIn>();
        services.AddSingleton<RegisterPersonHandler>();
        services.AddSingleton<OwnerSetup>();
        services.AddSingleton<SessionList>();
        services.AddSingleton<AllowedApps>();
        services.AddLetters();
        services.AddPasskeys();
        services
            .AddAuthentication(ByDoor)
            .AddPolicyScheme(ByDoor, null, scheme => scheme.ForwardDefaultSelector = context => SchemeOf(context.Request.Path))
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null);
        services.AddAuthorization();
        services.AddAntiforgery(forms => forms.Cookie.Name = "weft_forms");
        services.AddKeys();
        return services;
    }

    /// <summary>Finds out who calls and holds the endpoints' rules. Comes after routing.</summary>
    public static void UseIdentity(this WebApplication app)
    {
        app.UseAuthentication();
        app.Services.GetRequiredService<RateLimits>().Use(app);
        app.UseAccessGate();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    /// <summary>The endpoints of this room.</summary>
    public static void MapIdentity(this WebApplication app)
    {
        app.MapApps();
        app.MapTokens();
        app.MapMetadata();
        app.MapSignUpApi();
        RouteGroupBuilder gate = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, PageFilter>();
        gate.MapLogIn();
        gate.MapSignUp();
        gate.MapConfirmEmail();
        gate.MapResetPassword();
        gate.MapSetup();
        gate.MapAuthorize();
        gate.MapPasskeyLogIn();
        RouteGroupBuilder settings = gate.MapGroup("").RequireAuthorization();
        settings.MapAccountSettings();
        settings.MapAccessSettings();
        settings.MapPasskeySettings();
    }

    /// <summary>Mail goes to the server of <c>Weft:Smtp</c>, or to the log where none is set.</summary>
    private static void AddLetters(this IServiceCollection services)
    {
        services.AddSingleton<IMail>(provider =>
            provider.GetRequiredService<WeftOptions>().Smtp.IsConfigured
                ? ActivatorUtilities.CreateInstance<SmtpMail>(provider)
                : ActivatorUtilities.CreateInstance<LogMail>(provider)
        );
        services.AddSingleton<MailQueue>();
        services.AddSingleton<MailLinks>();
        services.AddSingleton<Letters>();
        services.AddHostedService<SendMail>();
    }

    /// <summary>The cookie opens the page and nothing of the API, so that no other site can act there in somebody's name.</summary>
    private static string SchemeOf(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/oauth/userinfo", StringComparison.OrdinalIgnoreCase)
            ? BearerHandler.Name
            : SessionHandler.Name;

    /// <summary>The keys behind form tokens and links in mails live in the data directory, so that a restart voids none.</summary>
    private static void AddKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("weft");
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<WeftOptions, ILoggerFactory>(
                (keys, weft, logs) =>
                {
                    DirectoryInfo folder = new(Path.Combine(weft.DataDirectory, "keys"));
                    if (!OperatingSystem.IsWindows())
                    {
                        Directory.CreateDirectory(
                            folder.FullName,
                            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                        );
                    }

                    keys.XmlRepository = new FileSystemXmlRepository(folder, logs);
                }
            );
        // It warns at every start that the keys are not encrypted; whoever may read the folder may read the database too.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }
}
