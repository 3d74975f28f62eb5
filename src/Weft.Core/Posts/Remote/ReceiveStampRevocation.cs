using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Outbox;
using Weft.Core.Posts.Held;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>
/// The author of another server's post takes back what a stamp let be: a quote (FEP-044f), a reply, a repost, a like
/// (GoToSocial). The stamp is no more.
/// </summary>
/// <param name="AuthorId">Who wrote the post that the stamp was about.</param>
/// <param name="Stamp">The id of the stamp.</param>
public sealed record ReceiveStampRevocation(long AuthorId, string Stamp)
{
    /// <summary>
    /// The author's activity as it came, to be passed on to those who have a quote of this server that ends; null when it is
    /// not passed on.
    /// </summary>
    public string? Said { get; init; }
}

/// <summary>Ends what the stamp let be, of this server and of others.</summary>
public sealed class ReceiveStampRevocationHandler(IWriter writer)
{
    /// <summary>How much ends at once at most; one stamp is for one thing.</summary>
    private const int Most = 100;

    /// <summary>Answers how much ended; 0 for a stamp that nothing here has, or that is another author's.</summary>
    public Task<Outcome<int>> RunAsync(ReceiveStampRevocation command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.RunAsync<int>(
            async work =>
                await QuotesAsync(work, command, cancellation)
                + await RepliesAsync(work, command, cancellation)
                + await MarksAsync(work, command, cancellation),
            cancellation
        );
    }

    private static async Task<int> QuotesAsync(Work work, ReceiveStampRevocation command, CancellationToken cancellation)
    {
        IQueryable<Post> quotes = work.Db.Posts.Where(p => p.QuoteStamp == command.Stamp && p.QuoteOfAccountId == command.AuthorId);
        List<Post> ours = command.Said is null
            ? []
            : await quotes
                .AsNoTracking()
                .Include(p => p.Mentions)
                .Where(p => p.Uri == null && p.QuoteRevokedAt == null)
                .Take(Most)
                .ToListAsync(cancellation);
        int ended = await QuoteEnd.WithdrawAsync(work, quotes, cancellation);
        foreach (Post quote in ours)
        {
            OutboxEntry entry = work.TellOfPost(
                OutboxAct.PassOnRevocation,
                quote,
                [.. PublishPostHandler.PostAudienceIds(quote), .. await OutboxReach.OfPostAsync(work, quote.Id, cancellation)]
            );
            entry.RecipientIds.Remove(command.AuthorId);
            entry.Body = command.Said;
        }

        return ended;
    }

    private static async Task<int> RepliesAsync(Work work, ReceiveStampRevocation command, CancellationToken cancellation)
    {
        IQueryable<Post> replies = work.Db.Posts.Where(p =>
            p.Stamp == command.Stamp && p.InReplyToAccountId == command.AuthorId && p.RepostOfId == null
        );
        // All at once and in the order of their ids, so that two such commands don't lock crosswise.
        long[] authors = [.. await replies.Select(p => p.AuthorId).Distinct().OrderBy(id => id).Take(Most).ToListAsync(cancellation)];
        await AccountLock.TakeThoseAsync(work, cancellation, authors);
        int ended = 0;
        foreach (
            Post reply in await replies
                .Include(p => p.Mentions)
                .Where(p => authors.Contains(p.AuthorId))
                .OrderBy(p => p.Id)
                .Take(Most)
                .ToListAsync(cancellation)
        )
        {
            ended += await HeldPosts.RefuseAsync(work, reply, cancellation) ? 1 : 0;
        }

        return ended;
    }

    private static async Task<int> MarksAsync(Work work, ReceiveStampRevocation command, CancellationToken cancellation)
    {
        IQueryable<long> theirs = work.Db.Posts.Where(p => p.AuthorId == command.AuthorId).Select(p => p.Id);
        var reposts = await work
            .Db.Posts.Where(p => p.Stamp == command.Stamp && p.RepostOfId != null && theirs.Contains(p.RepostOfId.Value))
            .Select(p => new { By = p.AuthorId, Of = p.RepostOfId!.Value })
            .Take(Most)
            .ToListAsync(cancellation);
        var likes = await work
            .Db.Likes.Where(l => l.Stamp == command.Stamp && theirs.Contains(l.PostId))
            .Select(l => new { By = l.AccountId, Of = l.PostId })
            .Take(Most)
            .ToListAsync(cancellation);
        int ended = 0;
        foreach (var repost in reposts)
        {
            ended +=
                await PostTarget.FindEvenHiddenAsync(work.Db, repost.Of, cancellation) is { } original
                && await UndoRepostHandler.RemoveAsync(work, repost.By, original, isRefused: true, cancellation)
                    ? 1
                    : 0;
        }

        foreach (var like in likes)
        {
            ended +=
                await PostTarget.FindEvenHiddenAsync(work.Db, like.Of, cancellation) is { } post
                && await UnlikePostHandler.RemoveAsync(work, like.By, post, isRefused: true, cancellation)
                    ? 1
                    : 0;
        }

        return ended;
    }
}
