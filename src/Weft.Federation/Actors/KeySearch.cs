using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Actors;

/// <summary>Makes the search for the keys of one request.</summary>
public sealed class KeySearches(
    IDbContextFactory<WeftDb> contexts,
    KeyFetch fetch,
    IActorKeys own,
    HostRules hosts,
    KeyLimits limits,
    TimeProvider clock
)
{
    /// <summary>How many keys one server is asked for in a minute; what needs more waits at its sender's.</summary>
    public const int MostFetches = 30;

    private const int Kept = 10_000;

    /// <summary>For how long a key that is not there is not asked for again.</summary>
    private static readonly TimeSpan Absence = TimeSpan.FromMinutes(5);

    private static readonly CompiledQuery<Func<WeftDb, string, CancellationToken, Task<KnownKey?>>> Known = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string keyId, CancellationToken cancellation) =>
                db
                    .RemoteActors.Where(a => a.KeyId == keyId && a.PublicKeyPem != null)
                    .Select(a => new KnownKey(a.KeyId, a.Uri, a.PublicKeyPem!))
                    .FirstOrDefault()
        )
    );

    // Reading a key costs more than checking with it.
    private readonly BoundedCache<string, VerificationKey> read = new(Kept);
    private readonly BoundedCache<string, LastFetch> fetches = new(Kept);

    // Anybody can name any key of any server: it is asked neither often nor twice for what it does not have.
    private readonly OriginWindow asked = new(MostFetches, clock);
    private readonly BoundedCache<string, Missing> missing = new(Kept);

    /// <summary>The search for one request.</summary>
    /// <param name="sender">Who says that they send it, as far as they are known: mostly it is their key that is asked for.</param>
    public KeySearch Begin(RemotePerson? sender = null) => new(this, sender?.Key);

    internal async ValueTask<FetchedKey> FindAsync(string keyId, KnownKey? likely, bool refresh, CancellationToken cancellation)
    {
        if (await hosts.IsSuspendedAsync(keyId, cancellation))
        {
            return new(new KeyAnswer.Refused("The key's server is suspended here."));
        }

        KeyAnswer.Found? known = await KnownAsync(keyId, likely, cancellation);
        if (known is not null && (!refresh || !MayFetch(keyId)))
        {
            return new(known);
        }

        return await FetchAsync(keyId, KeyPurpose.Request, known, cancellation);
    }

    /// <summary>The key of somebody's proofs: known, or fetched.</summary>
    internal async ValueTask<KeyAnswer> FindProofAsync(string keyId, RemotePerson owner, bool refresh, CancellationToken cancellation)
    {
        if (!Origin.Same(keyId, owner.Uri) || await hosts.IsSuspendedAsync(keyId, cancellation))
        {
            return new KeyAnswer.Refused("The key is of another server than its owner, or of one that is suspended here.");
        }

        KeyAnswer.Found? known = await KnownProofAsync(keyId, owner, cancellation);
        return known is not null && (!refresh || !MayFetch(keyId))
            ? known
            : (await FetchAsync(keyId, KeyPurpose.Proof, known, cancellation)).Answer;
    }

    private async Task<KeyAnswer.Found?> KnownProofAsync(string keyId, RemotePerson owner, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        string? multikey = await db
            .RemoteActors.Where(a => a.AccountId == owner.AccountId && a.MultikeyId == keyId)
            .Select(a => a.Multikey)
            .FirstOrDefaultAsync(cancellation);
        return multikey is not null && VerificationKey.TryReadMultikey(multikey, out VerificationKey? key, out _)
            ? new KeyAnswer.Found(key, owner.Uri, Fetched: false)
            : null;
    }

    private async ValueTask<FetchedKey> FetchAsync(string keyId, KeyPurpose purpose, KeyAnswer.Found? known, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (missing.TryGet(keyId, out Missing? before) && now - before.At < Absence)
        {
            return new(before.Answer);
        }

        if (Origin.Of(keyId) is not { } origin || !asked.Take(origin))
        {
            return new(known ?? (KeyAnswer)new KeyAnswer.Unavailable("Too many keys of that server were asked for in this minute."));
        }

        SigningIdentity instance = await own.OfAsync(Core.Accounts.Remote.ActorKey.InstanceActor, cancellation);
        FetchedKey fetched = await fetch.FetchAsync(keyId, purpose, instance, cancellation);
        if (fetched.Answer is KeyAnswer.NotFound or KeyAnswer.Gone)
        {
            missing.Put(keyId, new Missing(fetched.Answer, now));
        }

        return fetched;
    }

    /// <summary>A key that does not fit is asked for once more at most every five minutes.</summary>
    private bool MayFetch(string keyId)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (fetches.TryGet(keyId, out LastFetch? last) && now - last.At < TimeSpan.FromMinutes(5))
        {
            return false;
        }

        fetches.Put(keyId, new LastFetch(now));
        return true;
    }

    private async Task<KeyAnswer.Found?> KnownAsync(string keyId, KnownKey? likely, CancellationToken cancellation)
    {
        KnownKey? known = likely?.Id == keyId ? likely : await ReadAsync(keyId, cancellation);
        if (known?.Pem is not { } pem || !Origin.Same(known.Uri, keyId))
        {
            return null;
        }

        if (!read.TryGet(pem, out VerificationKey? key))
        {
            if (!VerificationKey.TryReadPem(pem, limits, out key, out _))
            {
                return null;
            }

            read.Put(pem, key);
        }

        return new KeyAnswer.Found(key, known.Uri, Fetched: false);
    }

    private async Task<KnownKey?> ReadAsync(string keyId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await Known.For(db)(db, keyId, cancellation);
    }

    private sealed record LastFetch(DateTimeOffset At);

    private sealed record Missing(KeyAnswer Answer, DateTimeOffset At);
}

/// <summary>Finds the keys of one request: known ones in the database, others where their ids point; and keeps whom it met.</summary>
public sealed class KeySearch
{
    private readonly KeySearches searches;
    private readonly KnownKey? likely;

    internal KeySearch(KeySearches searches, KnownKey? likely) => (this.searches, this.likely) = (searches, likely);

    /// <summary>The actor that was fetched with the key; null when the key was known.</summary>
    public ActorDocument? Met { get; private set; }

    /// <inheritdoc cref="KeyLookup"/>
    public async ValueTask<KeyAnswer> FindAsync(string keyId, bool refresh, CancellationToken cancellation)
    {
        FetchedKey found = await searches.FindAsync(keyId, likely, refresh, cancellation);
        Met = found.Actor ?? Met;
        return found.Answer;
    }
}
