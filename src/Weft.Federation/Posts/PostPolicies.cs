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
internal sealed class PostPolicies(PostDocument post, RemotePerson author)
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

    /// <summary>The ids that its policies name one by one.</summary>
    public IEnumerable<string> Named =>
        ((ForeignPolicyPart?[])[post.Policy?.CanLike, post.Policy?.CanReply, post.Policy?.CanAnnounce, post.Policy?.CanQuote])
            .OfType<ForeignPolicyPart>()
            .SelectMany(part => part.Automatic.Concat(part.Manual))
            .Distinct();

    /// <summary>What they say to somebody whom they name.</summary>
    /// <param name="id">The id that is named.</param>
    /// <param name="accountId">Whose it is.</param>
    public NamedLeave For(string id, long accountId) =>
        new(
            accountId,
            NamedIn(post.Policy?.CanLike, id),
            post.RepliesClosed ? null : NamedIn(post.Policy?.CanReply, id),
            NamedIn(post.Policy?.CanAnnounce, id),
            NamedIn(post.Policy?.CanQuote, id)
        );

    private static Leave? NamedIn(ForeignPolicyPart? part, string id) =>
        part is null ? null
        : part.Automatic.Contains(id) ? Leave.Given
        : part.Manual.Contains(id) ? Leave.OnRequest
        : null;

    private ForeignPolicyPart? Asking(ForeignPolicyPart? part) =>
        part is not null && Of(part.Automatic) != InteractionPolicy.Everyone ? part : null;

    private InteractionPolicy? OnRequest(ForeignPolicyPart part) =>
        Of(part.Manual) is not InteractionPolicy.Nobody and var asked ? asked : null;

    private InteractionPolicy Of(IReadOnlyList<string> ids) =>
        ids.Contains(ActivityStreams.Public) ? InteractionPolicy.Everyone
        : Has(ids, author.Followers) ? InteractionPolicy.Followers
        : Has(ids, author.Following) ? InteractionPolicy.Followed
        : InteractionPolicy.Nobody;

    private static bool Has(IReadOnlyList<string> ids, string? collection) =>
        collection is not null && ids.Any(id => WebAddress.SameId(id, collection));
}
