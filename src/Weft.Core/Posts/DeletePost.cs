using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Remote;
using Weft.Core.Media;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An author deletes a post, or takes a repost back by its own row.</summary>
/// <param name="AccountId">The author.</param>
/// <param name="PostId">The post.</param>
/// <param name="KeepMedia">Whether its media stay for a day as uploads, so that it can be written anew; else their files go at once.</param>
public sealed record DeletePost(long AccountId, long PostId, bool KeepMedia = false);

/// <summary>
/// Deletes a post for good, with all that others did with it: reposts, likes, bookmarks, notifications. Replies and
/// quotes stay.
/// </summary>
public sealed class DeletePostHandler(IWriter writer)
{
    /// <summary>
    /// Answers the post as it was, with mentions and tags, so that it can be written anew; <see cref="Refusal.NotFound"/>
    /// when it is not the account's own.
    /// </summary>
    public Task<Outcome<Post>> RunAsync(DeletePost command, CancellationToken cancellation) =>
        writer.RunAsync(work => DeleteAsync(work, command, cancellation), cancellation);

    private static async Task<Outcome<Post>> DeleteAsync(Work work, DeletePost command, CancellationToken cancellation)
    {
        IQueryable<Post> own = work
            .Db.Posts.AsNoTracking()
            .Include(p => p.Mentions)
            .Include(p => p.Tags)
            .AsSplitQuery()
            .Where(p => p.Id == command.PostId && p.AuthorId == command.AccountId);
        Post? post = await own.FirstOrDefaultAsync(cancellation);
        if (post is { Consent: Consent.Asked })
        {
            // Not while the answer is being taken: it decides who has to hear.
            await Counting.LockAuthorAsync(work, command.AccountId, cancellation);
            post = await own.FirstOrDefaultAsync(cancellation);
        }

        if (post is null)
        {
            return Refused.NotFound;
        }

        if (post.RepostOfId is long originalId)
        {
            return
                await PostTarget.FindEvenHiddenAsync(work.Db, originalId, cancellation) is TargetFacts original
                && await UndoRepostHandler.RemoveAsync(work, command.AccountId, original, isRefused: false, cancellation)
                ? post
                : Refused.NotFound;
        }

        List<long> reached = post.Uri is null ? await OutboxReach.OfPostAsync(work, post.Id, cancellation) : [];
        // First, so that of two deletions at once the second finds nothing, and nothing is counted down twice.
        if (await work.Db.Posts.Where(p => p.Id == post.Id).ExecuteDeleteAsync(cancellation) == 0)
        {
            return Refused.NotFound;
        }

        if (post.Uri is null)
        {
            LeaveTrace(work, post);
            work.TellOfPost(OutboxAct.DeletePost, post, [.. PublishPostHandler.PostAudienceIds(post), .. reached]);
        }
        else
        {
            await ForeignUris.MarkGoneAsync(work, post.Uri, ForeignKind.Post, cancellation);
        }

        work.Raise(new PostDeleted(post.Id, post.AuthorId));
        await PostMedia.ReleaseAsync(work, post, command.KeepMedia, cancellation);
        await RemoveRepostsAsync(work, post.Id, cancellation);
        await RemoveMarksAsync(work.Db, post.Id, cancellation);
        await CountDownAsync(work, post, cancellation);
        return post;
    }

    private static void LeaveTrace(Work work, Post post)
    {
        // That there was something for fewer people is nobody's business.
        if (Counting.CountsForOthers(post))
        {
            work.Db.GonePosts.Add(
                new GonePost
                {
                    Id = post.Id,
                    Shard = post.Shard,
                    AuthorId = post.AuthorId,
                    GoneAt = work.Now,
                }
            );
        }
    }

    private static async Task RemoveRepostsAsync(Work work, long postId, CancellationToken cancellation)
    {
        IQueryable<Post> reposts = work.Db.Posts.Where(p => p.RepostOfId == postId);
        var rows = await reposts.Select(p => new { p.Id, p.AuthorId }).ToListAsync(cancellation);
        if (rows.Count == 0)
        {
            return;
        }

        await work
            .Db.Accounts.Where(a => reposts.Any(p => p.AuthorId == a.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.PostsCount, a => a.PostsCount - 1), cancellation);
        await reposts.ExecuteDeleteAsync(cancellation);
        foreach (var repost in rows)
        {
            work.Raise(new PostDeleted(repost.Id, repost.AuthorId));
        }

        work.Raise(new AccountCountsChanged([.. rows.Select(r => r.AuthorId)]));
    }

    private static async Task RemoveMarksAsync(WeftDb db, long postId, CancellationToken cancellation)
    {
        await db.Likes.Where(l => l.PostId == postId).ExecuteDeleteAsync(cancellation);
        await db.PollVotes.Where(v => v.PostId == postId).ExecuteDeleteAsync(cancellation);
        await db.InteractionStamps.Where(s => s.PostId == postId).ExecuteDeleteAsync(cancellation);
        await db.Bookmarks.Where(b => b.PostId == postId).ExecuteDeleteAsync(cancellation);
        await db.Notifications.Where(n => n.PostId == postId).ExecuteDeleteAsync(cancellation);
        await db.CountChanges.Where(c => c.TargetId == postId).ExecuteDeleteAsync(cancellation);
    }

    private static async Task CountDownAsync(Work work, Post post, CancellationToken cancellation)
    {
        if (Counting.CountsForOthers(post) && post.InReplyToId is long parent)
        {
            Counting.Note(work, post.AuthorId, parent, CountKind.Replies, -1);
        }

        if (Counting.CountsForOthers(post) && post is { QuoteOfId: long quoted, QuoteRevokedAt: null, QuoteConsent: Consent.Given })
        {
            Counting.Note(work, post.AuthorId, quoted, CountKind.Quotes, -1);
        }

        if (Counting.CountsForAuthor(post.Visibility))
        {
            await Counting.TakeFromAuthorAsync(work, post.AuthorId, cancellation);
        }
    }
}
