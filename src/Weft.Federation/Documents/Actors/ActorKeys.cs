using System.Text.Json;

namespace Weft.Federation.Documents.Actors;

/// <summary>Reads keys: an object, an id, or an array of both; in an actor or alone.</summary>
internal static class ActorKeys
{
    public static IReadOnlyList<ActorKey> Read(ForeignObject actor, string actorId) =>
        Read(actor, "publicKey", actorId, (id, key) => new ActorKey(id, key is null ? null : Pem(key)), key => key.Pem is null);

    public static IReadOnlyList<AssertionKey> ReadAssertion(ForeignObject actor, string actorId) =>
        Read(
            actor,
            "assertionMethod",
            actorId,
            (id, key) => new AssertionKey(id, key?.Word("publicKeyMultibase")),
            key => key.PublicKeyMultibase is null
        );

    /// <summary>Reads a key that stands alone.</summary>
    public static ReadResult ReadAlone(ForeignObject json)
    {
        if (json.Id("id") is not { } id)
        {
            return ReadResult.Refused(DocumentFault.NoId, "A key has no id.");
        }

        if ((json.Id("owner") ?? json.Id("controller")) is not { } controller)
        {
            return ReadResult.Refused(DocumentFault.NoOwner, "A key has no owner.");
        }

        if (!Origin.Same(id, controller))
        {
            return ReadResult.Refused(DocumentFault.ForeignOwner, "A key is on another origin than its owner.");
        }

        return new KeyDocument
        {
            Id = id,
            Types = json.Types,
            Controller = controller,
            Pem = Pem(json),
            PublicKeyMultibase = json.Word("publicKeyMultibase"),
        };
    }

    private static List<T> Read<T>(
        ForeignObject actor,
        string field,
        string actorId,
        Func<string, ForeignObject?, T> make,
        Func<T, bool> isEmpty
    )
    {
        List<T> keys = [];
        foreach (JsonElement value in actor.Values(field, Limits.Keys))
        {
            ForeignObject? key = value.ValueKind == JsonValueKind.Object ? actor.Inner(field, value) : null;
            string? id = key is null ? (value.ValueKind == JsonValueKind.String ? JsonStrings.Of(value) : null) : key.Id("id");
            if (!WebAddress.IsId(id))
            {
                actor.Drop(field, DropReason.NotAnId);
            }
            else if (!Origin.Same(id, actorId) || (key is not null && !IsOwned(key, actorId)))
            {
                actor.Drop(field, DropReason.ForeignOrigin);
            }
            else if (make(id, key) is var made && key is not null && isEmpty(made))
            {
                actor.Drop(field, DropReason.Invalid);
            }
            else
            {
                keys.Add(made);
            }
        }

        return keys;
    }

    // A key in an actor that doesn't say whose it is, is the actor's.
    private static bool IsOwned(ForeignObject key, string actorId) =>
        !(key.Has("owner") || key.Has("controller")) || WebAddress.SameId(key.Id("owner") ?? key.Id("controller"), actorId);

    // Some write the line ends as the two characters \n.
    private static string? Pem(ForeignObject key) =>
        key.Word("publicKeyPem", Limits.Key)?.Replace("\\n", "\n", StringComparison.Ordinal).Trim();
}
