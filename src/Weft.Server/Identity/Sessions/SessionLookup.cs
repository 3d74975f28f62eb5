using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Sessions;

/// <summary>Finds who is behind a session's key: in the cache, else in the table.</summary>
internal sealed class SessionLookup(IDbContextFactory<WeftDb> contexts, TimeProvider clock, LastUse uses) : IEventListener
{
    private static readonly Func<WeftDb, byte[], IAsyncEnumerable<SessionRow>> ByHash = EF.CompileAsyncQuery(
        (WeftDb db, byte[] hash) =>
            from session in db.Sessions
            where session.KeyHash == hash
            join login in db.Logins on session.AccountId equals login.AccountId
            select new SessionRow(
                session.Id,
                session.AccountId,
                session.LastSeenAt,
                login.EmailConfirmedAt != null,
                login.ApprovedAt != null,
                login.Role
            )
    );

    private readonly CallerCache cache = new(clock);

    /// <summary>Who is behind the key; null for nobody. An account that may not act yet has no use of its session.</summary>
    public async ValueTask<Caller?> FindAsync(string key, CancellationToken cancellation)
    {
        if (!Secret.IsShaped(key))
        {
            return null;
        }

        SecretHash hash = SecretHash.Of(key);
        return cache.Find(hash) ?? await ReadAsync(hash, cancellation);
    }

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is AccessRevoked revoked)
        {
            cache.Drop(revoked);
        }
    }

    private async Task<Caller?> ReadAsync(SecretHash hash, CancellationToken cancellation)
    {
        long drops = cache.Drops;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        SessionRow? row = await ByHash(db, hash.ToBytes()).FirstOrDefaultAsync(cancellation);
        if (row is null || !row.Confirmed || !row.Approved || clock.GetUtcNow() - row.LastSeenAt > SessionCookie.Life)
        {
            return null;
        }

        Caller caller = new(row.Id, null, row.AccountId, ScopeSet.Everything, Standing.Active, row.Role);
        cache.Keep(hash, caller, drops);
        uses.OfSession(row.Id, row.LastSeenAt);
        return caller;
    }

    private sealed record SessionRow(long Id, long AccountId, DateTimeOffset LastSeenAt, bool Confirmed, bool Approved, Role Role);
}
