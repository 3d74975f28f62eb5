namespace Weft.Federation.Documents.Actors;

/// <summary>
/// Somebody on another server. All collections and inboxes are of the same origin as the id; what was not is left out.
/// </summary>
public sealed record ActorDocument : Document
{
    /// <summary>What kind of somebody.</summary>
    public required ActorKind Kind { get; init; }

    /// <summary>The handle without @ (<c>preferredUsername</c>): ASCII letters, digits, <c>_ . - ~</c>; null when absent or something else.</summary>
    public required string? Username { get; init; }

    /// <summary>The whole handle as the actor says it (FEP-2c59), without @; to be asked back by WebFinger.</summary>
    public required string? Webfinger { get; init; }

    /// <summary>The name to show, one line; null for none.</summary>
    public required string? Name { get; init; }

    /// <summary>The biography.</summary>
    public required ForeignHtml? Summary { get; init; }

    /// <summary>The profile's page for people; of whatever host.</summary>
    public required string? Url { get; init; }

    /// <summary>Where to deliver; null in stubs and where the signature of the fetch was not liked (<see cref="IsComplete"/>).</summary>
    public required string? Inbox { get; init; }

    /// <summary>The inbox of its whole server.</summary>
    public required string? SharedInbox { get; init; }

    /// <summary>What it said; threads.net has none.</summary>
    public required string? Outbox { get; init; }

    /// <summary>Who follows it.</summary>
    public required string? Followers { get; init; }

    /// <summary>Whom it follows.</summary>
    public required string? Following { get; init; }

    /// <summary>What it pinned.</summary>
    public required string? Featured { get; init; }

    /// <summary>The tags it shows on its profile.</summary>
    public required string? FeaturedTags { get; init; }

    /// <summary>Its RSA keys; each is of the actor's origin and names the actor as its owner.</summary>
    public required IReadOnlyList<ActorKey> Keys { get; init; }

    /// <summary>Its keys for integrity proofs (FEP-521a); each names the actor as its controller.</summary>
    public required IReadOnlyList<AssertionKey> AssertionKeys { get; init; }

    /// <summary>Who else it says to be.</summary>
    public required IReadOnlyList<string> AlsoKnownAs { get; init; }

    /// <summary>Where it has gone; information only, followers go with a Move.</summary>
    public required string? MovedTo { get; init; }

    /// <summary>Lines of the profile.</summary>
    public required IReadOnlyList<ActorField> Fields { get; init; }

    /// <summary>Custom emoji of name, biography and fields.</summary>
    public required IReadOnlyList<EmojiTag> Emojis { get; init; }

    /// <summary>Its portrait.</summary>
    public required Picture? Icon { get; init; }

    /// <summary>Its banner.</summary>
    public required Picture? Image { get; init; }

    /// <summary>Followers are let in one by one.</summary>
    public required bool Locked { get; init; }

    /// <summary>May be suggested and listed.</summary>
    public required bool Discoverable { get; init; }

    /// <summary>Search may find its public posts.</summary>
    public required bool Indexable { get; init; }

    /// <summary>Its own server has suspended it.</summary>
    public required bool Suspended { get; init; }

    /// <summary>The person has died.</summary>
    public required bool Memorial { get; init; }

    /// <summary>Who may do what with the actor itself: be featured in a collection (FEP-7aa9).</summary>
    public required ForeignPolicy? Policy { get; init; }

    /// <summary>Domains whose pages may name it as their author.</summary>
    public required IReadOnlyList<string> AttributionDomains { get; init; }

    /// <summary>When it was made, not in the future.</summary>
    public required DateTimeOffset? Published { get; init; }

    /// <summary>When it last changed, not in the future.</summary>
    public required DateTimeOffset? Updated { get; init; }

    /// <inheritdoc/>
    public override string? Owner => Id;

    /// <summary>
    /// False for a stub (GoToSocial's key address) or a stripped actor (Misskey's answer to a signature that it can't
    /// check): good for its keys, and no new state of the actor.
    /// </summary>
    public bool IsComplete => Inbox is not null && Username is not null;
}

/// <summary>The five kinds of actors.</summary>
public enum ActorKind
{
    /// <summary>A human being.</summary>
    Person,

    /// <summary>A bot.</summary>
    Service,

    /// <summary>A community, a channel, a blog; passes on what others say.</summary>
    Group,

    /// <summary>A server itself.</summary>
    Application,

    /// <summary>An organisation.</summary>
    Organization,
}

/// <summary>A line of a profile.</summary>
/// <param name="Name">One line.</param>
/// <param name="Value">Markup; a link with <c>rel="me"</c> claims a page.</param>
public sealed record ActorField(string Name, ForeignHtml Value);

/// <summary>A picture that belongs to something.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="MediaType">Its type, when said.</param>
/// <param name="Description">What is to be seen on it.</param>
public sealed record Picture(string Url, string? MediaType, string? Description);

/// <summary>An RSA key of an actor.</summary>
/// <param name="Id">Its id: <c>…#main-key</c>, <c>…/main-key</c>.</param>
/// <param name="Pem">SPKI or PKCS#1; null where only the id stands in the actor, and the key has to be fetched.</param>
public sealed record ActorKey(string Id, string? Pem);

/// <summary>A key for integrity proofs.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PublicKeyMultibase"><c>z6Mk…</c> for Ed25519; null where only the id stands in the actor.</param>
public sealed record AssertionKey(string Id, string? PublicKeyMultibase);

/// <summary>A key that stands alone at its address. It counts when the actor that it names lists it.</summary>
public sealed record KeyDocument : Document
{
    /// <summary>Whose it says to be; of the key's own origin.</summary>
    public required string Controller { get; init; }

    /// <summary>An RSA key.</summary>
    public required string? Pem { get; init; }

    /// <summary>A key for integrity proofs.</summary>
    public required string? PublicKeyMultibase { get; init; }

    /// <inheritdoc/>
    public override string? Owner => Controller;
}
