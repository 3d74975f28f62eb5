using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

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
    DeliveryGate gate,
    TimeProvider clock,
    ILogger<SendDelivery> log
)
{
    // One activity goes to many servers at about the same time.
    private readonly BoundedCache<long, byte[]> bodies = new(512);

    internal async Task<Tried> RunAsync(Core.Outbox.Delivery delivery, HostHealth health, CancellationToken cancellation)
    {
        Verdict verdict;
        if (await BodyAsync(delivery.EntryId, cancellation) is not { } body)
        {
            verdict = new Verdict.GivenUp("The activity is no longer there.");
        }
        else if (await IdentityAsync(delivery.ActorId, cancellation) is not { } identity)
        {
            verdict = new Verdict.GivenUp("There is nobody left to sign it.");
        }
        else
        {
            int begun = health.Begin();
            HttpOutcome outcome = await gate.PassAsync(
                health.Failures > 0,
                () => http.PostAsync(delivery.Inbox, body, identity, [], cancellation),
                cancellation
            );
            verdict = Judge(outcome, delivery, health, begun);
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

    private async Task<byte[]?> BodyAsync(long entryId, CancellationToken cancellation)
    {
        if (bodies.TryGet(entryId, out byte[]? kept))
        {
            return kept;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        string? text = await db.OutboxEntries.Where(e => e.Id == entryId).Select(e => e.Body).FirstOrDefaultAsync(cancellation);
        if (text is null)
        {
            return null;
        }

        byte[] body = Encoding.UTF8.GetBytes(text);
        bodies.Put(entryId, body);
        return body;
    }

    private async Task<SigningIdentity?> IdentityAsync(long actorId, CancellationToken cancellation)
    {
        try
        {
            return await keys.OfAsync(actorId, cancellation);
        }
        catch (KeyNotFoundException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Gave up sending entry {EntryId} of account {ActorId} to {Inbox}: {Why}")]
    private partial void LogGivenUp(long entryId, long actorId, string inbox, string why);
}
