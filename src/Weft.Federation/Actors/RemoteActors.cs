using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Remote;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Http;

namespace Weft.Federation.Actors;

/// <summary>
/// The people of other servers: known ones from the database, new ones from their own servers, with their handles asked
/// back. What is known is read anew after a day, and what is known goes on to count when that fails.
/// </summary>
public sealed class RemoteActors(
    IDbContextFactory<WeftDb> contexts,
    DocumentFetch documents,
    HandleCheck handles,
    SaveRemoteAccountHandler save,
    HostRules hosts,
    KnownPeople people,
    TimeProvider clock
)
{
    /// <summary>For how long what is known of somebody counts as fresh.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromDays(1);

    // Asked by everything that comes in.
    private static readonly CompiledQuery<Func<WeftDb, string, CancellationToken, Task<RemotePerson?>>> Known = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string uri, CancellationToken cancellation) =>
                db
                    .ForeignUris.Where(u => u.Uri == uri && u.Kind == ForeignKind.Account && u.GoneAt == null)
                    .Join(
                        db.RemoteActors,
                        u => u.LocalId,
                        a => a.AccountId,
                        (u, a) =>
                            new RemotePerson(a.AccountId, a.Uri, a.Followers, a.Featured, a.FetchedAt)
                            {
                                Following = a.Following,
                                IsSuspended = db.Accounts.Any(o => o.Id == a.AccountId && o.Standing == HostPolicy.Suspended),
                                IsFollowedHere = db.Follows.Any(f =>
                                    f.FolloweeId == a.AccountId && db.Accounts.Any(o => o.Id == f.FollowerId && o.Domain == null)
                                ),
                                HasListeners = db.Follows.Any(f => f.FolloweeId == a.AccountId && f.Notify),
                                Key = a.PublicKeyPem == null ? null : new KnownKey(a.KeyId, a.Uri, a.PublicKeyPem),
                            }
                    )
                    .FirstOrDefault()
        )
    );

    /// <summary>Somebody who is known here; null when nobody has that id.</summary>
    public async Task<RemotePerson?> KnownAsync(string uri, CancellationToken cancellation)
    {
        if (people.Find(uri) is { } kept)
        {
            return kept;
        }

        long stamp = people.Stamp();
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        RemotePerson? known = await Known.For(db)(db, uri, cancellation);
        if (known is not null)
        {
            people.Keep(uri, known, stamp);
        }

        return known;
    }

    /// <summary>Somebody by the actor's id: known, or fetched.</summary>
    public async Task<PersonOutcome> FindAsync(string uri, CancellationToken cancellation) =>
        await FindAsync(uri, await KnownAsync(uri, cancellation), cancellation);

    /// <summary>Somebody by the actor's id, as <see cref="KnownAsync"/> has just found them, or fetched when that was long ago.</summary>
    public async Task<PersonOutcome> FindAsync(string uri, RemotePerson? known, CancellationToken cancellation)
    {
        if (known is not null && clock.GetUtcNow() - known.FetchedAt < Freshness)
        {
            return new PersonOutcome.Found(known);
        }

        PersonOutcome fetched = await FetchAsync(uri, cancellation);
        return fetched is PersonOutcome.Found || known is null ? fetched : new PersonOutcome.Found(known);
    }

    /// <summary>Reads somebody's document anew.</summary>
    public async Task<PersonOutcome> FetchAsync(string uri, CancellationToken cancellation)
    {
        FetchedDocument fetched = await documents.FetchAsync(uri, Wanted.Actor, cancellation);
        return fetched switch
        {
            { IsGone: true } => new PersonOutcome.Gone(),
            { Document: ActorDocument actor } => await TakeAsync(actor, cancellation),
            { MayPassLater: true } => new PersonOutcome.Later(fetched.Why) { IsWithheld = fetched.Outcome is HttpOutcome.Refused },
            { Document: null } => new PersonOutcome.Refused(fetched.Why),
            _ => new PersonOutcome.Refused($"{uri} is no actor."),
        };
    }

    /// <summary>
    /// Takes an actor's document that came from its own server, or that its owner has signed. A handle that is known
    /// already is not asked back within a day.
    /// </summary>
    public async Task<PersonOutcome> TakeAsync(ActorDocument actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsComplete || actor.Id is not { } uri)
        {
            return new PersonOutcome.Refused("The document is no whole actor.");
        }

        HandleOutcome checkedHandle = await HandleAsync(actor, uri, cancellation);
        if (checkedHandle is not HandleOutcome.Confirmed confirmed)
        {
            return checkedHandle is HandleOutcome.Later later
                ? new PersonOutcome.Later(later.Why)
                : new PersonOutcome.Refused(((HandleOutcome.Unconfirmed)checkedHandle).Why);
        }

        HostDecision decided = await hosts.OfAsync(confirmed.Handle.Domain, cancellation);
        if (decided.Policy == HostPolicy.Suspended)
        {
            return new PersonOutcome.Refused($"{confirmed.Handle.Domain} is suspended here.");
        }

        SaveRemoteAccount profile = ActorProfile.Of(actor, confirmed.Handle);
        if (decided.RejectMedia || await hosts.RejectsMediaAsync(uri, cancellation))
        {
            profile = profile with { AvatarUrl = null, HeaderUrl = null };
        }

        Outcome<long> saved = await save.RunAsync(profile, cancellation);
        return saved.Refusal switch
        {
            null => new PersonOutcome.Found(
                new RemotePerson(saved.Value, uri, actor.Followers, actor.Featured, clock.GetUtcNow()) { Following = actor.Following }
            ),
            Refusal.NotAllowed refused => new PersonOutcome.Refused(refused.Reason),
            _ => new PersonOutcome.Gone(),
        };
    }

    private async Task<HandleOutcome> HandleAsync(ActorDocument actor, string uri, CancellationToken cancellation)
    {
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            DateTimeOffset fresh = clock.GetUtcNow() - Freshness;
            var known = await db
                .RemoteActors.Where(a =>
                    a.FetchedAt > fresh
                    && db.ForeignUris.Any(u => u.Uri == uri && u.LocalId == a.AccountId && u.Kind == ForeignKind.Account)
                )
                .Join(db.Accounts, a => a.AccountId, a => a.Id, (_, account) => new { account.Username, account.Domain })
                .FirstOrDefaultAsync(cancellation);
            if (known?.Domain is { } domain && known.Username.Equals(actor.Username, StringComparison.OrdinalIgnoreCase))
            {
                return new HandleOutcome.Confirmed(new RemoteHandle(known.Username, domain));
            }
        }

        return await handles.ConfirmAsync(actor, cancellation);
    }
}
