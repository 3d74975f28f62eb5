using System.Diagnostics.CodeAnalysis;

namespace Weft.Federation.Documents.Activities;

/// <summary>Something that an actor did. Its id, when it has one, is of the actor's origin.</summary>
public sealed record ActivityDocument : Document
{
    /// <summary>What was done.</summary>
    public required ActivityKind Kind { get; init; }

    /// <summary>Who did it.</summary>
    public required string Actor { get; init; }

    /// <summary>To what: never empty but for <see cref="ActivityKind.Other"/>. A Flag has several, and so have GoToSocial's votes.</summary>
    public required IReadOnlyList<Reference> Objects { get; init; }

    /// <summary>Where to: the collection of an Add, the new self of a Move, the post of a late Accept.</summary>
    public required Reference? Target { get; init; }

    /// <summary>With what: the quoting or answering post of a request.</summary>
    public required Reference? Instrument { get; init; }

    /// <summary>What came of it: the stamp of an Accept.</summary>
    public required Reference? Result { get; init; }

    /// <summary>To whom.</summary>
    public required Addressing Addressing { get; init; }

    /// <summary>When, not in the future.</summary>
    public required DateTimeOffset? Published { get; init; }

    /// <summary>The emoji of a reaction, the words of a report; cleaned text, no markup.</summary>
    public required string? Content { get; init; }

    /// <summary>The custom emoji of a reaction.</summary>
    public required IReadOnlyList<EmojiTag> Emojis { get; init; }

    /// <summary>The stamp of the author of what is liked or reposted; the older <c>approvedBy</c> too.</summary>
    public required string? Authorization { get; init; }

    /// <summary>It carries an integrity proof (FEP-8b32), which is still to be checked.</summary>
    public required bool HasProof { get; init; }

    /// <summary>It carries a linked-data signature, which is still to be checked.</summary>
    public required bool HasLinkedDataSignature { get; init; }

    /// <summary>What was done to: the first object.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The vocabulary's own word.")]
    public Reference? Object => Objects.Count == 0 ? null : Objects[0];

    /// <inheritdoc/>
    public override string? Owner => Actor;
}

/// <summary>What can be done.</summary>
public enum ActivityKind
{
    /// <summary>Something that Weft takes note of and does nothing about: View, Listen, Join, Lock, Offer, …</summary>
    Other,

    /// <summary>Something was said.</summary>
    Create,

    /// <summary>Something or somebody changed.</summary>
    Update,

    /// <summary>Something or somebody is no more.</summary>
    Delete,

    /// <summary>Something done is taken back.</summary>
    Undo,

    /// <summary>Somebody wants to follow.</summary>
    Follow,

    /// <summary>Yes, to a follow, a request, an interaction. TentativeAccept too.</summary>
    Accept,

    /// <summary>No. TentativeReject too.</summary>
    Reject,

    /// <summary>A repost; a group's passing on.</summary>
    Announce,

    /// <summary>A like; with content a reaction (Misskey).</summary>
    Like,

    /// <summary>A vote against something (Lemmy, PeerTube).</summary>
    Dislike,

    /// <summary>A reaction (Pleroma).</summary>
    EmojiReact,

    /// <summary>Somebody wants nothing more to do with somebody.</summary>
    Block,

    /// <summary>A report.</summary>
    Flag,

    /// <summary>Somebody goes elsewhere.</summary>
    Move,

    /// <summary>Into a collection: pinned.</summary>
    Add,

    /// <summary>Out of a collection: unpinned.</summary>
    Remove,

    /// <summary>May I quote (FEP-044f)?</summary>
    QuoteRequest,

    /// <summary>May I like (GoToSocial)?</summary>
    LikeRequest,

    /// <summary>May I reply?</summary>
    ReplyRequest,

    /// <summary>May I repost?</summary>
    AnnounceRequest,

    /// <summary>May I put you in a collection (FEP-7aa9)?</summary>
    FeatureRequest,
}
