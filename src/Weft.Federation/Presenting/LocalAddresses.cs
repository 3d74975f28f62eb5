using System.Globalization;
using Weft.Federation.Documents;

namespace Weft.Federation.Presenting;

/// <summary>
/// The addresses of this server's own things, both ways. They are for ever: other servers keep them. What lives only in
/// what was sent (a Follow, a Like) has the actor's address with a fragment.
/// </summary>
/// <param name="origin">Scheme, host and port of this server, without a slash at the end.</param>
/// <param name="domain">What stands after the @ of local handles.</param>
public sealed class LocalAddresses(string origin, string domain)
{
    private static readonly (string Path, LocalKind Kind)[] Collections =
    [
        ("inbox", LocalKind.Inbox),
        ("outbox", LocalKind.Outbox),
        ("followers", LocalKind.Followers),
        ("followers_synchronization", LocalKind.FollowersSynchronization),
        ("following", LocalKind.Following),
        ("collections/featured", LocalKind.Featured),
    ];

    private static readonly (string Path, LocalKind Kind)[] PostParts =
    [
        ("activity", LocalKind.PostActivity),
        ("replies", LocalKind.Replies),
        ("likes", LocalKind.Likes),
        ("shares", LocalKind.Shares),
    ];

    private static readonly (string Path, LocalKind Kind)[] Fragments =
    [
        ("follows", LocalKind.Follow),
        ("likes", LocalKind.Like),
        ("votes", LocalKind.Vote),
        ("blocks", LocalKind.Block),
        ("quote_requests", LocalKind.QuoteRequest),
        ("like_requests", LocalKind.LikeRequest),
        ("reply_requests", LocalKind.ReplyRequest),
        ("announce_requests", LocalKind.AnnounceRequest),
        ("acts", LocalKind.Act),
    ];

    /// <summary>Scheme, host and port of this server, without a slash at the end.</summary>
    public string Origin { get; } = origin;

    /// <summary>What stands after the @ of local handles.</summary>
    public string Domain { get; } = domain;

    /// <summary>The server itself: signs what it asks for, and is readable without a signature.</summary>
    public string InstanceActor => $"{Origin}/actor";

    /// <summary>The inbox of the whole server.</summary>
    public string SharedInbox => $"{Origin}/inbox";

    /// <summary>An account.</summary>
    public string Actor(string username) => $"{Origin}/users/{username}";

    /// <summary>An account's page for people.</summary>
    public string Profile(string username) => $"{Origin}/@{username}";

    /// <summary>A post.</summary>
    public string Post(string username, long id) => string.Create(CultureInfo.InvariantCulture, $"{Origin}/users/{username}/statuses/{id}");

    /// <summary>A post's page for people.</summary>
    public string Page(string username, long id) => string.Create(CultureInfo.InvariantCulture, $"{Origin}/@{username}/{id}");

    /// <summary>A stored photo or video.</summary>
    /// <param name="path">A path of <see cref="Core.Media.MediaPaths"/>.</param>
    public string Media(string path) => $"{Origin}/media/{path}";

    /// <summary>A custom emoji of this server.</summary>
    public string Emoji(long id) => string.Create(CultureInfo.InvariantCulture, $"{Origin}/emojis/{id}");

    /// <summary>A conversation.</summary>
    public string Context(long firstPostId) => string.Create(CultureInfo.InvariantCulture, $"{Origin}/contexts/{firstPostId}");

    /// <summary>A hashtag's page.</summary>
    /// <param name="name">Its comparable form.</param>
    public string Tag(string name) => $"{Origin}/tags/{Uri.EscapeDataString(name)}";

    /// <summary>A stamp for a quote.</summary>
    public string QuoteAuthorization(string username, long quotingPostId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}/users/{username}/quote_authorizations/{quotingPostId}");

    /// <summary>A stamp for a reply of this server to a post of this server.</summary>
    public string ReplyAuthorization(string username, long replyId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}/users/{username}/reply_authorizations/{replyId}");

    /// <summary>A stamp for a like, a reply or a repost of another server.</summary>
    public string Authorization(string username, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}/users/{username}/authorizations/{number}");

    /// <summary>A collection or inbox of an account: one of the kinds that need no number.</summary>
    public string Of(LocalKind kind, string username) => $"{Actor(username)}/{Collections.First(c => c.Kind == kind).Path}";

    /// <summary>A part of a post: its activity, replies, likes, shares.</summary>
    public string Of(LocalKind kind, string username, long postId) =>
        $"{Post(username, postId)}/{PostParts.First(p => p.Kind == kind).Path}";

    /// <summary>An activity that lives only in what was sent, by its number.</summary>
    public string Sent(LocalKind kind, string username, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Actor(username)}#{Fragments.First(f => f.Kind == kind).Path}/{number}");

    /// <summary>The same for what is sent once more: an id of its own, since what has come before is not looked at again.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="username">Whose.</param>
    /// <param name="number">Its number, which <see cref="Parse"/> answers.</param>
    /// <param name="again">What tells it from the first.</param>
    public string SentAgain(LocalKind kind, string username, long number, long again) =>
        string.Create(CultureInfo.InvariantCulture, $"{Sent(kind, username, number)}/{again}");

    /// <summary>
    /// What an address names: an id between servers, or a page for people of an account or a post. Null when it is of
    /// another server or names nothing of these.
    /// </summary>
    /// <param name="address">An address; its query counts for nothing.</param>
    public LocalThing? Parse(string? address)
    {
        if (
            !Documents.Origin.TryParse(address, out Origin at, out int rest)
            || Documents.Origin.Of(Origin) is not { } here
            || at != here
            || !WebAddress.IsId(address)
        )
        {
            return null;
        }

        string[] halves = address[rest..].Split('#', 2);
        string[] path = halves[0].Split('?')[0].Trim('/').Split('/');
        return halves.Length == 2 ? Fragment(path, halves[1]) : Path(path);
    }

    private static LocalThing? Path(string[] path) =>
        path switch
        {
            ["actor"] => new LocalThing(LocalKind.InstanceActor, null, 0),
            ["actor", "outbox"] => new LocalThing(LocalKind.Outbox, null, 0),
            ["inbox"] => new LocalThing(LocalKind.SharedInbox, null, 0),
            ["contexts", var number] => Numbered(LocalKind.Context, null, number),
            ["users", var name] => Named(LocalKind.Actor, name),
            ["users", var name, "statuses", var number] => Numbered(LocalKind.Post, Name(name), number),
            ["users", var name, "statuses", var number, var part] => PartOf(PostParts, part) is { } kind
                ? Numbered(kind, Name(name), number)
                : null,
            ["users", var name, "quote_authorizations", var number] => Numbered(LocalKind.QuoteAuthorization, Name(name), number),
            ["users", var name, "reply_authorizations", var number] => Numbered(LocalKind.ReplyAuthorization, Name(name), number),
            ["users", var name, "authorizations", var number] => Numbered(LocalKind.Authorization, Name(name), number),
            ["users", var name, .. var collection] => PartOf(Collections, string.Join('/', collection)) is { } kind
                ? Named(kind, name)
                : null,
            [['@', .. var name]] => Named(LocalKind.Actor, name),
            [['@', .. var name], var number] => Numbered(LocalKind.Post, Name(name), number),
            _ => null,
        };

    // A fragment that names no activity is a part of the document, such as the actor's key.
    private static LocalThing? Fragment(string[] path, string fragment)
    {
        // What is sent once more has a third part.
        if (path is ["users", var name] && fragment.Split('/') is [var kind, var number, ..] parts && parts.Length <= 3)
        {
            return PartOf(Fragments, kind) is { } found ? Numbered(found, Name(name), number) : null;
        }

        return Path(path);
    }

    private static LocalKind? PartOf((string Path, LocalKind Kind)[] parts, string path)
    {
        foreach ((string Path, LocalKind Kind) part in parts)
        {
            if (part.Path == path)
            {
                return part.Kind;
            }
        }

        return null;
    }

    private static LocalThing? Named(LocalKind kind, string name) => Name(name) is { } username ? new LocalThing(kind, username, 0) : null;

    private static LocalThing? Numbered(LocalKind kind, string? username, string number) =>
        (kind == LocalKind.Context || username is not null)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
        && id > 0
            ? new LocalThing(kind, username, id)
            : null;

    private static string? Name(string name) =>
        Core.Accounts.Usernames.Normalize(name) is var username
        && username.Length is > 0 and <= Core.Accounts.Usernames.MaxLength
        && username.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            ? username
            : null;
}
