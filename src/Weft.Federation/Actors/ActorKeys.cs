using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Storage;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Actors;

/// <summary>
/// Keeps the keys of this server's accounts, and makes one when it is first needed: outside of the writer, since RSA takes
/// a processor for a while, then in one command. Who comes second, in whichever process, gets the key of who came first.
/// </summary>
public sealed class ActorKeys(IDbContextFactory<WeftDb> contexts, IWriter writer, LocalAddresses addresses) : IActorKeys, IDisposable
{
    private const int Kept = 10_000;

    private readonly BoundedCache<long, ActorIdentity> cache = new(Kept);
    private readonly ConcurrentDictionary<long, Lazy<Task<ActorIdentity>>> finding = new();

    // A launch must not spend all its processors on RSA.
    private readonly SemaphoreSlim makers = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <inheritdoc/>
    public async Task<SigningIdentity> OfAsync(long accountId, CancellationToken cancellation) =>
        (await FindAsync(accountId, cancellation)).Request;

    /// <inheritdoc/>
    public async Task<SigningIdentity> OfEntryAsync(long accountId, long entryId, CancellationToken cancellation)
    {
        ActorIdentity identity = await FindAsync(accountId, cancellation);
        return identity.RotationEntryId == entryId && identity.Retired is { } retired ? retired : identity.Request;
    }

    /// <summary>Gives an account new keys, and tells other servers; see <see cref="RotateKeysHandler"/>.</summary>
    /// <returns>False when it has none yet.</returns>
    public async Task<bool> RotateAsync(long accountId, CancellationToken cancellation)
    {
        RotateKeys rotate = new(accountId, SigningKey.NewRsa().ExportPem(), RandomNumberGenerator.GetBytes(32));
        Outcome<bool> done = await new RotateKeysHandler(writer).RunAsync(rotate, cancellation);
        Forget(accountId);
        return done.Value;
    }

    /// <inheritdoc/>
    public void Forget(long accountId) => cache.Drop(accountId);

    /// <inheritdoc/>
    public async Task<SigningIdentity> OfProofsAsync(long accountId, CancellationToken cancellation) =>
        (await FindAsync(accountId, cancellation)).Proof;

    /// <inheritdoc/>
    public void Dispose() => makers.Dispose();

    private async Task<ActorIdentity> FindAsync(long accountId, CancellationToken cancellation)
    {
        if (cache.TryGet(accountId, out ActorIdentity? kept))
        {
            return kept;
        }

        // One search for all who ask at once; it goes on when the first of them no longer wants to wait.
        Lazy<Task<ActorIdentity>> search = finding.GetOrAdd(
            accountId,
            id => new Lazy<Task<ActorIdentity>>(() => Task.Run(() => SearchAsync(id), CancellationToken.None))
        );
        return await search.Value.WaitAsync(cancellation);
    }

    private async Task<ActorIdentity> SearchAsync(long accountId)
    {
        try
        {
            string actor = await AddressOfAsync(accountId);
            ActorKey key = await ReadAsync(accountId) ?? await MakeAsync(accountId);
            ActorIdentity identity = new(
                new SigningIdentity(ActorJson.KeyId(actor), SigningKey.FromPem(key.RsaPem)),
                new SigningIdentity(ActorJson.AssertionKeyId(actor), SigningKey.OfSeed(key.Ed25519Seed)),
                key.RetiredRsaPem is { } old ? new SigningIdentity(ActorJson.KeyId(actor), SigningKey.FromPem(old)) : null,
                key.RotationEntryId
            );
            cache.Put(accountId, identity);
            return identity;
        }
        finally
        {
            finding.TryRemove(accountId, out _);
        }
    }

    private async Task<string> AddressOfAsync(long accountId)
    {
        if (accountId == ActorKey.InstanceActor)
        {
            return addresses.InstanceActor;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync();
        // By its handle, which outlives the account.
        string? name = await db.Handles.Where(h => h.AccountId == accountId).Select(h => h.Name).FirstOrDefaultAsync();
        return name is null || name.Contains('@', StringComparison.Ordinal)
            ? throw new KeyNotFoundException($"Account {accountId} is none of this server's: nothing is signed in its name.")
            : addresses.Actor(name);
    }

    private async Task<ActorKey?> ReadAsync(long accountId)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync();
        return await db.ActorKeys.FirstOrDefaultAsync(k => k.AccountId == accountId);
    }

    private async Task<ActorKey> MakeAsync(long accountId)
    {
        await makers.WaitAsync();
        try
        {
            string rsa = SigningKey.NewRsa().ExportPem();
            byte[] seed = RandomNumberGenerator.GetBytes(32);
            Outcome<ActorKey> outcome = await writer.RunAsync<ActorKey>(
                async work =>
                {
                    if (await work.Db.ActorKeys.FindAsync(accountId) is { } others)
                    {
                        return others;
                    }

                    ActorKey made = new()
                    {
                        AccountId = accountId,
                        Shard = SnowflakeId.ShardOf(accountId),
                        RsaPem = rsa,
                        Ed25519Seed = seed,
                        CreatedAt = work.Now,
                    };
                    work.Db.ActorKeys.Add(made);
                    return made;
                },
                CancellationToken.None
            );
            return outcome.Value!;
        }
        finally
        {
            makers.Release();
        }
    }

    private sealed record ActorIdentity(SigningIdentity Request, SigningIdentity Proof, SigningIdentity? Retired, long? RotationEntryId);
}
