using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Held;

/// <summary>
/// Looks through all replies that wait for those that wait for nothing any more: what was left when a long chain was let go,
/// or a server stopped in the middle of it, and what came while the reply that it answers was being shown.
/// </summary>
public sealed class ReleaseHeld(IDbContextFactory<WeftDb> contexts, IWriter writer)
{
    private const int BatchSize = 100;

    /// <summary>Goes through them until none is found, since each that is let go may free others.</summary>
    /// <returns>How many were let go.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        int all = 0;
        for (int released = 1; released > 0; all += released)
        {
            released = await RunOnceAsync(cancellation);
        }

        return all;
    }

    private async Task<int> RunOnceAsync(CancellationToken cancellation)
    {
        (int released, long after) = (0, 0);
        while (true)
        {
            List<long> found = await FindAsync(after, cancellation);
            foreach (long reply in found)
            {
                bool isFree = (
                    await writer.RunAsync<bool>(async work => await HeldBelow.ReleaseOneAsync(work, reply, cancellation), cancellation)
                ).Value;
                released += isFree ? 1 + await HeldBelow.ReleaseAsync(writer, reply, cancellation) : 0;
                after = reply;
            }

            if (found.Count < BatchSize)
            {
                return released;
            }
        }
    }

    /// <summary>
    /// Those that the rules may let be, asked of a reader in one statement, since most of what waits goes on waiting: no need
    /// for a stamp is plain to see, or there is one. <see cref="HeldBelow.ReleaseOneAsync"/> decides.
    /// </summary>
    private async Task<List<long>> FindAsync(long after, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Posts.Where(p => p.Consent == Consent.Asked && p.InReplyToId != null && p.Id > after)
            .Where(p =>
                db.Posts.Any(o =>
                    o.Id == p.InReplyToId
                    && o.Consent == Consent.Given
                    && (
                        p.Stamp != null
                        || o.Uri == null
                        || p.Uri == null && o.Named != null
                        || o.AuthorId == p.AuthorId
                        || o.ReplyOnRequest == null
                        || o.ReplyPolicy == InteractionPolicy.Everyone
                        || o.InReplyToAccountId == p.AuthorId
                        || db.PostMentions.Any(m => m.PostId == o.Id && m.AccountId == p.AuthorId)
                        || p.Uri == null
                            && o.ReplyPolicy == InteractionPolicy.Followers
                            && db.Follows.Any(f => f.FollowerId == p.AuthorId && f.FolloweeId == o.AuthorId)
                        || p.Uri == null
                            && o.ReplyPolicy == InteractionPolicy.Followed
                            && db.Follows.Any(f => f.FollowerId == o.AuthorId && f.FolloweeId == p.AuthorId)
                        || p.Uri != null
                            && db.Accounts.Any(a =>
                                a.Id == p.AuthorId
                                && (
                                    db.Accounts.Any(b => b.Id == o.AuthorId && b.Domain == a.Domain)
                                    || o.Html!.Contains("\"" + a.Uri + "\"")
                                    || o.Html!.Contains("\"" + a.Url + "\"")
                                )
                            )
                    )
                )
            )
            .OrderBy(p => p.Id)
            .Select(p => p.Id)
            .Take(BatchSize)
            .ToListAsync(cancellation);
    }
}
