using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An author changes who may reply to or quote a post from now on.</summary>
/// <param name="AccountId">The author.</param>
/// <param name="PostId">The post.</param>
/// <param name="ReplyPolicy">Who may reply; null to leave it.</param>
/// <param name="QuotePolicy">Who may quote; null to leave it. What not everyone may see stays unquotable whatever is said here.</param>
public sealed record SetInteractionPolicy(long AccountId, long PostId, InteractionPolicy? ReplyPolicy, InteractionPolicy? QuotePolicy);

/// <summary>Changes the policies of a post. Replies and quotes that were made before stay.</summary>
public sealed class SetInteractionPolicyHandler(IWriter writer)
{
    /// <summary>Answers the post's id; <see cref="Refusal.NotFound"/> when it is not the account's own.</summary>
    public Task<Outcome<long>> RunAsync(SetInteractionPolicy command, CancellationToken cancellation) =>
        writer.RunAsync(work => SetAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<long>> SetAsync(Work work, SetInteractionPolicy command, CancellationToken cancellation)
    {
        Post? post = await work.Db.Posts.FirstOrDefaultAsync(
            p => p.Id == command.PostId && p.AuthorId == command.AccountId && p.RepostOfId == null,
            cancellation
        );
        if (post is null)
        {
            return Refused.NotFound;
        }

        post.ReplyPolicy = command.ReplyPolicy ?? post.ReplyPolicy;
        post.QuotePolicy = QuotePolicyFor(post.Visibility, command.QuotePolicy ?? post.QuotePolicy);
        if (work.Db.ChangeTracker.HasChanges())
        {
            work.Raise(new PostEdited(post.Id, post.AuthorId));
            work.TellOfPost(OutboxAct.EditPost, post, await OutboxReach.OfPostAsync(work, post.Id, cancellation));
        }

        return post.Id;
    }

    /// <summary>The policy that holds: what not everyone may see is quoted by its author alone.</summary>
    internal static InteractionPolicy QuotePolicyFor(Visibility visibility, InteractionPolicy chosen) =>
        Counting.CountsForOthers(visibility) ? chosen : InteractionPolicy.Nobody;
}
