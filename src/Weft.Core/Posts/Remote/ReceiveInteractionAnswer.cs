using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Posts.Held;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>The author of another server's post says whether a like, a reply or a repost of somebody here may stand.</summary>
/// <param name="AuthorId">Who answers.</param>
/// <param name="Kind">What was done or asked for.</param>
/// <param name="ActorId">Who did it or asked.</param>
/// <param name="SubjectId">The like, the reply, the repost.</param>
/// <param name="Stamp">The id of the stamp, which has been checked; null for a no.</param>
public sealed record ReceiveInteractionAnswer(long AuthorId, Interaction Kind, long ActorId, long SubjectId, string? Stamp);

/// <summary>
/// Takes the answer. What waited is told to everybody with a yes, as if it were done now; a no hides a reply from all but
/// its author, and takes a like or repost back, also after a yes. A reply that was refused stays so.
/// </summary>
public sealed class ReceiveInteractionAnswerHandler(IWriter writer)
{
    /// <summary>True when something changed; <see cref="Refusal.NotFound"/> when nothing of that kind was done to that author's posts.</summary>
    public async Task<Outcome<bool>> RunAsync(ReceiveInteractionAnswer command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        Outcome<bool> taken = await writer.RunAsync(work => TakeAsync(work, command, cancellation), cancellation);
        if (taken is { Succeeded: true, Value: true } && command is { Kind: Interaction.Reply, Stamp: not null })
        {
            await HeldBelow.ReleaseAsync(writer, command.SubjectId, cancellation);
        }

        return taken;
    }

    private static async Task<Outcome<bool>> TakeAsync(Work work, ReceiveInteractionAnswer command, CancellationToken cancellation)
    {
        await Counting.LockAuthorAsync(work, command.ActorId, cancellation);
        return command.Kind switch
        {
            Interaction.Like => await LikeAsync(work, command, cancellation),
            Interaction.Repost => await RepostAsync(work, command, cancellation),
            _ => await ReplyAsync(work, command, cancellation),
        };
    }

    private static async Task<Outcome<bool>> LikeAsync(Work work, ReceiveInteractionAnswer command, CancellationToken cancellation)
    {
        Like? like = await work.Db.Likes.FirstOrDefaultAsync(
            l => l.AccountId == command.ActorId && l.Id == command.SubjectId && l.Uri == null,
            cancellation
        );
        if (like is null || await TargetAsync(work, like.PostId, command.AuthorId, cancellation) is not { } post)
        {
            return Refused.NotFound;
        }

        if (command.Stamp is not { } stamp)
        {
            work.Db.Entry(like).State = EntityState.Detached;
            return await UnlikePostHandler.RemoveAsync(work, command.ActorId, post, isRefused: true, cancellation);
        }

        if (like.Consent == Consent.Given)
        {
            bool isNews = like.Stamp != stamp;
            like.Stamp = stamp;
            return isNews;
        }

        (like.Consent, like.Stamp) = (Consent.Given, stamp);
        if (!post.LooksAtActs)
        {
            work.TellOfMark(OutboxAct.Like, command.ActorId, post, like.Id).Stamp = stamp;
        }

        Counting.Note(work, command.ActorId, post.Id, CountKind.Likes, 1);
        return true;
    }

    private static async Task<Outcome<bool>> RepostAsync(Work work, ReceiveInteractionAnswer command, CancellationToken cancellation)
    {
        Post? repost = await work.Db.Posts.FirstOrDefaultAsync(
            p => p.Id == command.SubjectId && p.AuthorId == command.ActorId && p.Uri == null && p.RepostOfId != null,
            cancellation
        );
        if (repost is null || await TargetAsync(work, repost.RepostOfId!.Value, command.AuthorId, cancellation) is not { } original)
        {
            return Refused.NotFound;
        }

        if (command.Stamp is not { } stamp)
        {
            work.Db.Entry(repost).State = EntityState.Detached;
            return await UndoRepostHandler.RemoveAsync(work, command.ActorId, original, isRefused: true, cancellation);
        }

        bool isNews = repost.Stamp != stamp;
        bool waited = repost.Consent != Consent.Given;
        (repost.Consent, repost.Stamp) = (Consent.Given, stamp);
        if (waited || isNews)
        {
            work.Raise(new PostEdited(repost.Id, repost.AuthorId));
        }

        if (waited)
        {
            RepostPostHandler.Tell(work, repost, original, isOurs: true);
        }
        else if (isNews)
        {
            // It stood without a stamp, and third servers that look for one have left it out.
            RepostPostHandler.Announce(work, repost, original);
        }

        return isNews;
    }

    private static async Task<Outcome<bool>> ReplyAsync(Work work, ReceiveInteractionAnswer command, CancellationToken cancellation)
    {
        Post? reply = await work
            .Db.Posts.Include(p => p.Mentions)
            .FirstOrDefaultAsync(
                p =>
                    p.Id == command.SubjectId
                    && p.AuthorId == command.ActorId
                    && p.InReplyToAccountId == command.AuthorId
                    && p.Uri == null
                    && p.RepostOfId == null,
                cancellation
            );
        if (reply is null)
        {
            return Refused.NotFound;
        }

        if (command.Stamp is not { } stamp)
        {
            return await HeldPosts.RefuseAsync(work, reply, cancellation);
        }

        if (reply.Consent == Consent.Refused || reply.Stamp == stamp)
        {
            return false;
        }

        if (
            reply.Consent == Consent.Asked
            && await work.Db.Posts.AnyAsync(p => p.Id == reply.InReplyToId && p.Consent != Consent.Given, cancellation)
        )
        {
            // Once what it answers is shown, it is shown with it.
            reply.Stamp = stamp;
            return true;
        }

        if (reply.Consent == Consent.Asked)
        {
            await HeldPosts.ReleaseAsync(work, reply, stamp, cancellation);
            return true;
        }

        // It stood without a stamp, and third servers show it when they find one in it.
        reply.Stamp = stamp;
        work.TellOfPost(
            OutboxAct.EditPost,
            reply,
            [.. PublishPostHandler.PostAudienceIds(reply), .. await OutboxReach.OfPostAsync(work, reply.Id, cancellation)]
        );
        work.Raise(new PostEdited(reply.Id, reply.AuthorId));
        return true;
    }

    private static async Task<TargetFacts?> TargetAsync(Work work, long postId, long authorId, CancellationToken cancellation) =>
        await PostTarget.FindEvenHiddenAsync(work.Db, postId, cancellation) is { IsForeign: true } post && post.AuthorId == authorId
            ? post
            : null;
}
