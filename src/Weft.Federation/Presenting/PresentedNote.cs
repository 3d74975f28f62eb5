using Weft.Core.Posts;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Presenting;

/// <summary>A post of this server, with what stands around it as other servers name it.</summary>
/// <param name="Post">The post; no repost.</param>
public sealed record PresentedNote(PostModel Post)
{
    /// <summary>Whom it mentions, of this server and of others.</summary>
    public IReadOnlyList<MentionedActor> Mentions { get; init; } = [];

    /// <summary>The id of the post that it answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>What it quotes.</summary>
    public PresentedQuote? Quote { get; init; }

    /// <summary>The conversation's collection, where this server keeps it, or as the answered post names it.</summary>
    public string? Context { get; init; }

    /// <summary>The community in which it is said (Lemmy): else a reply does not appear there.</summary>
    public string? Audience { get; init; }

    /// <summary>The stamp of the author that it answers.</summary>
    public string? ReplyAuthorization { get; init; }

    /// <summary>Its pictures, films and sounds.</summary>
    public IReadOnlyList<MediaAttachment> Media { get; init; } = [];

    /// <summary>Its poll.</summary>
    public Documents.Posts.Poll? Poll { get; init; }
}

/// <summary>Somebody mentioned, by all their names.</summary>
/// <param name="Id">The id of the actor.</param>
/// <param name="Url">The page for people, where the text leads.</param>
/// <param name="Username">The name without @ and domain.</param>
/// <param name="Domain">The part after the @, also for this server's own.</param>
public sealed record MentionedActor(string Id, string Url, string Username, string Domain);

/// <summary>A quoted post.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Its page for people.</param>
/// <param name="Authorization">The stamp of its author; null before there is one.</param>
public sealed record PresentedQuote(string Id, string Url, string? Authorization);
