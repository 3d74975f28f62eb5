using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Signatures;

/// <summary>In whose name a request is signed.</summary>
/// <param name="KeyId">The key's address, as the actor's document has it (<c>…#main-key</c>).</param>
/// <param name="Key">The private key. Send with RSA: hardly anyone checks HTTP signatures by Ed25519.</param>
public sealed record SigningIdentity(string KeyId, SigningKey Key);
