namespace Weft.Federation.Documents;

/// <summary>What is the same for all parts of one document that is being read.</summary>
internal sealed class ReadingRun(DateTimeOffset now)
{
    private readonly List<DroppedField> _dropped = [];

    public DateTimeOffset Now { get; } = now;

    public IReadOnlyList<DroppedField> Dropped => _dropped;

    /// <summary>Notes what was left out or cut.</summary>
    public void Drop(string field, DropReason reason)
    {
        if (_dropped.Count < Limits.Dropped)
        {
            _dropped.Add(new DroppedField(field, reason));
        }
    }
}

/// <summary>One document read, or refused.</summary>
internal readonly record struct ReadResult(Document? Document, DocumentRefusal? Refusal)
{
    public static implicit operator ReadResult(Document document) => new(document, null);

    public static implicit operator ReadResult(DocumentRefusal refusal) => new(null, refusal);

    public static DocumentRefusal Refused(DocumentFault kind, string detail) => new(kind, detail);
}
