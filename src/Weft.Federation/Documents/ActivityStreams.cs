namespace Weft.Federation.Documents;

/// <summary>Names of the ActivityStreams vocabulary that are more than words.</summary>
public static class ActivityStreams
{
    /// <summary>The namespace, and the context that every document names.</summary>
    public const string Context = "https://www.w3.org/ns/activitystreams";

    /// <summary>Everybody, as a recipient. Written so; <c>as:Public</c> and <c>Public</c> are read as this.</summary>
    public const string Public = Context + "#Public";

    /// <summary>What documents are served as, sent as and asked for.</summary>
    public const string MediaType = "application/activity+json";

    /// <summary>The other name of the same type.</summary>
    public const string LinkedDataMediaType = "application/ld+json; profile=\"" + Context + "\"";
}
