namespace Weft.Federation.Documents;

/// <summary>Something that a document names: by its id, or inlined, or both. At least one of the two is there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Inlined">What stands there of it. It says so itself: ask <see cref="Embedding.Believes"/> before it counts.</param>
public sealed record Reference(string? Id, Document? Inlined);
