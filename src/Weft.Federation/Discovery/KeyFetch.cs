using System.Diagnostics.CodeAnalysis;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Discovery;

/// <summary>
/// Fetches a key from where its id points and makes sure that key and actor vouch for each other: the address that
/// answered, the key's id and the owner are of one origin, and the actor lists the key (FEP-fe34). Keeps nothing; how
/// often a key is fetched is for the caller to limit.
/// </summary>
public sealed class KeyFetch(FederationHttpClient http, DocumentReader reader, KeyLimits limits)
{
    /// <summary>Fetches the key. Sign as the instance actor, whose own key all can read without a signature: else two servers wait for each other.</summary>
    public async Task<FetchedKey> FetchAsync(string keyId, KeyPurpose purpose, SigningIdentity instance, CancellationToken cancellation)
    {
        Fetched first = await FetchAsync(keyId, instance, cancellation);
        if (first.Failure is { } failure)
        {
            return new(failure);
        }

        switch (first.Document)
        {
            case ActorDocument actor when Origin.Same(actor.Id, keyId):
                return Pick(actor, keyId, purpose, null);
            case KeyDocument key when WebAddress.SameId(key.Id, keyId):
                Fetched second = await FetchAsync(key.Controller, instance, cancellation);
                return second switch
                {
                    { Failure: { } because } => new(because),
                    { Document: ActorDocument owner } when WebAddress.SameId(owner.Id, key.Controller) => Pick(owner, keyId, purpose, key),
                    _ => new(new KeyAnswer.Refused("The key's owner is no actor, or calls itself something else.")),
                };
            default:
                return new(new KeyAnswer.Refused("The key's address holds neither the key nor its owner."));
        }
    }

    private sealed record Fetched(Document? Document, KeyAnswer? Failure);

    private async Task<Fetched> FetchAsync(string address, SigningIdentity instance, CancellationToken cancellation)
    {
        HttpOutcome outcome = await http.GetAsync(address, Wanted.Key, instance, cancellation);
        if (outcome is not HttpOutcome.Received received)
        {
            return new(null, Failure(outcome));
        }

        DocumentReading reading = reader.Read(received.Body.Span);
        if (!reading.Succeeded)
        {
            return new(null, new KeyAnswer.NotFound($"{received.Address}: {reading.Refusal.Detail}"));
        }

        return Embedding.AnswersFor(received.Address, reading.Document)
            ? new(reading.Document, null)
            : new(null, new KeyAnswer.Refused($"{received.Address} answered with a document of another origin."));
    }

    private static KeyAnswer Failure(HttpOutcome outcome) =>
        outcome switch
        {
            HttpOutcome.Gone => new KeyAnswer.Gone(),
            HttpOutcome.Forbidden => new KeyAnswer.Refused(outcome.Detail),
            HttpOutcome.Refused { Status: 401 } => new KeyAnswer.Unavailable(outcome.Detail) { IsRefusal = true },
            { MayPassLater: true } => new KeyAnswer.Unavailable(outcome.Detail),
            _ => new KeyAnswer.NotFound(outcome.Detail),
        };

    private FetchedKey Pick(ActorDocument actor, string keyId, KeyPurpose purpose, KeyDocument? alone)
    {
        foreach (Written listed in Listed(actor, purpose).Where(listed => Names(listed, keyId, alone) || IsOnly(actor, keyId, listed)))
        {
            // Where only the id stands in the actor, the key is the one that was fetched alone.
            Written key = listed.IsEmpty && alone is not null ? new(keyId, alone.Pem, alone.PublicKeyMultibase) : listed;
            if (key.IsEmpty)
            {
                continue;
            }

            return key.TryRead(limits, out VerificationKey? read, out string? why)
                ? new(new KeyAnswer.Found(read, actor.Id!, Fetched: true), actor)
                : new(new KeyAnswer.NotFound(why), actor);
        }

        return new(new KeyAnswer.NotFound($"{actor.Id} lists no key {keyId} for this purpose."), actor);
    }

    /// <summary>Whether an entry is the key: by its id; or, of a key that was fetched alone under another name (Misskey), by itself.</summary>
    private static bool Names(Written listed, string keyId, KeyDocument? alone) =>
        WebAddress.SameId(listed.Id, keyId)
        || (alone?.Pem is { } pem && listed.Pem == pem)
        || (alone?.PublicKeyMultibase is { } multibase && listed.Multibase == multibase);

    /// <summary>Old PeerTube signs with the actor's own id for the key's: its only key, then.</summary>
    private static bool IsOnly(ActorDocument actor, string keyId, Written listed) =>
        WebAddress.SameId(actor.Id, keyId) && actor.Keys.Count == 1 && listed.Id == actor.Keys[0].Id;

    private static IEnumerable<Written> Listed(ActorDocument actor, KeyPurpose purpose)
    {
        IEnumerable<Written> proving = actor.AssertionKeys.Select(key => new Written(key.Id, null, key.PublicKeyMultibase));
        return purpose == KeyPurpose.Proof ? proving : actor.Keys.Select(key => new Written(key.Id, key.Pem, null)).Concat(proving);
    }

    private sealed record Written(string Id, string? Pem, string? Multibase)
    {
        public bool IsEmpty => Pem is null && Multibase is null;

        public bool TryRead(KeyLimits limits, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? why) =>
            Pem is not null
                ? VerificationKey.TryReadPem(Pem, limits, out key, out why)
                : VerificationKey.TryReadMultikey(Multibase!, out key, out why);
    }
}
