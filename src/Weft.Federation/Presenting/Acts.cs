using Weft.Federation.Documents;

namespace Weft.Federation.Presenting;

/// <summary>
/// What this server's accounts do, as activities. Numbers are those of the rows or outbox entries: each act has an id of
/// its own, since others have one effect for one id, even when the same is done again.
/// </summary>
/// <param name="addresses">This server's.</param>
public sealed class Acts(LocalAddresses addresses)
{
    private readonly NoteJson _notes = new(addresses);
    private readonly ActorJson _actors = new(addresses);

    /// <summary>Something was said.</summary>
    public Outgoing Create(PresentedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        string author = note.Post.Author.Username;
        return OfNote("Create", addresses.Of(LocalKind.PostActivity, author, note.Post.Id), note) with { Published = note.Post.CreatedAt };
    }

    /// <summary>Something that was said has changed.</summary>
    public Outgoing Update(PresentedNote note, long number)
    {
        ArgumentNullException.ThrowIfNull(note);
        return OfNote("Update", addresses.Sent(LocalKind.Act, note.Post.Author.Username, number), note) with
        {
            Published = note.Post.EditedAt ?? note.Post.CreatedAt,
        };
    }

    /// <summary>A profile has changed: its followers are told, and everybody may know.</summary>
    public Outgoing Update(PresentedActor actor, long number)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Inlay inlay = Inlay.Of(JsonContexts.Actor, json => _actors.Members(json, actor));
        return ToEverybody(Sent("Update", actor.Username, number, inlay), actor.Username);
    }

    /// <summary>A post is no more.</summary>
    /// <param name="username">Its author.</param>
    /// <param name="postId">The post's id here.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="everybody">It was public or unlisted.</param>
    /// <param name="others">Whom it mentioned, and all whose servers may have it.</param>
    public Outgoing Delete(string username, long postId, long number, bool everybody, IReadOnlyList<string> others)
    {
        string id = addresses.Post(username, postId);
        Inlay tombstone = Inlay.Of(
            JsonContexts.Plain,
            json =>
            {
                json.WriteString("id", id);
                json.WriteString("type", "Tombstone");
            }
        );
        Outgoing delete = Sent("Delete", username, number, tombstone);
        return everybody
            ? delete with
            {
                To = [ActivityStreams.Public],
                Cc = [Followers(username), .. others],
            }
            : delete with
            {
                To = [Followers(username), .. others],
            };
    }

    /// <summary>An account is no more.</summary>
    public Outgoing DeleteActor(string username, long number) =>
        ToEverybody(Sent("Delete", username, number, addresses.Actor(username)), username);

    /// <summary>A stamp counts no longer.</summary>
    public Outgoing RevokeQuote(string username, string stamp, long number, string quoter) =>
        ToEverybody(Sent("Delete", username, number, stamp), username) with
        {
            Cc = [Followers(username), quoter],
        };

    /// <summary>A repost.</summary>
    /// <param name="username">Who reposts.</param>
    /// <param name="repostId">The row of the repost.</param>
    /// <param name="target">The id of the post.</param>
    /// <param name="author">The id of its author.</param>
    /// <param name="at">When.</param>
    /// <param name="visibility">Who may see that it was reposted.</param>
    public Outgoing Announce(
        string username,
        long repostId,
        string target,
        string author,
        DateTimeOffset at,
        Core.Posts.Visibility visibility
    )
    {
        Outgoing announce = new("Announce", addresses.Of(LocalKind.PostActivity, username, repostId), addresses.Actor(username), [target])
        {
            Published = at,
        };
        return visibility switch
        {
            Core.Posts.Visibility.Public => announce with { To = [ActivityStreams.Public], Cc = [Followers(username), author] },
            Core.Posts.Visibility.Unlisted => announce with { To = [Followers(username)], Cc = [ActivityStreams.Public, author] },
            _ => announce with { To = [Followers(username)], Cc = [author] },
        };
    }

    /// <summary>A like.</summary>
    public Outgoing Like(string username, long number, string target, string author) =>
        Between(LocalKind.Like, "Like", username, number, target, author);

    /// <summary>A wish to follow.</summary>
    /// <param name="username">Who wants to follow.</param>
    /// <param name="number">The number of the wish.</param>
    /// <param name="target">The id of who is to be followed.</param>
    /// <param name="again">What tells it from the wish before it, which nobody answered; null for the first.</param>
    public Outgoing Follow(string username, long number, string target, long? again = null)
    {
        Outgoing follow = Between(LocalKind.Follow, "Follow", username, number, target, target);
        return again is long time ? follow with { Id = addresses.SentAgain(LocalKind.Follow, username, number, time) } : follow;
    }

    /// <summary>A block.</summary>
    public Outgoing Block(string username, long number, string target) =>
        Between(LocalKind.Block, "Block", username, number, target, target);

    /// <summary>Something done is taken back. It stands in there whole: threads.net fails on a bare id.</summary>
    public Outgoing Undo(string username, Outgoing done, long number)
    {
        ArgumentNullException.ThrowIfNull(done);
        return Sent("Undo", username, number, Inlay.Of(done)) with { To = done.To, Cc = done.Cc };
    }

    /// <summary>A yes to a Follow of another server.</summary>
    /// <param name="username">Who is followed.</param>
    /// <param name="number">The entry's number.</param>
    /// <param name="follow">The Follow's id; null where it had none.</param>
    /// <param name="follower">The id of who follows.</param>
    public Outgoing AcceptFollow(string username, long number, string? follow, string follower) =>
        Answer("Accept", username, number, follow, follower);

    /// <summary>A no to a Follow of another server, or the end of one.</summary>
    /// <inheritdoc cref="AcceptFollow"/>
    public Outgoing RejectFollow(string username, long number, string? follow, string follower) =>
        Answer("Reject", username, number, follow, follower);

    /// <summary>A report, by the server itself: who made it is not told.</summary>
    /// <param name="number">The report's number.</param>
    /// <param name="actor">The id of who is reported.</param>
    /// <param name="posts">The ids of their posts.</param>
    /// <param name="words">What was said.</param>
    public Outgoing Flag(long number, string actor, IReadOnlyList<string> posts, string words) =>
        new("Flag", $"{addresses.InstanceActor}#acts/{number}", addresses.InstanceActor, [actor, .. posts.Select(Inlay.FromString)])
        {
            Content = words,
        };

    /// <summary>An account goes elsewhere.</summary>
    public Outgoing Move(string username, long number, string target) =>
        Sent("Move", username, number, addresses.Actor(username)) with
        {
            Target = target,
            To = [Followers(username)],
        };

    /// <summary>A post was pinned.</summary>
    public Outgoing Pin(string username, long number, long postId) => Featured("Add", username, number, postId);

    /// <summary>A post was unpinned.</summary>
    public Outgoing Unpin(string username, long number, long postId) => Featured("Remove", username, number, postId);

    internal Outgoing Sent(string type, string username, long number, Inlay what) =>
        new(type, addresses.Sent(LocalKind.Act, username, number), addresses.Actor(username), [what]);

    private Outgoing OfNote(string type, string id, PresentedNote note)
    {
        (IReadOnlyList<string> to, IReadOnlyList<string> cc) = NoteAudience.Of(note, addresses);
        Inlay inlay = Inlay.Of(JsonContexts.Note, json => _notes.Members(json, note));
        return new Outgoing(type, id, addresses.Actor(note.Post.Author.Username), [inlay]) { To = to, Cc = cc };
    }

    private Outgoing Between(LocalKind kind, string type, string username, long number, string target, string recipient) =>
        new(type, addresses.Sent(kind, username, number), addresses.Actor(username), [target]) { To = [recipient] };

    private Outgoing Answer(string type, string username, long number, string? follow, string follower)
    {
        Inlay asked = Inlay.Of(new Outgoing("Follow", follow, follower, [addresses.Actor(username)]));
        return Sent(type, username, number, asked) with { To = [follower] };
    }

    private Outgoing Featured(string type, string username, long number, long postId) =>
        ToEverybody(Sent(type, username, number, addresses.Post(username, postId)), username) with
        {
            Target = addresses.Of(LocalKind.Featured, username),
        };

    private Outgoing ToEverybody(Outgoing act, string username) => act with { To = [ActivityStreams.Public], Cc = [Followers(username)] };

    private string Followers(string username) => addresses.Of(LocalKind.Followers, username);
}
