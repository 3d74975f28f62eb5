using System.Net;
using Weft.Federation.Http;

namespace Weft.Federation.Discovery;

/// <summary>
/// Asks for the actor of a handle (RFC 7033). The account domain may redirect to the server's, or tell it by host-meta:
/// here, and only here, another origin may answer.
/// </summary>
public sealed class WebFingerLookup(FederationHttpClient http, FederationHttpOptions options)
{
    /// <summary>Asks the handle's domain.</summary>
    public async Task<WebFingerOutcome> FindAsync(RemoteHandle handle, CancellationToken cancellation)
    {
        WebFingerOutcome? first = null;
        foreach (string scheme in Schemes(handle.Domain))
        {
            WebFingerOutcome outcome = await FindAsync($"{scheme}://{handle.Domain}", handle.Resource, cancellation);
            if (outcome is not WebFingerOutcome.Later)
            {
                return outcome;
            }

            first ??= outcome;
        }

        return first!;
    }

    /// <summary>Handles are asked for by https. In development those with a port, or without a real domain, by http first.</summary>
    private string[] Schemes(string domain) =>
        options.AllowLoopback
        && (domain.Contains(':', StringComparison.Ordinal) || domain == "localhost" || IPAddress.TryParse(domain, out _))
            ? ["http", "https"]
            : ["https"];

    private async Task<WebFingerOutcome> FindAsync(string server, string resource, CancellationToken cancellation)
    {
        string address = $"{server}/.well-known/webfinger?resource={Uri.EscapeDataString(resource)}";
        HttpOutcome answer = await http.GetAsync(address, Wanted.WebFinger, null, cancellation);
        if (answer is HttpOutcome.NotFound && await ElsewhereAsync(server, resource, cancellation) is { } elsewhere && elsewhere != address)
        {
            answer = await http.GetAsync(elsewhere, Wanted.WebFinger, null, cancellation);
        }

        return answer switch
        {
            HttpOutcome.Received received => Read(received),
            HttpOutcome.Gone => new WebFingerOutcome.Gone(),
            // It is asked without a signature, so 401 is its last word.
            HttpOutcome.Busy or HttpOutcome.Unreachable => new WebFingerOutcome.Later(answer.Detail),
            _ => new WebFingerOutcome.Missing(answer.Detail),
        };
    }

    private async Task<string?> ElsewhereAsync(string server, string resource, CancellationToken cancellation) =>
        await http.GetAsync($"{server}/.well-known/host-meta", Wanted.HostMeta, null, cancellation) is HttpOutcome.Received received
            ? HostMeta.WebFingerAddress(received.Body, resource)
            : null;

    private static WebFingerOutcome Read(HttpOutcome.Received received) =>
        ResourceDescriptor.Read(received.Body.Span, out string why) is not { } descriptor
            ? new WebFingerOutcome.Missing(why)
            : new WebFingerOutcome.Found(
                descriptor.Self,
                RemoteHandle.TryParse(descriptor.Subject, out RemoteHandle? subject) ? subject : null,
                received.Address
            );
}
