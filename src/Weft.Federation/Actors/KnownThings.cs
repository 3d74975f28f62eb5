using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Presenting;

namespace Weft.Federation.Actors;

/// <summary>Finds what ids name here, this server's own and others'. Asks nobody.</summary>
public sealed class KnownThings(IDbContextFactory<WeftDb> contexts, LocalAddresses addresses)
{
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
            return await db
                .ForeignUris.Where(u => u.Uri == id && u.Kind == ForeignKind.Post && u.GoneAt == null)
                .Select(u => (long?)u.LocalId)
                .FirstOrDefaultAsync(cancellation);
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

    /// <summary>True when somebody on this server follows the account.</summary>
    public async Task<bool> HasFollowersHereAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Follows.AnyAsync(
            f => f.FolloweeId == accountId && db.Accounts.Any(a => a.Id == f.FollowerId && a.Domain == null),
            cancellation
        );
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

    /// <summary>True when the post was written here.</summary>
    public async Task<bool> IsLocalPostAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Posts.AnyAsync(p => p.Id == postId && p.Uri == null, cancellation);
    }

    /// <summary>Those of the accounts that are this server's own.</summary>
    public async Task<IReadOnlyList<long>> LocalAmongAsync(IReadOnlyList<long> accountIds, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Accounts.Where(a => accountIds.Contains(a.Id) && a.Domain == null).Select(a => a.Id).ToListAsync(cancellation);
    }
}
