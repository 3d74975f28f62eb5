using Weft.Core.Accounts.Remote;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Actors;

/// <summary>A document from its own server, or why there is none.</summary>
/// <param name="Document">The document; what it says of its own id has been checked.</param>
/// <param name="Outcome">What the other server answered.</param>
/// <param name="Why">One sentence when there is no document.</param>
public sealed record FetchedDocument(Document? Document, HttpOutcome? Outcome, string Why)
{
    /// <summary>The same may succeed another time.</summary>
    public bool MayPassLater => Document is null && Outcome?.MayPassLater == true;

    /// <summary>It is gone for good, or its Tombstone is there.</summary>
    public bool IsGone => Outcome is HttpOutcome.Gone || Document is TombstoneDocument;
}

/// <summary>
/// Fetches documents from where their ids point, signed. What calls itself by another id is fetched
/// once more, at that id, so that nobody can say something in somebody else's name.
/// </summary>
public sealed class DocumentFetch(FederationHttpClient http, DocumentReader reader, IActorKeys keys, HostRules hosts)
{
    /// <summary>Fetches one, as the instance actor.</summary>
    public async Task<FetchedDocument> FetchAsync(string id, Wanted wanted, CancellationToken cancellation) =>
        await FetchAsync(id, wanted, await keys.OfAsync(ActorKey.InstanceActor, cancellation), cancellation);

    /// <summary>Fetches one as somebody of this server, who may see what not everyone may.</summary>
    public async Task<FetchedDocument> FetchAsync(string id, Wanted wanted, SigningIdentity asker, CancellationToken cancellation)
    {
        FetchedDocument first = await OnceAsync(id, wanted, asker, cancellation);
        if (first.Document?.Id is not { } named || WebAddress.SameId(named, id))
        {
            return first;
        }

        FetchedDocument second = await OnceAsync(named, wanted, asker, cancellation);
        return second.Document is not null && !WebAddress.SameId(second.Document.Id, named)
            ? second with
            {
                Document = null,
                Why = $"{named} calls itself something else again.",
            }
            : second;
    }

    private async Task<FetchedDocument> OnceAsync(string id, Wanted wanted, SigningIdentity asker, CancellationToken cancellation)
    {
        if (await hosts.IsSuspendedAsync(id, cancellation))
        {
            return new(null, null, $"The server of {id} is suspended here.");
        }

        HttpOutcome outcome = await http.GetAsync(id, wanted, asker, cancellation);
        if (outcome is not HttpOutcome.Received received)
        {
            return new(null, outcome, outcome.Detail);
        }

        DocumentReading reading = reader.Read(received.Body.Span);
        if (!reading.Succeeded)
        {
            return new(null, outcome, reading.Refusal.Detail);
        }

        return Embedding.AnswersFor(received.Address, reading.Document) || reading.Document.Id is not null
            ? new(Claimed(received, reading.Document), outcome, "")
            : new(null, outcome, "The document has no id.");
    }

    // From another origin than its id's it is no more than a hint where to look: the id is asked itself.
    private static Document Claimed(HttpOutcome.Received received, Document document) =>
        Embedding.AnswersFor(received.Address, document)
            ? document
            : new OtherDocument
            {
                Id = document.Id,
                Types = document.Types,
                Name = null,
                Url = null,
            };
}
