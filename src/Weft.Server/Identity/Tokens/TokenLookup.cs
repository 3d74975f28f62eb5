using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.Tokens;

/// <summary>Finds who is behind an access token: in the cache, else in the table.</summary>
internal sealed class TokenLookup(IDbContextFactory<WeftDb> contexts, TimeProvider clock, LastUse uses) : IEventListener
{
    private static readonly Func<WeftDb, byte[], IAsyncEnumerable<TokenRow>> ByHash = EF.CompileAsyncQuery(
        (WeftDb db, byte[] hash) =>
            from token in db.AccessTokens
            where token.Hash == hash
            from login in db.Logins.Where(l => l.AccountId == token.AccountId).DefaultIfEmpty()
            select new TokenRow(
                token.Id,
                token.AppId,
                token.AccountId,
                token.Scopes,
                token.LastUsedAt,
                token.RevokedAt != null,
                login == null || login.EmailConfirmedAt != null,
                login == null || login.ApprovedAt != null,
                login == null ? Role.Member : login.Role
            )
    );

    private readonly CallerCache cache = new(clock);

    /// <summary>Who is behind the token.</summary>
    public async ValueTask<FoundToken> FindAsync(string token, CancellationToken cancellation)
    {
        if (!Secret.IsShaped(token))
        {
            return default;
        }

        SecretHash hash = SecretHash.Of(token);
        return cache.Find(hash) is Caller caller ? new FoundToken(caller, false) : await ReadAsync(hash, cancellation);
    }

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is AccessRevoked revoked)
        {
            cache.Drop(revoked);
        }
    }

    private async Task<FoundToken> ReadAsync(SecretHash hash, CancellationToken cancellation)
    {
        long drops = cache.Drops;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        TokenRow? row = await ByHash(db, hash.ToBytes()).FirstOrDefaultAsync(cancellation);
        if (row is null || row.Revoked)
        {
            return new FoundToken(null, row is not null);
        }

        Standing standing =
            !row.Confirmed ? Standing.Unconfirmed
            : !row.Approved ? Standing.Pending
            : Standing.Active;
        Caller caller = new(row.Id, row.AppId, row.AccountId, ScopeSet.Stored(row.Scopes), standing, row.Role);
        // Those who wait ask again until they need not, so what they get has to be fresh.
        if (standing == Standing.Active)
        {
            cache.Keep(hash, caller, drops);
        }

        uses.OfToken(row.Id, row.LastUsedAt);
        return new FoundToken(caller, false);
    }

    private sealed record TokenRow(
        long Id,
        long AppId,
        long? AccountId,
        string Scopes,
        DateTimeOffset? LastUsedAt,
        bool Revoked,
        bool Confirmed,
        bool Approved,
        Role Role
    );
}

/// <summary>What became of a token.</summary>
/// <param name="Caller">Who is behind it; null when it opens nothing.</param>
/// <param name="Revoked">True when it once did.</param>
internal readonly record struct FoundToken(Caller? Caller, bool Revoked);

/// <summary>A request's feature: a token was sent that was revoked.</summary>
internal sealed class RevokedToken
{
    public static RevokedToken Instance { get; } = new();
}
