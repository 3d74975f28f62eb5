using Weft.Federation.Documents.Collections;

namespace Weft.Federation.Documents;

/// <summary>When an inlined document counts without being fetched (FEP-fe34).</summary>
public static class Embedding
{
    /// <summary>
    /// True when the one who vouches for the container owns the inlined document by its own words and by its origin, or
    /// when it is a part of the container without an id or a name of its own. Everything else is fetched from its origin.
    /// </summary>
    /// <param name="voucher">Who vouches for the container: the signer of an activity, the owner of a fetched document.</param>
    /// <param name="inlined">What stands in it.</param>
    public static bool Believes(string voucher, Document inlined)
    {
        ArgumentNullException.ThrowIfNull(inlined);
        if (inlined.Id is not null && !Origin.Same(inlined.Id, voucher))
        {
            return false;
        }

        // What is left of something, and a collection, rarely say whose they are; of the same origin they are what it says.
        return inlined.Owner is { } owner
            ? WebAddress.SameId(owner, voucher)
            : inlined.Id is null || inlined is TombstoneDocument or CollectionDocument;
    }

    /// <summary>
    /// True when a document that was fetched answers for the id in it: it came from that address, or names another one of
    /// the same origin. What fails is fetched once more, at its id.
    /// </summary>
    /// <param name="address">Where it came from, after redirects.</param>
    /// <param name="fetched">What came.</param>
    public static bool AnswersFor(string address, Document fetched)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        return fetched.Id is null || Origin.Same(address, fetched.Id);
    }
}
