using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Posts;

/// <summary>Reads in Weft's words whom the author of a foreign post lets reply and quote.</summary>
internal static class PostPolicies
{
    /// <summary>Who may reply; what nobody said anything about, everyone. Its server decides in the end, so who may ask may try.</summary>
    public static InteractionPolicy Reply(PostDocument post, RemotePerson author)
    {
        if (post.RepliesClosed)
        {
            return InteractionPolicy.Nobody;
        }

        return post.Policy?.CanReply is { } part ? Of([.. part.Automatic, .. part.Manual], author) : InteractionPolicy.Everyone;
    }

    /// <summary>Who may quote without asking; what nobody said anything about, nobody.</summary>
    public static InteractionPolicy Quote(PostDocument post, RemotePerson author) =>
        post.Policy?.CanQuote is { } part ? Of(part.Automatic, author) : InteractionPolicy.Nobody;

    /// <summary>Who may quote when the author says yes; null for nobody.</summary>
    public static InteractionPolicy? QuoteOnRequest(PostDocument post, RemotePerson author) =>
        post.Policy?.CanQuote is { Manual.Count: > 0 } part && Of(part.Manual, author) is not InteractionPolicy.Nobody and var asked
            ? asked
            : null;

    /// <summary>Who may like, or may try; null for everyone.</summary>
    public static InteractionPolicy? Like(PostDocument post, RemotePerson author) => Try(post.Policy?.CanLike, author);

    /// <summary>Who may repost, or may try; null for everyone.</summary>
    public static InteractionPolicy? Repost(PostDocument post, RemotePerson author) => Try(post.Policy?.CanAnnounce, author);

    private static InteractionPolicy? Try(ForeignPolicyPart? part, RemotePerson author) =>
        part is not null && Of([.. part.Automatic, .. part.Manual], author) is not InteractionPolicy.Everyone and var who ? who : null;

    private static InteractionPolicy Of(IReadOnlyList<string> ids, RemotePerson author)
    {
        if (ids.Contains(ActivityStreams.Public))
        {
            return InteractionPolicy.Everyone;
        }

        return author.Followers is { } followers && ids.Any(id => WebAddress.SameId(id, followers))
            ? InteractionPolicy.Followers
            : InteractionPolicy.Nobody;
    }
}
