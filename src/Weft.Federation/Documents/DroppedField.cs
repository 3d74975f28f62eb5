namespace Weft.Federation.Documents;

/// <summary>A part of a foreign document that was left out or cut.</summary>
/// <param name="Field">Where it stood: <c>tag</c>, <c>object.attachment.url</c>.</param>
/// <param name="Reason">Why.</param>
public sealed record DroppedField(string Field, DropReason Reason);

/// <summary>Why a part of a foreign document was left out or cut.</summary>
public enum DropReason
{
    /// <summary>A number where a text should be, and the like.</summary>
    WrongKind,

    /// <summary>No absolute http or https id.</summary>
    NotAnId,

    /// <summary>No http or https address.</summary>
    NotAnAddress,

    /// <summary>No moment.</summary>
    NotATime,

    /// <summary>Characters or numbers that may not stand there.</summary>
    Invalid,

    /// <summary>Cut to the limit, or dropped where a part of it is of no use.</summary>
    TooLong,

    /// <summary>The entries beyond the limit were left out.</summary>
    TooMany,

    /// <summary>Inlined deeper than is read; kept as a link where it has an id.</summary>
    TooDeep,

    /// <summary>A type that means nothing in that place.</summary>
    UnknownKind,

    /// <summary>An inlined document that is refused by itself; kept as a link where it has an id.</summary>
    Unusable,

    /// <summary>Something that only the same origin may say.</summary>
    ForeignOrigin,
}
