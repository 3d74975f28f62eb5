namespace Weft.Federation.Documents;

/// <summary>Why a foreign document can't be used at all. All but the first answer 400; none is worth another try.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Detail">A sentence for the log and for whoever sent it.</param>
public sealed record DocumentRefusal(DocumentFault Kind, string Detail);

/// <summary>What makes a document unusable.</summary>
public enum DocumentFault
{
    /// <summary>More than 1 MiB: 413.</summary>
    TooLarge,

    /// <summary>No JSON, no UTF-8, or one object holds the same key twice.</summary>
    NotJson,

    /// <summary>More than 32 objects and arrays inside of each other.</summary>
    TooDeep,

    /// <summary>The top is no object.</summary>
    NotAnObject,

    /// <summary><c>@graph</c>, <c>@included</c> or <c>@reverse</c>: the document could mean something else than what it says.</summary>
    Rearranged,

    /// <summary>Two spellings of one crucial key.</summary>
    Ambiguous,

    /// <summary>Nothing says what it is.</summary>
    NoType,

    /// <summary>The id is missing, or none.</summary>
    NoId,

    /// <summary>An activity without an actor.</summary>
    NoActor,

    /// <summary>A post or stamp of nobody.</summary>
    NoOwner,

    /// <summary>Its id is on another origin than who is said to own it.</summary>
    ForeignOwner,

    /// <summary>An activity about nothing.</summary>
    NoObject,
}
