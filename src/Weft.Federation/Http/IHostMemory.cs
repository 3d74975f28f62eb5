using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>
/// Remembers for each origin which signatures it takes. What is forgotten costs one more request. An origin that sent a
/// request of its own by RFC 9421, with a good signature, is remembered as taking that.
/// </summary>
public interface IHostMemory
{
    /// <summary>What is known of the origin, or null.</summary>
    ValueTask<HostSigning?> RecallAsync(Origin origin, CancellationToken cancellation);

    /// <summary>Keeps what was learned.</summary>
    ValueTask RememberAsync(Origin origin, HostSigning signing, CancellationToken cancellation);
}
