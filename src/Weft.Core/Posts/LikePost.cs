using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account likes a post; liking a repost likes its original.</summary>
/// <param name="AccountId">Who likes.</param>
/// <param name="PostId">The post, or a repost of it.</param>
/// <param name="Uri">The id of the other server's Like, when the account is of another server.</param>
/// <param name="Reaction">The emoji that it came with; null for none.</param>
/// <param name="ReactionImage">The picture of a custom emoji; null for none.</param>
public sealed record LikePost(long AccountId, long PostId, string? Uri = null, string? Reaction = null, string? ReactionImage = null);

/// <summary>Likes a post. Doing it twice changes nothing but the reaction, of which the last one counts.</summary>
public sealed class LikePostHandler(IWriter writer)
{
    /// <summary>Answers the id of the post that is liked; <see cref="Refusal.NotFound"/> when the account may not see it, <see cref="Refusal.NotAllowed"/> when its author does not let it be liked.</summary>
    public Task<Outcome<long>> RunAsync(LikePost command, CancellationToken cancellation) =>
        writer.RunAsync(work => LikeAsync(work, command, cancellation), cancellation);

    internal static async Task<Outcome<long>> LikeAsync(Work work, LikePost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        if (await work.Db.Likes.AnyAsync(l => l.AccountId == accountId && l.PostId == post.Id, cancellation))
        {
            return await AgainAsync(work, command, post, cancellation);
        }

        Leave leave = post.ForLike(accountId);
        if (leave == Leave.Refused)
        {
            return Refused.NotAllowed("The author does not let you like this post.");
        }

        if (!await post.KeepAsync(work, accountId, cancellation))
        {
            return Refused.NotFound;
        }

        int shard = SnowflakeId.ShardOf(accountId);
        Like like = new()
        {
            AccountId = accountId,
            PostId = post.Id,
            Id = work.Ids.Next(shard),
            Shard = shard,
            Uri = command.Uri,
            Reaction = command.Reaction,
            ReactionImage = command.ReactionImage,
            Consent = leave == Leave.OnRequest ? Consent.Asked : Consent.Given,
        };
        work.Db.Likes.Add(like);
        work.Raise(new PostMarkChanged(accountId, post.Id, PostMarks.Liked, true));
        if (leave == Leave.OnRequest)
        {
            work.Ask(Interaction.Like, accountId, post, like.Id, visibility: null);
            return post.Id;
        }

        if (post.IsForeign && post.ActorIsLocal)
        {
            work.TellOfMark(OutboxAct.Like, accountId, post, like.Id);
        }

        Counting.Note(work, accountId, post.Id, CountKind.Likes, 1);
        await Notifier.AddAsync(work, NotificationKind.Like, post.AuthorId, accountId, post.Id, post.ConversationId, cancellation);
        return post.Id;
    }

    private static async Task<long> AgainAsync(Work work, LikePost command, PostTarget post, CancellationToken cancellation)
    {
        if (command.Uri is not null)
        {
            await work
                .Db.Likes.Where(l => l.AccountId == command.AccountId && l.PostId == post.Id)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(l => l.Uri, command.Uri)
                            .SetProperty(l => l.Reaction, command.Reaction)
                            .SetProperty(l => l.ReactionImage, command.ReactionImage),
                    cancellation
                );
        }

        return post.Id;
    }
}
