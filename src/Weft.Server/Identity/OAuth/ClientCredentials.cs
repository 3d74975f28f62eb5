using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Weft.Core.Accounts.Access;
using Weft.Server.Api.Binding;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.OAuth;

/// <summary>What a client shows of itself: in the fields, or by HTTP Basic.</summary>
/// <param name="Id">Its <c>client_id</c>; null when it did not say.</param>
/// <param name="ClientSecret">Its secret; null when it did not say.</param>
internal sealed record ClientCredentials(string? Id, string? ClientSecret)
{
    /// <summary>Reads them.</summary>
    public static ClientCredentials Of(HttpRequest request, RequestFields fields) =>
        FromBasic(request) ?? new ClientCredentials(fields.Text("client_id"), fields.Text("client_secret"));

    /// <summary>True when the secret proves that it is this app.</summary>
    public bool Prove(ClientApp app) => ClientSecret is not null && Secret.Matches(ClientSecret, app.SecretHash);

    private static ClientCredentials? FromBasic(HttpRequest request)
    {
        if (
            !AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
            || !string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
            || header.Parameter is null
        )
        {
            return null;
        }

        byte[] bytes = new byte[header.Parameter.Length];
        if (!Convert.TryFromBase64String(header.Parameter, bytes, out int length))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is [string id, string secret] ? new ClientCredentials(WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret)) : null;
    }
}
