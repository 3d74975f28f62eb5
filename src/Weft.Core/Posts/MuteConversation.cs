using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account wants no more notifications from the conversation that a post belongs to.</summary>
/// <param name="AccountId">Who mutes.</param>
/// <param name="PostId">Any post of the conversation, or a repost of it.</param>
public sealed record MuteConversation(long AccountId, long PostId);

/// <summary>Mutes a conversation. Doing it twice changes nothing.</summary>
public sealed class MuteConversationHandler(IWriter writer)
{
    /// <summary>Answers the post's id; <see cref="Refusal.NotFound"/> when the account may not see it.</summary>
    public Task<Outcome<long>> RunAsync(MuteConversation command, CancellationToken cancellation) =>
        writer.RunAsync(work => MuteAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> MuteAsync(Work work, MuteConversation command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        bool muted = await work.Db.ConversationMutes.AnyAsync(
            m => m.AccountId == accountId && m.ConversationId == post.ConversationId,
            cancellation
        );
        if (muted)
        {
            return post.Id;
        }

        work.Db.ConversationMutes.Add(
            new ConversationMute
            {
                AccountId = accountId,
                ConversationId = post.ConversationId,
                Shard = SnowflakeId.ShardOf(accountId),
            }
        );
        work.Raise(new ConversationMuteChanged(accountId, post.ConversationId));
        return post.Id;
    }
}
