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
