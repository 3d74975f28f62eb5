using Microsoft.AspNetCore.Identity;
using Weft.Server.Hosting;

namespace Weft.Server.Identity.Passkeys;

/// <summary>Passkeys, with ASP.NET Core Identity's WebAuthn.</summary>
internal static class PasskeysRegistration
{
    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddIdentityCore<PasskeyUser>().AddUserStore<PasskeyStore>();
        services.AddScoped<IPasskeyHandler<PasskeyUser>, PasskeyHandler<PasskeyUser>>();
        services.AddSingleton<PasskeyCeremony>();
        services
            .AddOptions<IdentityPasskeyOptions>()
            .Configure<WeftOptions>(
                (passkeys, weft) =>
                {
                    passkeys.ServerDomain = new Uri(weft.Origin).Host;
                    passkeys.ValidateOrigin = origin =>
                        ValueTask.FromResult(
                            !origin.CrossOrigin && string.Equals(origin.Origin, weft.Origin, StringComparison.OrdinalIgnoreCase)
                        );
                    // It opens the account alone, without a password, so the device has to make sure who holds it; and
                    // it has to be found without a name.
                    passkeys.UserVerificationRequirement = "required";
                    passkeys.ResidentKeyRequirement = "required";
                }
            );
        return services;
    }
}
