using System.Security;
using System.Text;
using System.Text.Json;
using Weft.Federation.Documents;

namespace Weft.Federation.Presenting;

/// <summary>The documents by which this server and its people are found: WebFinger, host-meta, NodeInfo.</summary>
/// <param name="addresses">This server's.</param>
public sealed class DiscoveryDocuments(LocalAddresses addresses)
{
    private const string NodeInfoSchema = "http://nodeinfo.diaspora.software/ns/schema/";

    /// <summary>The WebFinger answer about an account.</summary>
    public byte[] Webfinger(string username) =>
        Webfinger($"{username}@{addresses.Domain}", addresses.Actor(username), addresses.Profile(username));

    /// <summary>The WebFinger answer about the server itself.</summary>
    public byte[] WebfingerOfInstance() =>
        Webfinger($"{addresses.Domain.Split(':')[0]}@{addresses.Domain}", addresses.InstanceActor, addresses.Origin + "/about");

    /// <summary>host-meta, as <c>application/xrd+xml</c>.</summary>
    public byte[] HostMetaXml() =>
        Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\"><Link rel=\"lrdd\" template=\""
                + SecurityElement.Escape(Template)
                + "\"/></XRD>"
        );

    /// <summary>host-meta, as JSON.</summary>
    public byte[] HostMetaJson() =>
        ForeignReadable.Object(json =>
        {
            json.WriteStartArray("links");
            json.WriteStartObject();
            json.WriteString("rel", "lrdd");
            json.WriteString("template", Template);
            json.WriteEndObject();
            json.WriteEndArray();
        });

    /// <summary>Where NodeInfo and the instance actor (FEP-2677) are.</summary>
    public byte[] NodeInfoLinks() =>
        ForeignReadable.Object(json =>
        {
            json.WriteStartArray("links");
            Link(json, NodeInfoSchema + "2.0", null, addresses.Origin + "/nodeinfo/2.0");
            Link(json, NodeInfoSchema + "2.1", null, addresses.Origin + "/nodeinfo/2.1");
            Link(json, ActivityStreams.Context + "#Application", null, addresses.InstanceActor);
            json.WriteEndArray();
        });

    /// <summary>The content type of NodeInfo.</summary>
    /// <param name="version"><c>2.0</c> or <c>2.1</c>.</param>
    public static string NodeInfoType(string version) => $"application/json; profile=\"{NodeInfoSchema}{version}#\"";

    /// <summary>NodeInfo.</summary>
    /// <param name="version"><c>2.0</c> or <c>2.1</c>.</param>
    /// <param name="facts">What is told.</param>
    public static byte[] NodeInfo(string version, NodeFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return ForeignReadable.Object(json =>
        {
            json.WriteString("version", version);
            json.WriteStartObject("software");
            json.WriteString("name", "weft");
            json.WriteString("version", facts.Version);
            if (version == "2.1")
            {
                json.WriteSaid("repository", facts.Repository);
                json.WriteSaid("homepage", facts.Repository);
            }

            json.WriteEndObject();
            json.WriteAll("protocols", ["activitypub"]);
            json.WriteStartObject("services");
            json.WriteAll("inbound", []);
            json.WriteAll("outbound", []);
            json.WriteEndObject();
            json.WriteBoolean("openRegistrations", facts.OpenRegistrations);
            json.WriteStartObject("usage");
            json.WriteStartObject("users");
            json.WriteNumber("total", facts.Users);
            json.WriteNumber("activeMonth", facts.ActiveMonth);
            json.WriteNumber("activeHalfyear", facts.ActiveHalfyear);
            json.WriteEndObject();
            json.WriteNumber("localPosts", facts.LocalPosts);
            json.WriteEndObject();
            json.WriteStartObject("metadata");
            json.WriteString("nodeName", facts.Name);
            json.WriteString("nodeDescription", facts.Description);
            // Apps ask here whose API they may speak.
            json.WriteStartObject("upstream");
            json.WriteString("name", "mastodon");
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private string Template => addresses.Origin + "/.well-known/webfinger?resource={uri}";

    private byte[] Webfinger(string handle, string actor, string page) =>
        ForeignReadable.Object(json =>
        {
            json.WriteString("subject", "acct:" + handle);
            json.WriteAll("aliases", [page, actor]);
            json.WriteStartArray("links");
            Link(json, "http://webfinger.net/rel/profile-page", "text/html", page);
            Link(json, "self", ActivityStreams.MediaType, actor);
            json.WriteStartObject();
            json.WriteString("rel", "http://ostatus.org/schema/1.0/subscribe");
            json.WriteString("template", addresses.Origin + "/authorize_interaction?uri={uri}");
            json.WriteEndObject();
            json.WriteEndArray();
        });

    private static void Link(Utf8JsonWriter json, string relation, string? type, string href)
    {
        json.WriteStartObject();
        json.WriteString("rel", relation);
        json.WriteSaid("type", type);
        json.WriteString("href", href);
        json.WriteEndObject();
    }
}

/// <summary>What NodeInfo tells.</summary>
/// <param name="Version">Weft's version.</param>
/// <param name="Repository">Where its source is.</param>
/// <param name="Name">The server's name.</param>
/// <param name="Description">What the server is for.</param>
/// <param name="OpenRegistrations">Whether anybody may sign up.</param>
/// <param name="Users">Its accounts.</param>
/// <param name="ActiveMonth">Those that were there in the last 30 days.</param>
/// <param name="ActiveHalfyear">Those that were there in the last 180 days.</param>
/// <param name="LocalPosts">What they said.</param>
public sealed record NodeFacts(
    string Version,
    string? Repository,
    string Name,
    string Description,
    bool OpenRegistrations,
    long Users,
    long ActiveMonth,
    long ActiveHalfyear,
    long LocalPosts
);
