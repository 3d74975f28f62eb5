namespace Weft.Federation.Presenting;

/// <summary>What an address of this server names.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Username">Whose it is; null for what is the server's own.</param>
/// <param name="Number">Its id, where the kind has one; else 0.</param>
public readonly record struct LocalThing(LocalKind Kind, string? Username, long Number);

/// <summary>The kinds of things that have addresses between servers.</summary>
public enum LocalKind
{
    /// <summary>An account.</summary>
    Actor,

    /// <summary>The server itself.</summary>
    InstanceActor,

    /// <summary>A post or a repost's row.</summary>
    Post,

    /// <summary>The Create of a post, the Announce of a repost.</summary>
    PostActivity,

    /// <summary>The replies of a post.</summary>
    Replies,

    /// <summary>Who likes a post.</summary>
    Likes,

    /// <summary>Who reposted a post.</summary>
    Shares,

    /// <summary>A conversation; the number is its first post's.</summary>
    Context,

    /// <summary>What an account said.</summary>
    Outbox,

    /// <summary>Where an account is written to.</summary>
    Inbox,

    /// <summary>Where the server is written to.</summary>
    SharedInbox,

    /// <summary>Who follows an account.</summary>
    Followers,

    /// <summary>Those followers that live on the asker's server (FEP-8fcf).</summary>
    FollowersSynchronization,

    /// <summary>Whom an account follows.</summary>
    Following,

    /// <summary>What an account pinned.</summary>
    Featured,

    /// <summary>A stamp for a quote of a post; the number is the quoting post's id here.</summary>
    QuoteAuthorization,

    /// <summary>A stamp for a like, a reply or a repost; by its number.</summary>
    Authorization,

    /// <summary>A stamp for a reply of this server to a post of this server; the number is the reply's.</summary>
    ReplyAuthorization,

    /// <summary>A request to quote; the number is the quoting post's.</summary>
    QuoteRequest,

    /// <summary>A request to like; the number is the like's row.</summary>
    LikeRequest,

    /// <summary>A request to reply; the number is the reply's.</summary>
    ReplyRequest,

    /// <summary>A request to repost; the number is the repost's row.</summary>
    AnnounceRequest,

    /// <summary>A Follow, by the number of its row.</summary>
    Follow,

    /// <summary>A Like, by the number of its row.</summary>
    Like,

    /// <summary>A vote, by the number of its row.</summary>
    Vote,

    /// <summary>A Block, by the number of its row.</summary>
    Block,

    /// <summary>An activity that is done when it was sent: Undo, Accept, Reject, Update, Delete, Add, Remove, Flag, Move; by the number of its outbox entry.</summary>
    Act,
}
