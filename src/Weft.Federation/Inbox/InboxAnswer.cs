using Weft.Federation.Signatures;

namespace Weft.Federation.Inbox;

/// <summary>What the sender is answered.</summary>
/// <param name="Status">
/// 202 when taken, or when there was nothing to do; 400, 401, 403, 413, 415 for what no second try would mend; 503 for what
/// may pass. Never 410, which some take for the end of the whole server.
/// </param>
/// <param name="Detail">One sentence for the sender's operator and for ours. Holds nothing secret.</param>
public sealed record InboxAnswer(int Status, string Detail)
{
    /// <summary>The signature, when it was good; null without one.</summary>
    public SignatureVerdict? Signature { get; init; }

    /// <summary>It is 503 for a reason that the next try is likely to meet again.</summary>
    internal bool IsLasting { get; init; }

    internal static InboxAnswer Taken(string what) => new(202, what);
}
