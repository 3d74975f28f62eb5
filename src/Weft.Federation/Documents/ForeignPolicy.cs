namespace Weft.Federation.Documents;

/// <summary>
/// Who may do what with a post, as its author's server says and enforces (<c>interactionPolicy</c>). A part that is null
/// was not said: everybody may like, reply and announce, and nobody may quote.
/// </summary>
/// <param name="CanLike">Who may like.</param>
/// <param name="CanReply">Who may reply.</param>
/// <param name="CanAnnounce">Who may repost.</param>
/// <param name="CanQuote">Who may quote.</param>
/// <param name="CanFeature">Who may put it in a collection (FEP-7aa9).</param>
public sealed record ForeignPolicy(
    ForeignPolicyPart? CanLike,
    ForeignPolicyPart? CanReply,
    ForeignPolicyPart? CanAnnounce,
    ForeignPolicyPart? CanQuote,
    ForeignPolicyPart? CanFeature
)
{
    /// <summary>
    /// It is said in the words of GoToSocial up to 0.19 alone, which looks at likes, replies and reposts when they come and
    /// knows no requests.
    /// </summary>
    public bool IsOfOldWords { get; init; }
}

/// <summary>For whom one kind of interaction is allowed: ids of actors, of collections of actors, or everybody.</summary>
/// <param name="Automatic">Allowed at once.</param>
/// <param name="Manual">Allowed when the author says so.</param>
public sealed record ForeignPolicyPart(IReadOnlyList<string> Automatic, IReadOnlyList<string> Manual)
{
    /// <summary>What it means for somebody. Naming the person outweighs naming a collection; automatic outweighs manual.</summary>
    /// <param name="actor">The id of who asks.</param>
    /// <param name="belongsTo">True for the collections that the person is in: the author's followers, those followed.</param>
    public PolicyAnswer For(string actor, Func<string, bool> belongsTo)
    {
        ArgumentNullException.ThrowIfNull(belongsTo);
        if (Automatic.Any(id => WebAddress.SameId(id, actor)))
        {
            return PolicyAnswer.Allowed;
        }

        if (Manual.Any(id => WebAddress.SameId(id, actor)))
        {
            return PolicyAnswer.OnRequest;
        }

        if (Automatic.Any(Covers))
        {
            return PolicyAnswer.Allowed;
        }

        return Manual.Any(Covers) ? PolicyAnswer.OnRequest : PolicyAnswer.Forbidden;

        bool Covers(string id) => id == ActivityStreams.Public || belongsTo(id);
    }
}

/// <summary>What a policy means for somebody.</summary>
public enum PolicyAnswer
{
    /// <summary>No.</summary>
    Forbidden,

    /// <summary>The author is to be asked.</summary>
    OnRequest,

    /// <summary>Yes.</summary>
    Allowed,
}

/// <summary>Reads policies in the words of all versions of GoToSocial and Mastodon.</summary>
internal static class PolicyReading
{
    public static ForeignPolicy? Read(ForeignObject json) =>
        json.Objects("interactionPolicy").FirstOrDefault() is not { } policy
            ? null
            : new ForeignPolicy(
                Part(policy, "canLike"),
                Part(policy, "canReply"),
                Part(policy, "canAnnounce"),
                Part(policy, "canQuote"),
                Part(policy, "canFeature")
            )
            {
                IsOfOldWords = IsOfOldWords(policy),
            };

    private static bool IsOfOldWords(ForeignObject policy)
    {
        IEnumerable<ForeignObject> parts = ((string[])["canLike", "canReply", "canAnnounce"]).SelectMany(policy.Objects);
        return parts.Any(part => part.Has("always") || part.Has("approvalRequired"))
            && !parts.Any(part => part.Has("automaticApproval") || part.Has("manualApproval"));
    }

    private static ForeignPolicyPart? Part(ForeignObject policy, string name) =>
        policy.Objects(name).FirstOrDefault() is not { } part
            ? null
            : new ForeignPolicyPart(Entries(part, "automaticApproval", "always"), Entries(part, "manualApproval", "approvalRequired"));

    // GoToSocial 0.20 writes both spellings, 0.19 the old ones alone; a new one that is there counts alone.
    private static string[] Entries(ForeignObject part, string name, string oldName) =>
        [.. part.Ids(part.Has(name) ? name : oldName, Limits.PolicyEntries)];
}
