using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>Who liked and reposted a post, and what quotes it. The caller has made sure that the viewer may see the post.</summary>
public sealed class PostAudienceReader(IDbContextFactory<WeftDb> contexts, PostReader posts, AccountReader accounts, TimeProvider clock)
{
    /// <summary>Those who like the post, the last first, paged by the likes' ids. A scatter read: likes live with who likes.</summary>
    public async Task<Page<AccountModel>> ReadLikersAsync(long postId, long? viewerId, PageRequest request, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await PageAsync(
            db,
            db.Likes.Where(l => l.PostId == postId && (l.Consent == Consent.Given || l.AccountId == viewerId))
                .Select(l => new Row { Key = l.Id, AccountId = l.AccountId }),
            viewerId,
            request,
            cancellation
        );
    }

    /// <summary>Those who reposted the post, the last first, paged by the reposts' ids. A scatter read.</summary>
    public async Task<Page<AccountModel>> ReadRepostersAsync(
        long postId,
        long? viewerId,
        PageRequest request,
        CancellationToken cancellation
    )
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await PageAsync(
            db,
            db.Posts.Where(p => p.RepostOfId == postId).VisibleTo(db, viewerId).Select(p => new Row { Key = p.Id, AccountId = p.AuthorId }),
            viewerId,
            request,
            cancellation
        );
    }

    /// <summary>The posts that quote the post and that the viewer wants to see, newest first. A scatter read.</summary>
    public async Task<Page<PostView>> ReadQuotesAsync(long postId, long? viewerId, PageRequest request, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Post> quotes = db
            .Posts.Where(p => p.QuoteOfId == postId && p.QuoteRevokedAt == null && p.QuoteConsent == Consent.Given)
            .WantedBy(db, viewerId, Moment.Now(clock));
        return await posts.PageAsync(quotes, viewerId, request, cancellation);
    }

    private async Task<Page<AccountModel>> PageAsync(
        WeftDb db,
        IQueryable<Row> rows,
        long? viewerId,
        PageRequest request,
        CancellationToken cancellation
    )
    {
        long above = request.Above;
        long below = request.Below;
        rows = rows.Where(r => r.Key > above && r.Key < below);
        rows = rows.Where(r => !db.Accounts.Any(a => a.Id == r.AccountId && a.Standing == HostPolicy.Suspended));
        if (viewerId is long viewer)
        {
            IQueryable<ShutOut> shut = db.ShutOut();
            rows = rows.Where(r =>
                !shut.Any(s => s.AccountId == viewer && s.TargetId == r.AccountId)
                && !db.Blocks.Any(b =>
                    b.AccountId == viewer && b.TargetId == r.AccountId || b.AccountId == r.AccountId && b.TargetId == viewer
                )
            );
        }

        List<Row> page = await (request.Upwards ? rows.OrderBy(r => r.Key) : rows.OrderByDescending(r => r.Key))
            .Take(request.Limit)
            .ToListAsync(cancellation);
        if (request.Upwards)
        {
            page.Reverse();
        }

        IReadOnlyList<AccountModel> people = await accounts.ReadAsync([.. page.Select(r => r.AccountId)], cancellation);
        return page.Count == 0
            ? new Page<AccountModel>([], null, null, false)
            : new Page<AccountModel>(people, page[0].Key, page[^1].Key, page.Count == request.Limit);
    }

    private sealed class Row
    {
        public long Key { get; init; }
        public long AccountId { get; init; }
    }
}
