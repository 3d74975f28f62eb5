using Weft.Core;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>Like and EmojiReact of a post that is known here. A reaction counts as a like, once for each person; its emoji is kept.</summary>
internal sealed class TakeLike(KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Like, ActivityKind.EmojiReact];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (await things.PostAsync(received.Activity.Object?.Id, cancellation) is not long post)
        {
            return "What is liked is not known here.";
        }

        Outcome<long> outcome = await new LikePostHandler(received.Writer).RunAsync(Of(received, post), cancellation);
        return outcome.Succeeded ? "The post is liked." : "The post may not be liked, or the like was taken before.";
    }

    /// <summary>The like of a post with the emoji that came with it: one word, with the picture where it is a custom one.</summary>
    internal static LikePost Of(Received received, long post) => Of(received.Activity, received.Actor, post);

    internal static LikePost Of(ActivityDocument like, RemotePerson actor, long post)
    {
        string? emoji = like.Content is { Length: <= Like.MaxReaction } content && !content.Any(char.IsWhiteSpace) ? content : null;
        string? image = emoji is [':', .., ':'] ? like.Emojis.FirstOrDefault(tag => tag.Shortcode == emoji.Trim(':'))?.Url : null;
        return new LikePost(actor.AccountId, post, like.Id ?? $"{actor.Uri}#likes/{post}", emoji, image);
    }
}
