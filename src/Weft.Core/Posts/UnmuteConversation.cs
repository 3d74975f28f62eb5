using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account wants notifications from a conversation again.</summary>
/// <param name="AccountId">Who muted it.</param>
/// <param name="PostId">Any post of the conversation, or a repost of it.</param>
public sealed record UnmuteConversation(long AccountId, long PostId);

/// <summary>Unmutes a conversation. Where it is not muted this changes nothing.</summary>
public sealed class UnmuteConversationHandler(IWriter writer)
{
    /// <summary>Answers the post's id; <see cref="Refusal.NotFound"/> when the account may not see it.</summary>
    public Task<Outcome<long>> RunAsync(UnmuteConversation command, CancellationToken cancellation) =>
        writer.RunAsync(work => UnmuteAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> UnmuteAsync(Work work, UnmuteConversation command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget post)
        {
            return Refused.NotFound;
        }

        int removed = await work
            .Db.ConversationMutes.Where(m => m.AccountId == accountId && m.ConversationId == post.ConversationId)
            .ExecuteDeleteAsync(cancellation);
        if (removed > 0)
        {
            work.Raise(new ConversationMuteChanged(accountId, post.ConversationId));
        }

        return post.Id;
    }
}
