using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>The author of another server's post, who looks at each reply first, has let a reply of this server stand.</summary>
/// <param name="AuthorId">Who answers: the author of what is replied to.</param>
/// <param name="ReplyId">The reply.</param>
/// <param name="Stamp">The id of the stamp.</param>
public sealed record ReceiveReplyApproval(long AuthorId, long ReplyId, string Stamp);

/// <summary>Keeps the stamp, and tells those who have the reply: third servers show it when they find the stamp in it.</summary>
public sealed class ReceiveReplyApprovalHandler(IWriter writer)
{
    /// <summary>True when it is news; <see cref="Refusal.NotFound"/> when the post is no reply of this server to that author.</summary>
    public Task<Outcome<bool>> RunAsync(ReceiveReplyApproval command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.RunAsync(work => TakeAsync(work, command, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> TakeAsync(Work work, ReceiveReplyApproval command, CancellationToken cancellation)
    {
        Post? reply = await work
            .Db.Posts.Include(p => p.Mentions)
            .FirstOrDefaultAsync(
                p => p.Id == command.ReplyId && p.InReplyToAccountId == command.AuthorId && p.Uri == null && p.RepostOfId == null,
                cancellation
            );
        if (reply is null)
        {
            return Refused.NotFound;
        }

        if (reply.ReplyStamp == command.Stamp)
        {
            return false;
        }

        reply.ReplyStamp = command.Stamp;
        work.TellOfPost(
            OutboxAct.EditPost,
            reply,
            [.. PublishPostHandler.PostAudienceIds(reply), .. await OutboxReach.OfPostAsync(work, reply.Id, cancellation)]
        );
        work.Raise(new PostEdited(reply.Id, reply.AuthorId));
        return true;
    }
}
