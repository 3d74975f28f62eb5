using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Signatures;

namespace Weft.Federation.Reading;

/// <summary>Who asks for a document.</summary>
/// <param name="Actor">The id of the actor that signed; null for somebody who did not.</param>
/// <param name="AccountId">That actor's account here; null when it is not known.</param>
/// <param name="IsProven">The signature was checked; else it only says so.</param>
public sealed record SignedReader(string? Actor, long? AccountId, bool IsProven)
{
    /// <summary>Somebody who did not sign.</summary>
    public static SignedReader Nobody { get; } = new(null, null, false);
}

/// <summary>What came of looking who asks: a reader, or the status and sentence to answer with.</summary>
/// <param name="Reader">Who asks.</param>
/// <param name="Status">401, 403 or 503 when nothing is to be shown; else null.</param>
/// <param name="Why">One sentence with it.</param>
public sealed record ReaderOutcome(SignedReader? Reader, int? Status = null, string Why = "");

/// <summary>
/// Finds out by its signature who asks for a document. What everyone may see needs no check, since who is not liked could
/// ask without a signature; but whoever says to be from a suspended server gets nothing.
/// </summary>
public sealed class SignedReaders(
    IDbContextFactory<WeftDb> contexts,
    RequestVerifier verifier,
    HostRules hosts,
    KeySearches keys,
    RemoteActors actors
)
{
    /// <summary>Who the request says that it is from: a look in the database, and no question to anybody.</summary>
    public async Task<ReaderOutcome> ClaimedAsync(RequestParts request, CancellationToken cancellation)
    {
        SignatureReading signatures = verifier.Read(request, queryIsHarmless: true);
        if (await RefusedAsync(signatures, cancellation) is { } refused)
        {
            return refused;
        }

        if (signatures.KeyIds.FirstOrDefault() is not { } keyId)
        {
            return new(SignedReader.Nobody);
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var known = await db
            .RemoteActors.Where(a => a.KeyId == keyId)
            .Select(a => new { a.Uri, a.AccountId })
            .FirstOrDefaultAsync(cancellation);
        return new(known is null ? SignedReader.Nobody : new SignedReader(known.Uri, known.AccountId, IsProven: false));
    }

    /// <summary>Who the request is from, by a good signature; 401 without one. May ask the signer's server for its key.</summary>
    public async Task<ReaderOutcome> ProvenAsync(RequestParts request, CancellationToken cancellation)
    {
        SignatureReading signatures = verifier.Read(request, queryIsHarmless: true);
        if (await RefusedAsync(signatures, cancellation) is { } refused)
        {
            return refused;
        }

        SignatureVerdict verdict = await RequestVerifier.VerifyAsync(signatures, keys.Begin().FindAsync, cancellation);
        if (!verdict.IsValid)
        {
            return new(null, verdict.Status == 400 ? 401 : verdict.Status, verdict.Detail);
        }

        RemotePerson? person = await actors.KnownAsync(verdict.Owner!, cancellation);
        return person is { IsSuspended: true }
            ? new(null, 403, "Nothing is shown to that server.")
            : new(new SignedReader(verdict.Owner, person?.AccountId, IsProven: true));
    }

    /// <summary>True when the account wants nothing to do with who asks, or the other way round.</summary>
    public async Task<bool> AreApartAsync(SignedReader reader, long accountId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (reader.AccountId is not long asking)
        {
            return false;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Blocks.AnyAsync(
                b => b.AccountId == asking && b.TargetId == accountId || b.AccountId == accountId && b.TargetId == asking,
                cancellation
            ) || await db.ShutOut().AnyAsync(s => s.AccountId == accountId && s.TargetId == asking, cancellation);
    }

    /// <summary>
    /// In whose name a proven reader may see a post that is not for everyone: its own account first, then those on its server
    /// who follow the author or are mentioned, since that server was sent the post for them. Whether one of them may see it
    /// is for the reader of posts to say.
    /// </summary>
    public async Task<IReadOnlyList<long>> NamesAsync(SignedReader reader, long authorId, long postId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reader);
        if (!reader.IsProven || Origin.Of(reader.Actor) is not { } origin)
        {
            return [];
        }

        string prefix = origin + "/";
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        // Of many followers there the id of the Follow tells the server, by an index; the account's id is looked at again.
        List<long> there = await db
            .Follows.Where(f => f.FolloweeId == authorId && f.Uri != null && f.Uri.StartsWith(prefix))
            .Select(f => f.FollowerId)
            .Take(Most)
            .ToListAsync(cancellation);
        List<long> mentioned = await db.PostMentions.Where(m => m.PostId == postId).Select(m => m.AccountId).ToListAsync(cancellation);
        long[] candidates = [.. there.Concat(mentioned)];
        var known = await db
            .Accounts.Where(a => candidates.Contains(a.Id) && a.Uri != null)
            .Select(a => new { a.Id, a.Uri })
            .ToListAsync(cancellation);
        return
        [
            .. (reader.AccountId is long own ? new[] { own } : [])
                .Concat(known.Where(a => Origin.Of(a.Uri) == origin).Select(a => a.Id))
                .Distinct()
                .Take(Most),
        ];
    }

    private const int Most = 4;

    private async Task<ReaderOutcome?> RefusedAsync(SignatureReading signatures, CancellationToken cancellation)
    {
        foreach (string keyId in signatures.KeyIds)
        {
            if (await hosts.IsSuspendedAsync(keyId, cancellation))
            {
                return new(null, 403, "Nothing is shown to that server.");
            }
        }

        return null;
    }
}
