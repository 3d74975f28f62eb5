namespace Weft.Federation.Documents;

/// <summary>A foreign document in typed form: what it says, within the limits; not yet whether it may say so.</summary>
public abstract record Document
{
    /// <summary>Its id, as it came; null for what has none, which only an inlined document and an activity may lack.</summary>
    public required string? Id { get; init; }

    /// <summary>Its types, by their plain names, in the order given; at least one.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>Whose it is by its own words: an actor is its own, an activity its actor's, a post its author's; null for nobody's.</summary>
    public abstract string? Owner { get; }
}

/// <summary>A document of a type that Weft gives no meaning to, such as the Hashtag of an Add.</summary>
public sealed record OtherDocument : Document
{
    /// <summary>Its name, one line.</summary>
    public required string? Name { get; init; }

    /// <summary>Where it leads.</summary>
    public required string? Url { get; init; }

    /// <inheritdoc/>
    public override string? Owner => null;
}

/// <summary>What is left of something deleted.</summary>
public sealed record TombstoneDocument : Document
{
    /// <summary>What it was; null when not said.</summary>
    public required string? FormerType { get; init; }

    /// <summary>When it was deleted; null when not said.</summary>
    public required DateTimeOffset? Deleted { get; init; }

    /// <inheritdoc/>
    public override string? Owner => null;
}

/// <summary>
/// A stamp: whose post was quoted, liked, answered or announced says that it may be so (FEP-044f, GoToSocial's
/// interaction controls). Its id and its author are of one origin.
/// </summary>
public sealed record StampDocument : Document
{
    /// <summary>What it allows.</summary>
    public required StampKind Kind { get; init; }

    /// <summary>Who allows it.</summary>
    public required string AttributedTo { get; init; }

    /// <summary>The quoting or answering post, the Like, the Announce.</summary>
    public required string InteractingObject { get; init; }

    /// <summary>The post that it is done to.</summary>
    public required string InteractionTarget { get; init; }

    /// <inheritdoc/>
    public override string? Owner => AttributedTo;
}

/// <summary>What a stamp allows.</summary>
public enum StampKind
{
    /// <summary>A quote: <c>QuoteAuthorization</c>.</summary>
    Quote,

    /// <summary>A like: <c>LikeAuthorization</c>, before <c>LikeApproval</c>.</summary>
    Like,

    /// <summary>A reply: <c>ReplyAuthorization</c>, before <c>ReplyApproval</c>.</summary>
    Reply,

    /// <summary>A repost: <c>AnnounceAuthorization</c>, before <c>AnnounceApproval</c>.</summary>
    Announce,

    /// <summary>A place in somebody's collection (FEP-7aa9).</summary>
    Feature,
}
