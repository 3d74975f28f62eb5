using Weft.Federation.Presenting;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Reads what WebFinger is asked about.</summary>
internal sealed class WebFingerResource(LocalAddresses addresses)
{
    private readonly string host = new Uri(addresses.Origin).Authority;

    /// <summary>Whom a resource names.</summary>
    /// <param name="Username">The account's name; null for the server itself.</param>
    internal sealed record Named(string? Username);

    /// <summary>
    /// Whom the resource names: a handle of this server (<c>acct:</c> may be missing), the address of an actor or of a
    /// profile's page. Null for what is not this server's.
    /// </summary>
    public Named? Read(string resource)
    {
        string text = resource.Trim();
        if (
            text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        )
        {
            return Address(text);
        }

        string handle = text.StartsWith("acct:", StringComparison.OrdinalIgnoreCase) ? text["acct:".Length..] : text;
        string[] parts = handle.TrimStart('@').Split('@');
        return parts is not [string name, string domain] || !IsOurs(domain) ? null
            // The server has its own name for a handle, which nobody else can have.
            : IsOurs(name) || name.Equals(addresses.Domain.Split(':')[0], StringComparison.OrdinalIgnoreCase) ? new Named(null)
            : new Named(name);
    }

    private Named? Address(string address) =>
        address.TrimEnd('/').Equals(addresses.Origin, StringComparison.OrdinalIgnoreCase)
            ? new Named(null)
            : addresses.Parse(address) switch
            {
                { Kind: LocalKind.InstanceActor } => new Named(null),
                { Kind: LocalKind.Actor, Username: string name } => new Named(name),
                _ => null,
            };

    /// <summary>Both the domain of handles and the server's own, where they differ.</summary>
    private bool IsOurs(string domain) =>
        domain.Equals(addresses.Domain, StringComparison.OrdinalIgnoreCase) || domain.Equals(host, StringComparison.OrdinalIgnoreCase);
}
