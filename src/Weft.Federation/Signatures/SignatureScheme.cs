namespace Weft.Federation.Signatures;

/// <summary>The two ways in which servers sign their requests.</summary>
public enum SignatureScheme
{
    /// <summary>draft-cavage-http-signatures-12: one field "Signature". All servers read it.</summary>
    Cavage,

    /// <summary>RFC 9421, HTTP Message Signatures: the fields "Signature-Input" and "Signature".</summary>
    MessageSignature,
}
