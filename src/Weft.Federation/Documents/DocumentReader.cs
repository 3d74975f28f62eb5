using System.Runtime.InteropServices;
using System.Text.Json;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Documents;

/// <summary>
/// Reads a foreign document, once, into a typed form, before anything is done about it. Reads tolerantly; what it hands
/// on is strict. Never throws for what others wrote.
/// </summary>
/// <param name="clock">Says what is in the future.</param>
public sealed class DocumentReader(TimeProvider clock)
{
    /// <summary>Reads the body of a request or an answer.</summary>
    public DocumentReading Read(ReadOnlySpan<byte> utf8)
    {
        if (ForeignJson.Read(utf8, out JsonElement json) is { } refusal)
        {
            return new DocumentReading(null, refusal, [], json);
        }

        ReadingRun run = new(clock.GetUtcNow());
        ReadResult result = Read(new ForeignObject(json, run));
        return new DocumentReading(result.Document, result.Refusal, run.Dropped, json);
    }

    /// <summary>Reads a part of a document, with all the checks of a whole one.</summary>
    public DocumentReading Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Undefined ? Read([]) : Read(JsonMarshal.GetRawUtf8Value(json));

    internal static ReadResult Read(ForeignObject json)
    {
        if (json.IsAmbiguous)
        {
            return ReadResult.Refused(DocumentFault.Ambiguous, "A key stands there in two spellings.");
        }

        foreach (string type in json.Types)
        {
            if (DocumentTypes.Readers.TryGetValue(type, out Func<ForeignObject, ReadResult>? read))
            {
                return read(json);
            }
        }

        if (json.Types.Count > 0)
        {
            return json.Has("actor") ? ActivityReading.Read(json, ActivityKind.Other) : Other(json);
        }

        // Some servers serve a bare key without a type.
        return json.Has("publicKeyPem") ? ActorKeys.ReadAlone(json) : ReadResult.Refused(DocumentFault.NoType, "The document has no type.");
    }

    private static ReadResult Other(ForeignObject json)
    {
        string? id = json.Id("id");
        return id is null && json.Nesting == 0
            ? ReadResult.Refused(DocumentFault.NoId, "The document has no id.")
            : new OtherDocument
            {
                Id = id,
                Types = json.Types,
                Name = json.Line("name", Limits.Name),
                Url = json.Link("href") ?? json.Link("url"),
            };
    }
}
