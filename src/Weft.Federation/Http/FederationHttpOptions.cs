using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>How Weft speaks to other servers.</summary>
public sealed record FederationHttpOptions
{
    /// <summary>The public address of this server, which stands in "User-Agent" so that others know whom to ask.</summary>
    public required string Url { get; init; }

    /// <summary>Development: plain http, and servers on loopback and private addresses, on any port.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>
    /// Whether an origin is known already, so that its port may be dialled though it is neither 80 nor 443.
    /// Else a stranger could have any port of any host knocked at.
    /// </summary>
    public Func<Origin, bool> IsKnownOrigin { get; init; } = _ => false;

    /// <summary>The most bytes of a body, after decompression.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>The most redirects.</summary>
    public const int MostRedirects = 3;
}
