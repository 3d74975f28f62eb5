using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Threads;

/// <summary>A post that an entry of a conversation's list is about: the entry itself, or what an activity was done to (FEP-f228).</summary>
/// <param name="Id">The post's id; that of an activity where nothing but that stands there.</param>
/// <param name="Inlined">What stands there of it; null where it may say something else by now.</param>
/// <param name="MayHaveChanged">The entry tells that it was edited or deleted.</param>
internal sealed record ListedPost(string Id, Document? Inlined, bool MayHaveChanged)
{
    /// <summary>What the entry is about; null for what tells of no post: likes, follows, what Weft does not know.</summary>
    public static ListedPost? Of(Reference entry) =>
        entry.Inlined switch
        {
            // Conversation containers (FEP-171b) pass on what others did.
            ActivityDocument { Kind: ActivityKind.Add, Object: { } passedOn } => Of(passedOn),
            ActivityDocument { Kind: ActivityKind.Create, Object: { Id: { } said } created } => new(said, created.Inlined, false),
            ActivityDocument { Kind: ActivityKind.Update or ActivityKind.Delete, Object.Id: { } said } => new(said, null, true),
            ActivityDocument => null,
            _ => entry.Id is { } id ? new(id, entry.Inlined, false) : null,
        };
}
