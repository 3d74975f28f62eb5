namespace Weft.Federation.Signatures.Keys;

/// <summary>The kinds of keys with which requests and documents are signed.</summary>
public enum KeyKind
{
    /// <summary>RSA, PKCS#1 v1.5: what all servers sign requests with.</summary>
    Rsa,

    /// <summary>Ed25519 (RFC 8032): integrity proofs.</summary>
    Ed25519,
}
