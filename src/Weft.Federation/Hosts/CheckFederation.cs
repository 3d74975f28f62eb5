using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Hosts;

/// <summary>One step of a check.</summary>
/// <param name="Name">What was tried.</param>
/// <param name="IsGood">Whether it went well; null for what only informs.</param>
/// <param name="Detail">What came of it, in a sentence.</param>
public sealed record CheckStep(string Name, bool? IsGood, string Detail);

/// <summary>
/// Goes the way of a lookup and of a delivery step by step, and says what each step came to: for operators who wonder why
/// somebody is not found or hears nothing. Stops where the real way would stop. Changes nothing but what is remembered of
/// the host's signatures.
/// </summary>
public sealed class CheckFederation(
    IDbContextFactory<WeftDb> contexts,
    IHostResolver resolver,
    FederationHttpOptions options,
    FederationHttpClient http,
    DocumentReader reader,
    WebFingerLookup webFinger,
    HandleCheck handles,
    KeyFetch keyFetch,
    NodeInfoLookup nodeInfo,
    IActorKeys keys,
    IHostMemory memory,
    HostRules rules,
    TimeProvider clock
)
{
    /// <summary>Checks a handle (<c>@bob@b.example</c>) or the address of an actor or a post.</summary>
    public async IAsyncEnumerable<CheckStep> RunAsync(
        string target,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(target);
        string? address = target.Contains("://", StringComparison.Ordinal) ? target.Trim() : null;
        RemoteHandle? handle = null;
        if (address is null && !RemoteHandle.TryParse(target.Trim(), out handle) || address is not null && Origin.Of(address) is null)
        {
            yield return new("target", false, $"\"{target}\" is neither a handle such as @bob@b.example nor an address.");
            yield break;
        }

        string scheme = options.AllowLoopback && handle?.Domain.Contains(':', StringComparison.Ordinal) == true ? "http" : "https";
        Origin first = Origin.Of(address ?? $"{scheme}://{handle!.Domain}")!.Value;
        await foreach (CheckStep step in ReachAsync(first, cancellation))
        {
            yield return step;
            if (step.IsGood == false)
            {
                yield break;
            }
        }

        if (handle is not null)
        {
            WebFingerOutcome answer = await webFinger.FindAsync(handle, cancellation);
            yield return OfWebFinger(handle, answer);
            if (answer is not WebFingerOutcome.Found found)
            {
                yield break;
            }

            address = found.ActorId;
            Origin? second = Origin.Of(address);
            if (second is { } server && server != first)
            {
                await foreach (CheckStep step in ReachAsync(server, cancellation))
                {
                    yield return step;
                    if (step.IsGood == false)
                    {
                        yield break;
                    }
                }
            }
        }

        await foreach (CheckStep step in DocumentAsync(address!, cancellation))
        {
            yield return step;
        }
    }

    /// <summary>What was decided, whether the name leads anywhere, whether anybody answers there.</summary>
    private async IAsyncEnumerable<CheckStep> ReachAsync(
        Origin origin,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        HostDecision decision = await rules.OfAsync(origin.Authority, cancellation);
        yield return decision.Policy switch
        {
            HostPolicy.Suspended => new(
                "policy",
                false,
                $"{origin.Authority} is suspended here, or only an allow list counts: see weft federation hosts, allow, unblock."
            ),
            HostPolicy.Silenced => new("policy", null, $"{origin.Authority} is silenced here: only followers see its posts."),
            _ => new("policy", true, $"Nothing is held against {origin.Authority} here."),
        };
        if (decision.Policy == HostPolicy.Suspended)
        {
            yield break;
        }

        CheckStep name = await NameAsync(origin, cancellation);
        yield return name;
        if (name.IsGood == false)
        {
            yield break;
        }

        HttpOutcome index = await http.GetAsync($"{origin}/.well-known/nodeinfo", Wanted.NodeInfo, null, cancellation);
        yield return index switch
        {
            HttpOutcome.Unreachable or HttpOutcome.Forbidden => new("connection", false, index.Detail),
            HttpOutcome.Received => new("connection", true, $"{origin} answers; it runs {await SoftwareAsync(origin, cancellation)}."),
            _ => new("connection", true, $"{origin} answers, but tells no NodeInfo: {index.Detail}"),
        };
    }

    private async Task<CheckStep> NameAsync(Origin origin, CancellationToken cancellation)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(origin.Host.Trim('[', ']'), out IPAddress? literal)
                ? [literal]
                : await resolver.ResolveAsync(origin.Host, cancellation);
        }
        catch (SocketException fault)
        {
            return new("name", false, $"{origin.Host} has no address: {fault.Message}.");
        }

        string list = string.Join(", ", addresses.Select(a => a.ToString()));
        return !addresses.Any(a => AddressGuard.Allows(a, options.AllowLoopback))
            ? new("name", false, $"{origin.Host} leads to {list}: no public address, so it is not dialled.")
            : new("name", true, $"{origin.Host} leads to {list}.");
    }

    private async Task<string> SoftwareAsync(Origin origin, CancellationToken cancellation)
    {
        NodeInfo? info = (await nodeInfo.FindAsync(origin, cancellation)).Info;
        return info?.Software is { } name ? $"{name} {info.Version}".Trim() : "something that it does not name";
    }

    private static CheckStep OfWebFinger(RemoteHandle handle, WebFingerOutcome answer) =>
        answer switch
        {
            WebFingerOutcome.Found found => new(
                "webfinger",
                true,
                $"{handle} is {found.ActorId}" + (found.Subject is { } s && !s.IsSameAs(handle) ? $", properly called {s}." : ".")
            ),
            WebFingerOutcome.Gone => new("webfinger", false, $"{handle} is gone (410)."),
            WebFingerOutcome.Later later => new("webfinger", false, $"No answer now; another time perhaps: {later.Why}"),
            WebFingerOutcome.Missing missing => new("webfinger", false, missing.Why),
            _ => new("webfinger", false, "An answer that is none."),
        };

    private async IAsyncEnumerable<CheckStep> DocumentAsync(
        string address,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        SigningIdentity instance = await keys.OfAsync(Core.Accounts.Remote.ActorKey.InstanceActor, cancellation);
        HttpOutcome outcome = await http.GetAsync(address, Wanted.Actor, instance, cancellation);
        if (outcome is not HttpOutcome.Received received)
        {
            yield return new("document", false, $"{address}: {outcome.Detail}{Advice(outcome)}");
            yield break;
        }

        DocumentReading reading = reader.Read(received.Body.Span);
        if (!reading.Succeeded)
        {
            yield return new("document", false, $"{address} is not readable: {reading.Refusal.Detail}");
            yield break;
        }

        if (!Embedding.AnswersFor(received.Address, reading.Document))
        {
            yield return new("document", false, $"{received.Address} answers with a document of another origin, {reading.Document.Id}.");
            yield break;
        }

        yield return new("document", true, $"{reading.Document.Id} is a {string.Join(" and ", reading.Document.Types)}.");
        string? actorId = reading.Document switch
        {
            ActorDocument => reading.Document.Id,
            PostDocument post => post.AttributedTo,
            _ => null,
        };
        HostSigning? signing = Origin.Of(address) is { } origin ? await memory.RecallAsync(origin, cancellation) : null;
        yield return new(
            "signatures",
            null,
            signing?.Works is { } works
                ? $"It takes {(works == SignatureScheme.Cavage ? "draft-cavage" : "RFC 9421")} signatures{(signing.PathOnly ? ", over the path alone" : "")}."
                : "Which signatures it takes is not known yet."
        );
        if (reading.Document is ActorDocument actor)
        {
            await foreach (CheckStep step in ActorAsync(actor, instance, cancellation))
            {
                yield return step;
            }
        }
        else if (actorId is not null && reading.Document is PostDocument)
        {
            await foreach (CheckStep step in DocumentAsync(actorId, cancellation))
            {
                yield return step;
            }
        }
        else
        {
            yield return new("actor", false, "It is neither an actor nor a post, so nothing more can be asked.");
        }
    }

    private async IAsyncEnumerable<CheckStep> ActorAsync(
        ActorDocument actor,
        SigningIdentity instance,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        if (!actor.IsComplete || actor.Inbox is not { } inbox)
        {
            yield return new("actor", false, "The actor has no inbox or no username: it answers so to a signature that it dislikes.");
            yield break;
        }

        HandleOutcome handle = await handles.ConfirmAsync(actor, cancellation);
        yield return handle switch
        {
            HandleOutcome.Confirmed confirmed => new("handle", true, $"Its domain says that it is @{confirmed.Handle}."),
            HandleOutcome.Later later => new("handle", false, $"Its domain does not answer now: {later.Why}"),
            HandleOutcome.Unconfirmed un => new("handle", false, $"Its handle is only claimed, so the account is not taken: {un.Why}"),
            _ => new("handle", false, "Its handle can't be asked back."),
        };
        if (actor.Keys is not [{ } listed, ..])
        {
            yield return new("key", false, "The actor lists no key, so nothing that it sends can be believed.");
        }
        else
        {
            FetchedKey key = await keyFetch.FetchAsync(listed.Id, KeyPurpose.Request, instance, cancellation);
            yield return key.Answer switch
            {
                KeyAnswer.Found => new("key", true, $"{listed.Id} is there and is its own."),
                KeyAnswer.NotFound missing => new("key", false, missing.Why),
                KeyAnswer.Refused refused => new("key", false, refused.Why),
                KeyAnswer.Unavailable away => new("key", false, away.Why),
                _ => new("key", false, "The key is gone."),
            };
        }

        yield return await InboxAsync(actor, inbox, cancellation);
        yield return await QueueAsync(actor.SharedInbox ?? inbox, cancellation);
    }

    private async Task<CheckStep> InboxAsync(ActorDocument actor, string inbox, CancellationToken cancellation)
    {
        string shared = actor.SharedInbox is { } one ? $", shared {one}" : ", and no shared one";
        if (Origin.Of(inbox) is not { } origin)
        {
            return new("inbox", false, $"{inbox} is no address.");
        }

        if (await rules.IsSuspendedHostAsync(origin.Authority, cancellation))
        {
            return new("inbox", false, $"{inbox} is on a server that is suspended here.");
        }

        CheckStep name = await NameAsync(origin, cancellation);
        return name.IsGood == false ? name with { Name = "inbox" } : new("inbox", true, $"Its inbox is {inbox}{shared}.");
    }

    /// <summary>How deliveries to it have gone.</summary>
    private async Task<CheckStep> QueueAsync(string inbox, CancellationToken cancellation)
    {
        string host = Origin.Of(inbox)?.Authority ?? "";
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        RemoteHost? row = await db.RemoteHosts.AsNoTracking().FirstOrDefaultAsync(h => h.Name == host, cancellation);
        int waiting = await db.Deliveries.CountAsync(d => d.Host == host, cancellation);
        string queue = string.Create(CultureInfo.InvariantCulture, $"{waiting} deliveries wait for {host}");
        if (row is null || row is { LastSuccessAt: null, LastFailureAt: null })
        {
            return new("delivery", null, $"{queue}; nothing was sent to it yet.");
        }

        string last = row.LastSuccessAt is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"the last success was at {at:u}")
            : "none has succeeded yet";
        return row.ClosedUntil is { } closed && closed > clock.GetUtcNow()
            ? new(
                "delivery",
                false,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{queue}; {last}; it failed {row.Failures} times in a row and is left alone until {closed:u}: {row.LastError}"
                )
            )
            : new(
                "delivery",
                row.Failures == 0,
                $"{queue}; {last}" + (row.LastError is null ? "." : $"; it last failed with: {row.LastError}")
            );
    }

    private static string Advice(HttpOutcome outcome) =>
        outcome switch
        {
            HttpOutcome.Refused { Status: 401 or 403 } =>
                " It refuses our signature: is Weft:Url what others reach, is the clock right, and can it read our /actor?",
            HttpOutcome.NotFound => " threads.net answers so, too, to a signature that it dislikes.",
            HttpOutcome.Broken => " What is no ActivityStreams document is not believed.",
            _ => "",
        };
}
