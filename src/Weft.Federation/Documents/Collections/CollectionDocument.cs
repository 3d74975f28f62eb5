namespace Weft.Federation.Documents.Collections;

/// <summary>
/// A collection or a page of one. What leads to its other parts is of its own origin, or was left out; what it lists may
/// be of any.
/// </summary>
public sealed record CollectionDocument : Document
{
    /// <summary>The order means something.</summary>
    public required bool Ordered { get; init; }

    /// <summary>A page.</summary>
    public required bool IsPage { get; init; }

    /// <summary>How many things are in the whole collection, when said; the server's own word.</summary>
    public required long? TotalItems { get; init; }

    /// <summary>What is in it, or on this page: 1,000 things at most.</summary>
    public required IReadOnlyList<Reference> Items { get; init; }

    /// <summary>Its first page.</summary>
    public required Reference? First { get; init; }

    /// <summary>The page after this one, also behind an empty one.</summary>
    public required Reference? Next { get; init; }

    /// <summary>The page before this one.</summary>
    public required Reference? Prev { get; init; }

    /// <summary>Its last page.</summary>
    public required Reference? Last { get; init; }

    /// <summary>The collection that this is a page of.</summary>
    public required string? PartOf { get; init; }

    /// <summary>Whose it is, when said.</summary>
    public required string? AttributedTo { get; init; }

    /// <inheritdoc/>
    public override string? Owner => AttributedTo;
}

/// <summary>Reads collections.</summary>
internal static class CollectionReading
{
    public static ReadResult Read(ForeignObject json, bool ordered, bool page)
    {
        string? id = json.Id("id");
        string? partOf = json.IdAt("partOf", id);
        if (id is null && !page && json.Nesting == 0)
        {
            return ReadResult.Refused(DocumentFault.NoId, "A collection has no id.");
        }

        string? owner = id ?? partOf;
        return new CollectionDocument
        {
            Id = id,
            Types = json.Types,
            Ordered = ordered,
            IsPage = page,
            TotalItems = json.Count("totalItems"),
            // Both names stand on both types.
            Items = [.. json.References("orderedItems"), .. json.References("items")],
            First = json.Collection("first", owner),
            Next = json.Collection("next", owner),
            Prev = json.Collection("prev", owner),
            Last = json.Collection("last", owner),
            PartOf = partOf,
            AttributedTo = json.IdAt("attributedTo", id),
        };
    }
}
