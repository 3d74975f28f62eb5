namespace Weft.Federation.Signatures.Proofs;

/// <summary>What came of looking for an integrity proof in a document.</summary>
public enum ProofOutcome
{
    /// <summary>There is none of the kind that Weft reads.</summary>
    None,

    /// <summary>It is valid: the owner said this document, whoever brought it.</summary>
    Valid,

    /// <summary>It is not valid. The document counts as one without proof: an HTTP signature of the actor's still stands.</summary>
    Broken,

    /// <summary>The key can't be fetched now.</summary>
    KeyUnavailable,
}

/// <summary>What came of checking a document's integrity proof (FEP-8b32).</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Detail">One sentence for operators.</param>
/// <param name="Owner">The id of the actor who vouches for the document. Only of a valid proof.</param>
public sealed record ProofVerdict(ProofOutcome Outcome, string Detail, string? Owner = null);
