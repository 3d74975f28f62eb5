namespace Weft.Federation.Signatures;

/// <summary>How to sign for a host.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="PathOnly">
/// Whether draft-cavage signs the path without the query, as some servers check it. RFC 9421 signs the whole address always.
/// </param>
public sealed record SigningForm(SignatureScheme Scheme, bool PathOnly = false)
{
    /// <summary>The first knock: draft-cavage, which all servers read, over path and query.</summary>
    public static SigningForm First { get; } = new(SignatureScheme.Cavage);
}
