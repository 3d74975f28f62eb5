using System.Text.Json;
using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Presenting;

/// <summary>Writes this server's actors.</summary>
/// <param name="addresses">This server's.</param>
public sealed class ActorJson(LocalAddresses addresses)
{
    /// <summary>The id of an actor's RSA key.</summary>
    public static string KeyId(string actor) => actor + "#main-key";

    /// <summary>The id of an actor's key for integrity proofs.</summary>
    public static string AssertionKeyId(string actor) => actor + "#ed25519-key";

    /// <summary>The document of an account.</summary>
    public byte[] Write(PresentedActor actor) => ForeignReadable.Document(JsonContexts.Actor, json => Members(json, actor));

    /// <summary>
    /// The document of the server itself. It holds no more than what checking its signature takes, and nobody has to sign
    /// for it: else two servers that both ask for signatures would wait for each other.
    /// </summary>
    /// <param name="name">The server's name.</param>
    /// <param name="publicKeyPem">Its RSA key, SPKI.</param>
    public byte[] WriteInstance(string name, string publicKeyPem) =>
        ForeignReadable.Document(
            JsonContexts.Actor,
            json =>
            {
                string id = addresses.InstanceActor;
                json.WriteString("id", id);
                json.WriteString("type", "Application");
                json.WriteString("preferredUsername", InstanceName);
                json.WriteString("name", name);
                json.WriteString("url", addresses.Origin + "/about");
                json.WriteString("inbox", addresses.SharedInbox);
                json.WriteString("outbox", id + "/outbox");
                json.WriteBoolean("manuallyApprovesFollowers", true);
                json.WriteString("webfinger", $"{InstanceName}@{addresses.Domain}");
                Endpoints(json);
                Key(json, id, publicKeyPem);
            }
        );

    /// <summary>The server's own handle: its domain, whose dot keeps it apart from people.</summary>
    private string InstanceName => addresses.Domain.Split(':')[0];

    internal void Members(Utf8JsonWriter json, PresentedActor actor)
    {
        string id = addresses.Actor(actor.Username);
        json.WriteString("id", id);
        json.WriteString("type", actor.Bot ? "Service" : "Person");
        json.WriteString("preferredUsername", actor.Username);
        json.WriteString("webfinger", $"{actor.Username}@{addresses.Domain}");
        json.WriteString("name", actor.Name);
        json.WriteString("summary", actor.Summary);
        json.WriteString("url", addresses.Profile(actor.Username));
        json.WriteString("inbox", addresses.Of(LocalKind.Inbox, actor.Username));
        json.WriteString("outbox", addresses.Of(LocalKind.Outbox, actor.Username));
        json.WriteString("followers", addresses.Of(LocalKind.Followers, actor.Username));
        json.WriteString("following", addresses.Of(LocalKind.Following, actor.Username));
        json.WriteString("featured", addresses.Of(LocalKind.Featured, actor.Username));
        json.WriteBoolean("manuallyApprovesFollowers", actor.Locked);
        json.WriteBoolean("discoverable", actor.Discoverable);
        json.WriteBoolean("indexable", actor.Indexable);
        json.WriteMoment("published", new DateTimeOffset(actor.CreatedAt.UtcDateTime.Date, TimeSpan.Zero));
        if (actor.Suspended)
        {
            json.WriteBoolean("suspended", true);
        }

        if (actor.AlsoKnownAs.Count > 0)
        {
            json.WriteAll("alsoKnownAs", actor.AlsoKnownAs);
        }

        json.WriteSaid("movedTo", actor.MovedTo);
        Fields(json, actor);
        json.WriteStartArray("tag");
        EmojiJson.WriteAll(json, actor.Emojis, addresses);
        json.WriteEndArray();
        json.WritePicture("icon", actor.Icon);
        json.WritePicture("image", actor.Image);
        Endpoints(json);
        Key(json, id, actor.PublicKeyPem);
        Assertion(json, id, actor.AssertionKey);
    }

    private static void Fields(Utf8JsonWriter json, PresentedActor actor)
    {
        json.WriteStartArray("attachment");
        foreach (Core.Accounts.ProfileField field in actor.Fields)
        {
            json.WriteStartObject();
            json.WriteString("type", "PropertyValue");
            json.WriteString("name", field.Name);
            json.WriteString("value", field.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Endpoints(Utf8JsonWriter json)
    {
        json.WriteStartObject("endpoints");
        json.WriteString("sharedInbox", addresses.SharedInbox);
        json.WriteEndObject();
    }

    private static void Key(Utf8JsonWriter json, string actor, string pem)
    {
        json.WriteStartObject("publicKey");
        json.WriteString("id", KeyId(actor));
        json.WriteString("owner", actor);
        json.WriteString("publicKeyPem", pem);
        json.WriteEndObject();
    }

    private static void Assertion(Utf8JsonWriter json, string actor, string? multibase)
    {
        if (multibase is null)
        {
            return;
        }

        json.WriteStartArray("assertionMethod");
        json.WriteStartObject();
        json.WriteString("id", AssertionKeyId(actor));
        json.WriteString("type", "Multikey");
        json.WriteString("controller", actor);
        json.WriteString("publicKeyMultibase", multibase);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
