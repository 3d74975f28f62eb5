using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Federation.Synchronization;

namespace Weft.Federation.Delivery;

/// <summary>A delivery that was tried.</summary>
/// <param name="Delivery">As it was before.</param>
/// <param name="Verdict">What came of it.</param>
internal sealed record Tried(Core.Outbox.Delivery Delivery, Verdict Verdict);

/// <summary>Sends one activity to one inbox, signed at that moment by its actor.</summary>
public sealed partial class SendDelivery(
    IDbContextFactory<WeftDb> contexts,
    FederationHttpClient http,
    IActorKeys keys,
    FollowersElsewhere followers,
    DeliveryGate gate,
    TimeProvider clock,
    ILogger<SendDelivery> log
)
{
    // One activity goes to many servers at about the same time.
    private readonly BoundedCache<long, Told> bodies = new(512);

    internal async Task<Tried> RunAsync(Core.Outbox.Delivery delivery, HostHealth health, CancellationToken cancellation)
    {
        Verdict verdict;
        if (await BodyAsync(delivery.EntryId, cancellation) is not { } told)
        {
            verdict = new Verdict.GivenUp("The activity is no longer there.");
        }
        else if (await IdentityAsync(delivery, cancellation) is not { } identity)
        {
            verdict = new Verdict.GivenUp("There is nobody left to sign it.");
        }
        else
        {
            int begun = health.Begin();
            IReadOnlyList<KeyValuePair<string, string>> more = await HeadersAsync(told, delivery, cancellation);
            HttpOutcome outcome = health.HasPlace
                ? await http.PostAsync(delivery.Inbox, told.Body, identity, more, cancellation)
                : await gate.SendAsync(() => http.PostAsync(delivery.Inbox, told.Body, identity, more, cancellation), cancellation);
            verdict = Judge(outcome, delivery, health, begun);
        }

        if (verdict is Verdict.GivenUp { InboxIsGone: true } all && await IsSharedAsync(delivery.Inbox, cancellation))
        {
            // A whole server's inbox: there is an end of this activity, and not of all that its people are to be told.
            verdict = all with
            {
                InboxIsGone = false,
            };
        }

        if (verdict is Verdict.GivenUp given)
        {
            LogGivenUp(delivery.EntryId, delivery.ActorId, delivery.Inbox, given.Why);
        }

        return new Tried(delivery, verdict);
    }

    private Verdict Judge(HttpOutcome outcome, Core.Outbox.Delivery delivery, HostHealth health, int begun)
    {
        DateTimeOffset now = clock.GetUtcNow();
        Verdict verdict = DeliveryLaw.Judge(outcome, delivery, now);
        if (verdict is Verdict.Again { Host: true } again)
        {
            health.Failed(now, again.Why, again.HostUntil);
        }
        else if (outcome is not (HttpOutcome.Unreachable or HttpOutcome.Forbidden))
        {
            health.Answered(begun, now);
        }

        return verdict;
    }

    private async Task<bool> IsSharedAsync(string inbox, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.RemoteActors.AnyAsync(a => a.SharedInbox == inbox, cancellation);
    }

    private async Task<Told?> BodyAsync(long entryId, CancellationToken cancellation)
    {
        if (bodies.TryGet(entryId, out Told? kept))
        {
            return kept;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var entry = await db
            .OutboxEntries.Where(e => e.Id == entryId && e.Body != null)
            .Select(e => new { Text = e.Body!, ForFollowers = e.ToFollowers && e.Visibility == Visibility.Followers })
            .FirstOrDefaultAsync(cancellation);
        if (entry is null)
        {
            return null;
        }

        Told told = new(Encoding.UTF8.GetBytes(entry.Text), entry.ForFollowers);
        bodies.Put(entryId, told);
        return told;
    }

    /// <summary>With what only followers may see goes who of the receiver's people follows, as far as this server knows.</summary>
    private async Task<IReadOnlyList<KeyValuePair<string, string>>> HeadersAsync(
        Told told,
        Core.Outbox.Delivery delivery,
        CancellationToken cancellation
    )
    {
        if (!told.ForFollowers || Origin.Of(delivery.Inbox) is not { } server)
        {
            return [];
        }

        SynchronizationHeader header = await followers.HeaderAsync(delivery.ActorId, server, cancellation);
        return [new(SynchronizationHeader.Name, header.ToString())];
    }

    private async Task<SigningIdentity?> IdentityAsync(Core.Outbox.Delivery delivery, CancellationToken cancellation)
    {
        try
        {
            return await keys.OfEntryAsync(delivery.ActorId, delivery.EntryId, cancellation);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    private sealed record Told(byte[] Body, bool ForFollowers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Gave up sending entry {EntryId} of account {ActorId} to {Inbox}: {Why}")]
    private partial void LogGivenUp(long entryId, long actorId, string inbox, string why);
}
