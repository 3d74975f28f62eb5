using System.Text.Json;

namespace Weft.Federation.Presenting;

/// <summary>Writes collections, their pages, and what is left of things.</summary>
public static class CollectionJson
{
    /// <summary>A collection with a first page, or one that tells no more than its size.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="total">How many are in it, also where they are hidden.</param>
    /// <param name="first">The first page; null where nothing is shown.</param>
    /// <param name="last">The last page.</param>
    public static byte[] Whole(string id, long total, string? first, string? last = null) =>
        ForeignReadable.Document(
            JsonContexts.Plain,
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "OrderedCollection");
                json.WriteNumber("totalItems", total);
                json.WriteSaid("first", first);
                json.WriteSaid("last", last);
            }
        );

    /// <summary>A collection that is short enough to stand whole: pinned posts, the followers that one server asks for.</summary>
    public static byte[] Whole(string id, IReadOnlyList<Inlay> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return ForeignReadable.Document(
            Richest(items),
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "OrderedCollection");
                json.WriteNumber("totalItems", items.Count);
                Items(json, items);
            }
        );
    }

    /// <summary>A collection of which nobody counts what is in it, and which is somebody's: a conversation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="first">The first page.</param>
    public static byte[] Owned(string id, string owner, string first) =>
        ForeignReadable.Document(
            JsonContexts.Plain,
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "OrderedCollection");
                json.WriteString("attributedTo", owner);
                json.WriteString("first", first);
            }
        );

    /// <summary>A page.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="partOf">The collection.</param>
    /// <param name="items">What is on it.</param>
    /// <param name="next">The page after it.</param>
    /// <param name="prev">The page before it.</param>
    public static byte[] Page(string id, string partOf, IReadOnlyList<Inlay> items, string? next, string? prev = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return ForeignReadable.Document(
            Richest(items),
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "OrderedCollectionPage");
                json.WriteString("partOf", partOf);
                json.WriteSaid("next", next);
                json.WriteSaid("prev", prev);
                Items(json, items);
            }
        );
    }

    /// <summary>What is left of something deleted: the body of a 410.</summary>
    public static byte[] Tombstone(string id, string formerType, DateTimeOffset? deleted) =>
        ForeignReadable.Document(
            JsonContexts.Plain,
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "Tombstone");
                json.WriteString("formerType", formerType);
                if (deleted is { } moment)
                {
                    json.WriteMoment("deleted", moment);
                }
            }
        );

    private static void Items(Utf8JsonWriter json, IReadOnlyList<Inlay> items)
    {
        json.WriteStartArray("orderedItems");
        foreach (Inlay item in items)
        {
            item.Write(json);
        }

        json.WriteEndArray();
    }

    private static string Richest(IReadOnlyList<Inlay> items) =>
        items.Select(i => i.Context).FirstOrDefault(c => c != JsonContexts.Plain, JsonContexts.Plain);
}
