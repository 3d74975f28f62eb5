using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;
using Weft.Federation.Documents;
using Weft.Federation.Presenting;

namespace Weft.Federation.Synchronization;

/// <summary>Which followers of our people live on which server, and how that is told with a post for followers (FEP-8fcf).</summary>
public sealed class FollowersElsewhere(IDbContextFactory<WeftDb> contexts, LocalAddresses addresses, TimeProvider clock)
{
    /// <summary>One post goes to many servers at about the same time; all are told the same.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly BoundedCache<long, Counted> counted = new(1_000);

    /// <summary>The header for what an account sends to a server. Reads all its followers, on all shards.</summary>
    /// <param name="accountId">The author, of this server.</param>
    /// <param name="server">Where it is sent.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SynchronizationHeader> HeaderAsync(long accountId, Origin server, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (!counted.TryGet(accountId, out Counted? known) || known.At + Fresh <= now)
        {
            known = await CountAsync(accountId, now, cancellation);
            counted.Put(accountId, known);
        }

        return new SynchronizationHeader(
            addresses.Of(LocalKind.Followers, known.Username),
            addresses.Of(LocalKind.FollowersSynchronization, known.Username),
            (known.Digests.GetValueOrDefault(server) ?? new FollowersDigest()).ToString()
        );
    }

    /// <summary>The followers of an account that live on one server, as the collection that only this server is shown.</summary>
    public async Task<byte[]> WriteAsync(long accountId, string username, Origin server, CancellationToken cancellation)
    {
        string prefix = $"{server}/";
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<string> ids = await db
            .Follows.Where(f => f.FolloweeId == accountId)
            .Join(db.RemoteActors.Where(a => a.Uri.StartsWith(prefix)), f => f.FollowerId, a => a.AccountId, (_, a) => a.Uri)
            .OrderBy(uri => uri)
            .ToListAsync(cancellation);
        return CollectionJson.Whole(
            addresses.Of(LocalKind.FollowersSynchronization, username),
            [.. ids.Where(id => Origin.Of(id) == server).Select(Inlay.FromString)]
        );
    }

    private async Task<Counted> CountAsync(long accountId, DateTimeOffset now, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        string username = await db.Accounts.Where(a => a.Id == accountId).Select(a => a.Username).FirstAsync(cancellation);
        Dictionary<Origin, FollowersDigest> digests = [];
        IAsyncEnumerable<string> ids = db
            .Follows.Where(f => f.FolloweeId == accountId)
            .Join(db.RemoteActors, f => f.FollowerId, a => a.AccountId, (_, a) => a.Uri)
            .AsAsyncEnumerable();
        await foreach (string id in ids.WithCancellation(cancellation))
        {
            if (Origin.Of(id) is not { } origin)
            {
                continue;
            }

            if (!digests.TryGetValue(origin, out FollowersDigest? digest))
            {
                digests[origin] = digest = new FollowersDigest();
            }

            digest.Add(id);
        }

        return new Counted(username, digests, now);
    }

    private sealed record Counted(string Username, IReadOnlyDictionary<Origin, FollowersDigest> Digests, DateTimeOffset At);
}
