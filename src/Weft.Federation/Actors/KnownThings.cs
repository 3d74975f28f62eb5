using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Presenting;

namespace Weft.Federation.Actors;

/// <summary>Finds what ids name here, this server's own and others'. Asks nobody.</summary>
public sealed class KnownThings(IDbContextFactory<WeftDb> contexts, LocalAddresses addresses)
{
    private static readonly CompiledQuery<Func<WeftDb, string, CancellationToken, Task<long?>>> ForeignPost = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string id, CancellationToken cancellation) =>
                db
                    .ForeignUris.Where(u => u.Uri == id && u.Kind == ForeignKind.Post && u.GoneAt == null)
                    .Select(u => (long?)u.LocalId)
                    .FirstOrDefault()
        )
    );

    private static readonly CompiledQuery<Func<WeftDb, long, CancellationToken, Task<bool>>> HasFollowers = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long accountId, CancellationToken cancellation) =>
                // What comes to followers may overtake the answer that makes somebody one.
                db
                    .Follows.Where(f => f.FolloweeId == accountId)
                    .Select(f => f.FollowerId)
                    .Concat(db.FollowRequests.Where(r => r.FolloweeId == accountId).Select(r => r.FollowerId))
                    .Any(id => db.Accounts.Any(a => a.Id == id && a.Domain == null))
        )
    );

    /// <summary>True when an id is one of this server's own, or would be.</summary>
    public bool IsLocal(string id) => Documents.Origin.Same(id, addresses.InstanceActor);

    /// <summary>The account of an actor's id; null when there is none.</summary>
    public async Task<long?> AccountAsync(string? id, CancellationToken cancellation) =>
        id is null ? null : (await AccountsAsync([id], cancellation)).Cast<long?>().FirstOrDefault();

    /// <summary>This server's account of an actor's id; null when it is another's or there is none.</summary>
    public Task<long?> LocalAccountAsync(string? id, CancellationToken cancellation) =>
        id is not null && addresses.Parse(id) is { Kind: LocalKind.Actor } ? AccountAsync(id, cancellation) : Task.FromResult<long?>(null);

    /// <summary>The accounts of those ids that are known.</summary>
    public async Task<IReadOnlyList<long>> AccountsAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        List<string> names = [];
        List<string> foreign = [];
        foreach (string id in ids.Distinct())
        {
            if (addresses.Parse(id) is { Kind: LocalKind.Actor, Username: { } username })
            {
                names.Add(username);
            }
            else if (!IsLocal(id))
            {
                foreign.Add(id);
            }
        }

        if (names.Count + foreign.Count == 0)
        {
            return [];
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<long> found =
            names.Count == 0
                ? []
                : await db
                    .Handles.Where(h => names.Contains(h.Name) && h.RetiredAt == null)
                    .Select(h => h.AccountId)
                    .ToListAsync(cancellation);
        if (foreign.Count > 0)
        {
            found.AddRange(
                await db
                    .ForeignUris.Where(u => foreign.Contains(u.Uri) && u.Kind == ForeignKind.Account && u.GoneAt == null)
                    .Select(u => u.LocalId)
                    .ToListAsync(cancellation)
            );
        }

        return found;
    }

    /// <summary>The post, or repost, of an id; null when there is none. Of a repost also by its activity's id.</summary>
    public async Task<long?> PostAsync(string? id, CancellationToken cancellation)
    {
        if (id is null)
        {
            return null;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        if (!IsLocal(id))
        {
            return await ForeignPost.For(db)(db, id, cancellation);
        }

        return addresses.Parse(id) is { Kind: LocalKind.Post or LocalKind.PostActivity } thing
            ? await db.Posts.Where(p => p.Id == thing.Number && p.Uri == null).Select(p => (long?)p.Id).FirstOrDefaultAsync(cancellation)
            : null;
    }

    /// <summary>The post of another server whose page has that address; null when none is known. A page is believed of the post's own server alone.</summary>
    public async Task<long?> PostOfPageAsync(string address, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var known = await db
            .Posts.Where(p => p.Url == address && p.Uri != null && p.RepostOfId == null)
            .OrderByDescending(p => p.Id)
            .Select(p => new { p.Id, p.Uri })
            .Take(8)
            .ToListAsync(cancellation);
        return known.FirstOrDefault(p => Documents.Origin.Same(p.Uri, address))?.Id;
    }

    /// <summary>True when a quote, a reply, a repost or a like here stands by that stamp.</summary>
    public async Task<bool> IsStampAsync(string id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.AnyAsync(p => p.QuoteStamp == id && p.QuoteRevokedAt == null, cancellation)
            || await db.Posts.AnyAsync(p => p.Stamp == id, cancellation)
            || await db.Likes.AnyAsync(l => l.Stamp == id, cancellation);
    }

    /// <summary>True when all that stands by that stamp, and what it was done to, is for everybody to see.</summary>
    public async Task<bool> IsStampForAllAsync(string id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<Core.Posts.Post> closed = db.Posts.Where(p =>
            p.Visibility != Core.Posts.Visibility.Public && p.Visibility != Core.Posts.Visibility.Unlisted
        );
        return !await closed.AnyAsync(p => p.QuoteStamp == id || p.Stamp == id, cancellation)
            && !await db.Likes.AnyAsync(l => l.Stamp == id && closed.Any(p => p.Id == l.PostId), cancellation);
    }

    /// <summary>True when a post is for everybody to see.</summary>
    public async Task<bool> IsForAllAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.AnyAsync(
            p => p.Id == postId && (p.Visibility == Core.Posts.Visibility.Public || p.Visibility == Core.Posts.Visibility.Unlisted),
            cancellation
        );
    }

    /// <summary>
    /// Of a post of this server that asked to quote another server's post: its author's name, and the quoted post's id and
    /// its author's; null when it did not.
    /// </summary>
    public async Task<AskedQuote?> AskedQuoteAsync(long quoteId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Posts.Where(p => p.Id == quoteId && p.Uri == null)
            .Join(db.Posts.Where(q => q.Uri != null), p => p.QuoteOfId, q => q.Id, (p, q) => new { p.AuthorId, Quoted = q })
            .Join(db.Accounts, both => both.AuthorId, a => a.Id, (both, a) => new { both.Quoted, a.Username })
            .Select(found => new AskedQuote(found.Username, found.Quoted.Uri!, found.Quoted.AuthorId))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>What another server's author says of those who would answer or repost a post; null when it is this server's, or gone.</summary>
    public async Task<GuardedPost?> GuardedAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Posts.Where(p => p.Id == postId && p.Uri != null)
            .Join(
                db.Accounts.Where(a => a.Uri != null),
                p => p.AuthorId,
                a => a.Id,
                (p, a) =>
                    new GuardedPost(
                        p.Uri!,
                        a.Uri!,
                        p.ReplyOnRequest != null && p.ReplyPolicy != Core.Posts.InteractionPolicy.Everyone,
                        p.RepostPolicy != null
                    )
            )
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>True when a reply of another server is shown here by that stamp.</summary>
    public async Task<bool> HasStampAsync(string reply, string stamp, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.AnyAsync(p => p.Stamp == stamp && p.Uri == reply && p.Consent == Core.Posts.Consent.Given, cancellation);
    }

    /// <summary>The like, reply or repost of one of us that an address names, or a request for it; null when it is not there.</summary>
    public async Task<ActOfOurs?> ActAsync(LocalThing thing, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        long number = thing.Number;
        if (thing.Kind is LocalKind.Like or LocalKind.LikeRequest)
        {
            IQueryable<long> liker = db.Handles.Where(h => h.Name == thing.Username && h.RetiredAt == null).Select(h => h.AccountId);
            return await db
                .Likes.Where(l => liker.Contains(l.AccountId) && l.Id == number && l.Uri == null)
                .Select(l => new ActOfOurs(Core.Posts.Interaction.Like, l.AccountId, l.Id, l.PostId))
                .FirstOrDefaultAsync(cancellation);
        }

        return await db
            .Posts.Where(p => p.Id == number && p.Uri == null)
            .Where(p => p.RepostOfId != null || p.InReplyToId != null)
            .Select(p => new ActOfOurs(
                p.RepostOfId != null ? Core.Posts.Interaction.Repost : Core.Posts.Interaction.Reply,
                p.AuthorId,
                p.Id,
                p.RepostOfId ?? p.InReplyToId!.Value
            ))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Another server's post to which somebody here did that; null when it is this server's, or gone.</summary>
    public async Task<TargetOfAct?> TargetOfAsync(ActOfOurs act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(act);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Posts.Where(p => p.Id == act.PostId && p.Uri != null)
            .Select(p => new TargetOfAct(p.Uri!, p.AuthorId))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The stamp by its number, of a post of that account; null for none.</summary>
    public async Task<Core.Posts.InteractionStamp?> StampOfAsync(long number, long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.InteractionStamps.AsNoTracking().FirstOrDefaultAsync(s => s.Id == number && s.AccountId == accountId, cancellation);
    }

    /// <summary>The post that somebody elsewhere liked by the Like with that id; null for none.</summary>
    public async Task<long?> LikedByAsync(long accountId, string id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Likes.Where(l => l.AccountId == accountId && l.Uri == id)
            .Select(l => (long?)l.PostId)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Whom somebody elsewhere follows, or asked to, by the Follow with that id; null for nobody.</summary>
    public async Task<long?> FollowedByAsync(long accountId, string id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Follows.Where(f => f.FollowerId == accountId && f.Uri == id)
            .Select(f => (long?)f.FolloweeId)
            .Concat(db.FollowRequests.Where(r => r.FollowerId == accountId && r.Uri == id).Select(r => (long?)r.FolloweeId))
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>True when somebody on this server follows the account, or has asked to.</summary>
    public async Task<bool> HasFollowersHereAsync(RemotePerson person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.IsFollowedHere)
        {
            return true;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await HasFollowers.For(db)(db, person.AccountId, cancellation);
    }

    /// <summary>The actor's id of another server's author; null when the post was written here or is gone.</summary>
    public async Task<string?> AuthorUriAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Posts.Where(p => p.Id == postId)
            .Join(db.Accounts, p => p.AuthorId, a => a.Id, (_, a) => a.Uri)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Who wrote a post; null when it is gone.</summary>
    public async Task<long?> AuthorAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.Where(p => p.Id == postId).Select(p => (long?)p.AuthorId).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>True when the post was written here.</summary>
    public async Task<bool> IsLocalPostAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.AnyAsync(p => p.Id == postId && p.Uri == null, cancellation);
    }

    /// <summary>True when the post answers another.</summary>
    public async Task<bool> IsReplyAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.AnyAsync(p => p.Id == postId && (p.InReplyToId != null || p.InReplyToAccountId != null), cancellation);
    }

    /// <summary>Those of the accounts that are this server's own.</summary>
    public async Task<IReadOnlyList<long>> LocalAmongAsync(IReadOnlyList<long> accountIds, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Accounts.Where(a => accountIds.Contains(a.Id) && a.Domain == null).Select(a => a.Id).ToListAsync(cancellation);
    }
}

/// <summary>What a post of this server asked to quote.</summary>
/// <param name="Username">Who asked.</param>
/// <param name="QuotedUri">The id of the quoted post.</param>
/// <param name="AuthorId">Who wrote that.</param>
public sealed record AskedQuote(string Username, string QuotedUri, long AuthorId);

/// <summary>Another server's post, and what of what is done to it its author looks at.</summary>
/// <param name="Uri">Its id.</param>
/// <param name="Author">The id of its author.</param>
/// <param name="LooksAtReplies">Not everybody may reply at once.</param>
/// <param name="LooksAtReposts">Not everybody may repost at once.</param>
public sealed record GuardedPost(string Uri, string Author, bool LooksAtReplies, bool LooksAtReposts);

/// <summary>A like, a reply or a repost of one of us.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ActorId">Whose.</param>
/// <param name="Number">Its row.</param>
/// <param name="PostId">To which post it was done.</param>
public sealed record ActOfOurs(Core.Posts.Interaction Kind, long ActorId, long Number, long PostId);

/// <summary>Another server's post to which something was done.</summary>
/// <param name="Uri">Its id.</param>
/// <param name="AuthorId">Who wrote it.</param>
public sealed record TargetOfAct(string Uri, long AuthorId);
