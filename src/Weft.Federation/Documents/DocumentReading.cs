using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Weft.Federation.Documents;

/// <summary>What came of reading a foreign document: its typed form, or why there is none.</summary>
public sealed record DocumentReading
{
    internal DocumentReading(Document? document, DocumentRefusal? refusal, IReadOnlyList<DroppedField> dropped, JsonElement json) =>
        (Document, Refusal, Dropped, Json) = (document, refusal, dropped, json);

    /// <summary>The typed form; null when it was refused.</summary>
    public Document? Document { get; }

    /// <summary>Why it was refused; null when it was read.</summary>
    public DocumentRefusal? Refusal { get; }

    /// <summary>What was left out or cut, 100 entries at most.</summary>
    public IReadOnlyList<DroppedField> Dropped { get; }

    /// <summary>The JSON as it came, for the proofs that are made over it; undefined when it was none.</summary>
    public JsonElement Json { get; }

    /// <summary>True when it was read.</summary>
    [MemberNotNullWhen(true, nameof(Document))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;
}
