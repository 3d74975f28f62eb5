using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Tokens;

/// <summary>
/// Authentication by access token: <c>Authorization: Bearer …</c>, and <c>access_token</c> in the query or form where the
/// endpoint allows it. What follows from it is decided by <see cref="AccessGate"/>.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    TokenLookup tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "Bearer";

    private const string Prefix = "Bearer ";
    private const string Parameter = "access_token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? token = FromHeader() ?? await FromFieldsAsync();
        if (string.IsNullOrEmpty(token))
        {
            return AuthenticateResult.NoResult();
        }

        FoundToken found = await tokens.FindAsync(token, Context.RequestAborted);
        if (found.Caller is not Caller caller)
        {
            Context.Features.Set(found.Revoked ? RevokedToken.Instance : null);
            return AuthenticateResult.NoResult();
        }

        Context.Caller = caller;
        return AuthenticateResult.Success(caller.Ticket(Name));
    }

    private string? FromHeader()
    {
        string? header = Request.Headers.Authorization;
        return header is not null && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            ? header.AsSpan(Prefix.Length).Trim().ToString()
            : null;
    }

    private async Task<string?> FromFieldsAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<AllowsTokenInQuery>() is null)
        {
            return null;
        }

        string? token = Request.Query[Parameter];
        return token is null && Request.HasFormContentType ? (await Request.ReadFormAsync(Context.RequestAborted))[Parameter] : token;
    }
}
