using Weft.Core;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>Like and EmojiReact of a post that is known here. A reaction counts as a like, once for each person.</summary>
internal sealed class TakeLike(KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Like, ActivityKind.EmojiReact];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (await things.PostAsync(received.Activity.Object?.Id, cancellation) is not long post)
        {
            return "What is liked is not known here.";
        }

        Outcome<long> outcome = await new LikePostHandler(received.Writer).RunAsync(
            new LikePost(received.Actor.AccountId, post),
            cancellation
        );
        return outcome.Succeeded ? "The post is liked." : "The post may not be liked, or the like was taken before.";
    }
}
