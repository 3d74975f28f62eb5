using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;
using Weft.Federation.Signatures;
using Weft.Federation.Synchronization;

namespace Weft.Federation.Inbox;

/// <summary>
/// Takes what other servers send. In this order: form, limits, blocked servers, signature, authority; then what has come
/// before is answered without effect, and the rest goes to the handler of its kind.
/// </summary>
public sealed partial class ActivityInbox(
    RequestVerifier verifier,
    DocumentReader reader,
    HostRules hosts,
    KeySearches keys,
    RemoteActors actors,
    KnownThings things,
    ProvenActivities proven,
    Forwarded forwarded,
    GoneActors gone,
    EarlyDeletes early,
    RepeatedFaults repeated,
    SynchronizeFollowers synchronize,
    IEnumerable<IActivityHandler> handlers,
    IDbContextFactory<WeftDb> contexts,
    IWriter writer,
    TimeProvider clock,
    ILogger<ActivityInbox> log
)
{
    /// <summary>
    /// How long the sender waits at most for what has to be fetched: for its actor, and for what a post answers and quotes.
    /// Most senders give up after ten seconds.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>How many bytes of somebody else's activity are passed on at most.</summary>
    private const int MostPassedOn = 16 * 1024;

    /// <summary>How many cuts of one activity are worth a line in the log.</summary>
    private const int MostCutsLogged = 3;

    private readonly TakenLately lately = new();
    private readonly Dictionary<ActivityKind, IActivityHandler> byKind = handlers
        .SelectMany(h => h.Kinds.Select(kind => (kind, h)))
        .ToDictionary(pair => pair.kind, pair => pair.h);

    /// <summary>Takes one request.</summary>
    /// <param name="request">The request with its whole body, and this server's own scheme and authority.</param>
    /// <param name="recipientId">Whose inbox it came to; null for the server's.</param>
    /// <param name="cancellation">The sender has gone.</param>
    /// <exception cref="StorageUnavailableException">The database cannot be written: 503.</exception>
    public async Task<InboxAnswer> TakeAsync(RequestParts request, long? recipientId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        InboxAnswer answer = await JudgeAsync(request, recipientId, cancellation);
        LogAnswer(answer.Status, answer.Detail);
        return answer;
    }

    private async Task<InboxAnswer> JudgeAsync(RequestParts request, long? recipientId, CancellationToken cancellation)
    {
        if (!IsActivityStreams(request.Field("content-type")))
        {
            return new(415, "The content type is not that of ActivityStreams.");
        }

        SignatureReading signatures = verifier.Read(request, queryIsHarmless: true);
        foreach (string keyId in signatures.KeyIds)
        {
            if (await hosts.IsSuspendedAsync(keyId, cancellation))
            {
                return new(403, "This server takes nothing from there.");
            }
        }

        if (signatures.Refusal is { } unsigned)
        {
            return new(unsigned.Status, unsigned.Detail);
        }

        DocumentReading reading = reader.Read(request.Body.Span);
        if (!reading.Succeeded)
        {
            return new(reading.Refusal.Kind == DocumentFault.TooLarge ? 413 : 400, reading.Refusal.Detail);
        }

        if (reading.Document is not ActivityDocument activity)
        {
            return new(400, "The document is no activity.");
        }

        foreach (DroppedField cut in reading.Dropped.Where(d => d.Reason is DropReason.TooMany or DropReason.TooDeep).Take(MostCutsLogged))
        {
            LogCut(activity.Id, activity.Actor, cut.Field, cut.Reason);
        }

        if (things.IsLocal(activity.Actor) || await hosts.IsSuspendedAsync(activity.Actor, cancellation))
        {
            return new(403, "Nothing is taken in the name of that actor.");
        }

        return await repeated.TakeAsync(
            activity,
            () => VerifyAsync(new Arrived(request, activity, reading.Json, recipientId), signatures, cancellation),
            cancellation
        );
    }

    private async Task<InboxAnswer> VerifyAsync(Arrived arrived, SignatureReading signatures, CancellationToken cancellation)
    {
        ActivityDocument activity = arrived.Activity;
        RemotePerson? known = await actors.KnownAsync(activity.Actor, cancellation);
        if (known is { IsSuspended: true })
        {
            return new(403, "This server takes nothing from there.");
        }

        bool isOwnEnd = activity.Kind == ActivityKind.Delete && WebAddress.SameId(activity.Object?.Id, activity.Actor);
        // Told to the whole network; each would cost the search for a key that is gone.
        if (known is null && isOwnEnd)
        {
            return InboxAnswer.Taken("The account was not known.");
        }

        KeySearch search = keys.Begin(known);
        SignatureVerdict verdict = await RequestVerifier.VerifyAsync(signatures, search.FindAsync, cancellation);
        if (verdict.Fault == SignatureFault.KeyGone && isOwnEnd && known is not null && Origin.Same(verdict.KeyId, activity.Actor))
        {
            return await gone.AskAsync(known, Soon(), cancellation);
        }

        if (!verdict.IsValid)
        {
            return new(verdict.Status, verdict.Detail) { IsLasting = verdict.Fault == SignatureFault.KeyWithheld };
        }

        InboxAnswer answer = await VerifiedAsync(arrived, verdict, search, known, cancellation);
        if (known is not null && answer.Status == 202 && WebAddress.SameId(verdict.Owner, activity.Actor))
        {
            synchronize.Offered(known, arrived.Request.Field(SynchronizationHeader.Name));
        }

        return answer with
        {
            Signature = verdict,
        };
    }

    private async Task<InboxAnswer> VerifiedAsync(
        Arrived arrived,
        SignatureVerdict verdict,
        KeySearch search,
        RemotePerson? known,
        CancellationToken cancellation
    )
    {
        ActivityDocument activity = arrived.Activity;
        if (!WebAddress.SameId(verdict.Owner, activity.Actor))
        {
            return await PassedOnAsync(arrived, verdict, known, cancellation);
        }

        if (known is null && !await Relevance.MayConcernAsync(activity, arrived.RecipientId, things, cancellation))
        {
            return InboxAnswer.Taken(await early.NoteAsync(activity, verdict, cancellation));
        }

        PersonOutcome person =
            await Soon()
                .WithinAsync(
                    token =>
                        search.Met is { IsComplete: true } met && WebAddress.SameId(met.Id, activity.Actor)
                            ? actors.TakeAsync(met, token)
                            : actors.FindAsync(activity.Actor, known, token),
                    cancellation
                )
            ?? new PersonOutcome.Later("The actor's server takes too long.");
        return person switch
        {
            PersonOutcome.Found found => await HandleAsync(arrived, found.Person, verdict, cancellation),
            _ when known is not null => await HandleAsync(arrived, known, verdict, cancellation),
            PersonOutcome.Later later => new(503, later.Why) { IsLasting = later.IsWithheld },
            PersonOutcome.Refused refused => new(401, refused.Why),
            _ => new(401, "The actor is gone."),
        };
    }

    /// <summary>
    /// With its actor's proof it counts as the actor's own. Without, it costs fetches, so each request does that once: its id
    /// is not for the one who passes it on to use up.
    /// </summary>
    private async Task<InboxAnswer> PassedOnAsync(
        Arrived arrived,
        SignatureVerdict verdict,
        RemotePerson? known,
        CancellationToken cancellation
    )
    {
        if (known is not null && await proven.IsAsync(arrived.Activity, arrived.Json, known, Soon(), cancellation))
        {
            return await HandleAsync(arrived, known, verdict, cancellation);
        }

        string request = OncePerActivity.KeyOf($"signature {verdict.SignatureHash}");
        if (lately.Has(request))
        {
            return InboxAnswer.Taken("It was taken before.");
        }

        if (await forwarded.TakeAsync(arrived.Activity, Soon(), cancellation) is not { } what)
        {
            return new InboxAnswer(401, "The signature is not the actor's.");
        }

        lately.Keep(request);
        return InboxAnswer.Taken(what);
    }

    private async Task<InboxAnswer> HandleAsync(
        Arrived arrived,
        RemotePerson actor,
        SignatureVerdict verdict,
        CancellationToken cancellation
    )
    {
        ActivityDocument activity = arrived.Activity;
        if (!byKind.TryGetValue(activity.Kind, out IActivityHandler? handler))
        {
            return InboxAnswer.Taken($"{activity.Types[0]} does nothing here.");
        }

        OncePerActivity once = ActivityKey.Writer(writer, activity, verdict);
        string? said = activity.Kind == ActivityKind.Create && activity.Object?.Id is { } id && !things.IsLocal(id) ? id : null;
        (bool isTaken, long? known) = lately.Has(once.Key) ? (true, null) : await LookAsync(once, activity, said, cancellation);
        if (isTaken)
        {
            return InboxAnswer.Taken("It was taken before.");
        }

        Received received = new(activity, actor, arrived.RecipientId, once, Soon())
        {
            LookedFor = said,
            Known = known,
            Said =
                activity.Kind == ActivityKind.Delete && arrived.Request.Body.Length <= MostPassedOn
                    ? Encoding.UTF8.GetString(arrived.Request.Body.Span)
                    : null,
        };
        string what = await handler.TakeAsync(received, cancellation);
        if (received.Pending is { } why && !once.IsNoted)
        {
            return new(503, why) { IsLasting = true };
        }

        if (once.IsNoted)
        {
            lately.Keep(once.Key);
        }

        return InboxAnswer.Taken(what);
    }

    private async Task<(bool IsTaken, long? Post)> LookAsync(
        OncePerActivity once,
        ActivityDocument activity,
        string? said,
        CancellationToken cancellation
    )
    {
        if (
            said is not null
            && activity.Object?.Inlined is PostDocument { InReplyTo: null, Quote: null } post
            && Embedding.Believes(activity.Actor, post)
        )
        {
            // Nothing is fetched for it, and it hardly ever comes twice.
            once.LookLater();
            return (false, null);
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return said is null ? (await once.IsTakenAsync(db, cancellation), null) : await once.LookAsync(db, said, cancellation);
    }

    private FetchBudget Soon() => new(FetchBudget.Most, clock.GetUtcNow() + Patience, clock);

    private static bool IsActivityStreams(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
        && (
            ActivityStreams.MediaType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase)
            || "application/ld+json".Equals(type.MediaType, StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>What a request has brought.</summary>
    private sealed record Arrived(RequestParts Request, ActivityDocument Activity, JsonElement Json, long? RecipientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Of {Activity} of {Actor} the field {Field} was cut: {Reason}")]
    private partial void LogCut(string? activity, string actor, string field, DropReason reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Inbox answers {Status}: {Detail}")]
    private partial void LogAnswer(int status, string detail);
}
