using Weft.Server.Identity.Apps;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.OAuth;
using Weft.Server.Identity.People;
using Weft.Server.Identity.Sessions;
using Weft.Server.Identity.Tokens;

namespace Weft.Server.Identity;

/// <summary>The commands of this room, which the command line has too.</summary>
internal static class AccessRegistration
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<Passwords>();
        services.AddSingleton<SetPasswordHandler>();
        services.AddSingleton<CheckPasswordHandler>();
        services.AddSingleton<ChangeEmailHandler>();
        services.AddSingleton<ConfirmEmailHandler>();
        services.AddSingleton<SetRoleHandler>();
        services.AddSingleton<AdmitPersonHandler>();
        services.AddSingleton<OpenSessionHandler>();
        services.AddSingleton<EndSessionHandler>();
        services.AddSingleton<EndOtherSessionsHandler>();
        services.AddSingleton<GrantTokenHandler>();
        services.AddSingleton<RevokeTokenHandler>();
        services.AddSingleton<RegisterAppHandler>();
        services.AddSingleton<RevokeAppHandler>();
        services.AddSingleton<IssueCodeHandler>();
        services.AddSingleton<RedeemCodeHandler>();
        services.AddSingleton<CommandLineApp>();
        return services;
    }
}
