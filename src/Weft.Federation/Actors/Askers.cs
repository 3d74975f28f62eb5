using Weft.Federation.Documents;
using Weft.Federation.Signatures;

namespace Weft.Federation.Actors;

/// <summary>Somebody of another server who asks for a document and has signed the request.</summary>
/// <param name="Uri">The actor's id.</param>
/// <param name="AccountId">The account here; null for who is not known, such as another server's instance actor.</param>
public sealed record Asker(string Uri, long? AccountId)
{
    /// <summary>The server that asks.</summary>
    public Origin Origin => Documents.Origin.Of(Uri)!.Value;
}

/// <summary>Finds out who asks for a document, by the signature of the request. Who does not sign well is a stranger.</summary>
public sealed class Askers(RequestVerifier verifier, KeySearches keys, HostRules hosts, RemoteActors actors)
{
    /// <summary>Who asks; null for a stranger, and for a server from which nothing is taken.</summary>
    /// <param name="request">The request, with this server's own scheme and authority.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Asker?> OfAsync(RequestParts request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Field("signature") is null)
        {
            return null;
        }

        // A query leads to another page of the same thing; some sign the path alone.
        SignatureReading signatures = verifier.Read(request, queryIsHarmless: true);
        foreach (string keyId in signatures.KeyIds)
        {
            if (await hosts.IsSuspendedAsync(keyId, cancellation))
            {
                return null;
            }
        }

        SignatureVerdict verdict = await RequestVerifier.VerifyAsync(signatures, keys.Begin().FindAsync, cancellation);
        return verdict is { IsValid: true, Owner: { } owner }
            ? new Asker(owner, (await actors.KnownAsync(owner, cancellation))?.AccountId)
            : null;
    }
}
