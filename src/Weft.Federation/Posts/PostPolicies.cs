using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Posts;

/// <summary>
/// Reads in Weft's words whom the author of a foreign post lets reply, quote, like and repost, at once or having been asked.
/// </summary>
/// <param name="post">The post.</param>
/// <param name="author">Its author.</param>
/// <param name="isLocal">True for the ids of this server.</param>
internal sealed class PostPolicies(PostDocument post, RemotePerson author, Func<string, bool> isLocal)
{
    /// <summary>Who may reply at once; what nobody said anything about, everyone.</summary>
    public InteractionPolicy Reply =>
        post.RepliesClosed ? InteractionPolicy.Nobody
        : post.Policy?.CanReply is { } part ? Of(part.Automatic)
        : InteractionPolicy.Everyone;

    /// <summary>Who else may reply when the author says yes, perhaps nobody; null where its server keeps no such policy.</summary>
    public InteractionPolicy? ReplyOnRequest =>
        !post.RepliesClosed && Asking(post.Policy?.CanReply) is { } part ? OnRequest(part) ?? InteractionPolicy.Nobody : null;

    /// <summary>Who may quote without asking; what nobody said anything about, nobody.</summary>
    public InteractionPolicy Quote => post.Policy?.CanQuote is { } part ? Of(part.Automatic) : InteractionPolicy.Nobody;

    /// <summary>Who may quote when the author says yes; null for nobody.</summary>
    public InteractionPolicy? QuoteOnRequest =>
        post.Policy?.CanQuote is { Manual.Count: > 0 } part && Of(part.Manual) is not InteractionPolicy.Nobody and var asked ? asked : null;

    /// <summary>Who may like at once; null for everyone.</summary>
    public InteractionPolicy? Like => Asking(post.Policy?.CanLike) is { } part ? Of(part.Automatic) : null;

    /// <summary>Who else may like when the author says yes; null for nobody.</summary>
    public InteractionPolicy? LikeOnRequest => Asking(post.Policy?.CanLike) is { } part ? OnRequest(part) : null;

    /// <summary>Who may repost at once; null for everyone.</summary>
    public InteractionPolicy? Repost => Asking(post.Policy?.CanAnnounce) is { } part ? Of(part.Automatic) : null;

    /// <summary>Who else may repost when the author says yes; null for nobody.</summary>
    public InteractionPolicy? RepostOnRequest => Asking(post.Policy?.CanAnnounce) is { } part ? OnRequest(part) : null;

    /// <summary>Its server takes no requests: it says so in the old words alone.</summary>
    public bool LooksAtActs => post.Policy?.IsOfOldWords == true;

    private ForeignPolicyPart? Asking(ForeignPolicyPart? part) =>
        part is not null && Of(part.Automatic) != InteractionPolicy.Everyone ? part : null;

    /// <summary>Where somebody of this server is named, everybody here may ask: its server knows whom it means.</summary>
    private InteractionPolicy? OnRequest(ForeignPolicyPart part)
    {
        InteractionPolicy asked = part.Automatic.Concat(part.Manual).Any(isLocal) ? InteractionPolicy.Everyone : Of(part.Manual);
        return asked == InteractionPolicy.Nobody ? null : asked;
    }

    private InteractionPolicy Of(IReadOnlyList<string> ids) =>
        ids.Contains(ActivityStreams.Public) ? InteractionPolicy.Everyone
        : Has(ids, author.Followers) ? InteractionPolicy.Followers
        : Has(ids, author.Following) ? InteractionPolicy.Followed
        : InteractionPolicy.Nobody;

    private static bool Has(IReadOnlyList<string> ids, string? collection) =>
        collection is not null && ids.Any(id => WebAddress.SameId(id, collection));
}
