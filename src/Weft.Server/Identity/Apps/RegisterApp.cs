using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Apps;

/// <summary>Registers an OAuth client. Anybody may, since an app can do nothing until somebody allows it.</summary>
/// <param name="Name">Kept exactly as it is given: some apps check that it comes back so.</param>
/// <param name="RedirectUris">Where it wants people sent back to.</param>
/// <param name="Scopes">What it may ask for, separated by spaces; null for <c>read</c>.</param>
/// <param name="Website">The app's page; null or empty for none.</param>
internal sealed record RegisterApp(string Name, IReadOnlyList<string> RedirectUris, string? Scopes, string? Website);

/// <summary>Does <see cref="RegisterApp"/>.</summary>
internal sealed class RegisterAppHandler(IWriter writer)
{
    private const int MaxName = 255;
    private const int MaxWebsite = 2_000;

    /// <summary>The app with its secret. Refused with faults in Mastodon's words.</summary>
    public async Task<Outcome<RegisteredApp>> RunAsync(RegisterApp register, CancellationToken cancellation)
    {
        List<FieldFault> faults = [];
        if (string.IsNullOrWhiteSpace(register.Name))
        {
            faults.Add(new FieldFault("application_name", "blank", "can't be blank"));
        }
        else if (register.Name.Length > MaxName)
        {
            faults.Add(new FieldFault("application_name", "too_long", $"is too long (maximum is {MaxName} characters)"));
        }

        if (RedirectUris.Check(register.RedirectUris) is string reason)
        {
            faults.Add(new FieldFault("redirect_uri", "invalid", reason));
        }

        if (!ScopeSet.TryParse(register.Scopes, out ScopeSet? scopes))
        {
            faults.Add(new FieldFault("scopes", "invalid", "doesn't match configured on the server."));
        }

        if (!string.IsNullOrEmpty(register.Website) && !IsPage(register.Website))
        {
            faults.Add(new FieldFault("website", "invalid", "must be a valid URL"));
        }

        return faults.Count > 0 ? Refused.Invalid(faults) : await KeepAsync(register, scopes!, cancellation);
    }

    private Task<Outcome<RegisteredApp>> KeepAsync(RegisterApp register, ScopeSet scopes, CancellationToken cancellation)
    {
        string secret = Secret.New();
        return writer.RunAsync<RegisteredApp>(
            work =>
            {
                int shard = IdSource.PickShard();
                ClientApp app = new()
                {
                    Id = work.Ids.Next(shard),
                    Shard = shard,
                    ClientId = Secret.New(),
                    SecretHash = Secret.Hash(secret),
                    Name = register.Name,
                    Website = string.IsNullOrEmpty(register.Website) ? null : register.Website,
                    RedirectUris = string.Join('\n', register.RedirectUris),
                    Scopes = scopes.ToString(),
                    CreatedAt = work.Now,
                };
                work.Db.Apps.Add(app);
                return Task.FromResult<Outcome<RegisteredApp>>(new RegisteredApp(app, secret));
            },
            cancellation
        );
    }

    private static bool IsPage(string text) =>
        text.Length <= MaxWebsite && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
}

/// <summary>A new app.</summary>
/// <param name="App">Its row.</param>
/// <param name="Secret">Its secret, in clear for this once.</param>
internal sealed record RegisteredApp(ClientApp App, string Secret);
