using System.Security.Cryptography;
using System.Text;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>With which servers this one speaks, and which it silenced or suspended: for everybody to read.</summary>
internal sealed class HostEndpoints(KnownHosts hosts) : IApiResource
{
    private const int Minutes5 = 300;

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/instance/peers", PeersAsync).AllowAnyone();
        api.Get("/api/v1/instance/domain_blocks", BlocksAsync).AllowAnyone();
    }

    private async Task PeersAsync(HttpContext context) =>
        await context.AnswerAsync([.. await hosts.PeersAsync(context.RequestAborted)], MastodonJson.Wire.StringArray, Minutes5);

    private async Task BlocksAsync(HttpContext context) =>
        await context.AnswerAsync(
            [
                .. (await hosts.JudgedAsync(context.RequestAborted))
                    .Where(host => host.Policy is HostPolicy.Silenced or HostPolicy.Suspended)
                    .Select(Present),
            ],
            MastodonJson.Wire.DomainBlockJsonArray,
            Minutes5
        );

    private static DomainBlockJson Present(RemoteHost host) =>
        new(
            host.Obfuscate ? Veiled(host.Name) : host.Name,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(host.Name))),
            host.Policy == HostPolicy.Silenced ? "silence" : "suspend",
            host.Comment
        );

    /// <summary>The first and the last quarter of the letters stay, and the dots; so one knows it when one knows it.</summary>
    private static string Veiled(string name)
    {
        int shown = Math.Max(1, name.Length / 4);
        return string.Concat(name.Select((c, i) => i < shown || i >= name.Length - shown || c == '.' ? c : '*'));
    }
}

/// <summary>A server that was silenced or suspended.</summary>
internal sealed record DomainBlockJson(string Domain, string Digest, string Severity, string Comment);
