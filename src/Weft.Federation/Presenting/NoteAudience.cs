using Weft.Core.Posts;
using Weft.Federation.Documents;

namespace Weft.Federation.Presenting;

/// <summary>To whom a post is addressed, and who may do what with it.</summary>
internal static class NoteAudience
{
    public static (IReadOnlyList<string> To, IReadOnlyList<string> Cc) Of(PresentedNote note, LocalAddresses addresses)
    {
        string followers = addresses.Of(LocalKind.Followers, note.Post.Author.Username);
        string[] mentioned = [.. note.Mentions.Select(m => m.Id).Concat(note.Audience is null ? [] : [note.Audience]).Distinct()];
        return note.Post.Visibility switch
        {
            Visibility.Public => ([ActivityStreams.Public], [followers, .. mentioned]),
            Visibility.Unlisted => ([followers], [ActivityStreams.Public, .. mentioned]),
            Visibility.Followers => ([followers], mentioned),
            _ => (mentioned, []),
        };
    }

    /// <summary>Who may quote at once. Always said, since a missing word means nobody; the author's own id does, too.</summary>
    public static IEnumerable<string> Quoters(PresentedNote note, LocalAddresses addresses) =>
        note.Post.Visibility is Visibility.Public or Visibility.Unlisted
            ? Allowed(note, note.Post.QuotePolicy, addresses)
            : [addresses.Actor(note.Post.Author.Username)];

    /// <summary>Who may reply at once, of those who may see it.</summary>
    public static IEnumerable<string> Repliers(PresentedNote note, LocalAddresses addresses) =>
        note.Post.ReplyPolicy == InteractionPolicy.Everyone ? Readers(note, addresses) : Allowed(note, note.Post.ReplyPolicy, addresses);

    /// <summary>Who may like: who may see it.</summary>
    public static IEnumerable<string> Likers(PresentedNote note, LocalAddresses addresses) => Readers(note, addresses);

    /// <summary>Who may repost: everybody, or where not everybody may see it, the author.</summary>
    public static IEnumerable<string> Reposters(PresentedNote note, LocalAddresses addresses) =>
        note.Post.Visibility is Visibility.Public or Visibility.Unlisted
            ? [ActivityStreams.Public]
            : [addresses.Actor(note.Post.Author.Username)];

    private static IEnumerable<string> Readers(PresentedNote note, LocalAddresses addresses)
    {
        string author = note.Post.Author.Username;
        IEnumerable<string> mentioned = note.Mentions.Select(m => m.Id).Prepend(addresses.Actor(author));
        return note.Post.Visibility switch
        {
            Visibility.Public or Visibility.Unlisted => [ActivityStreams.Public],
            Visibility.Followers => mentioned.Append(addresses.Of(LocalKind.Followers, author)),
            _ => mentioned,
        };
    }

    private static IEnumerable<string> Allowed(PresentedNote note, InteractionPolicy policy, LocalAddresses addresses)
    {
        string author = note.Post.Author.Username;
        string self = addresses.Actor(author);
        return policy switch
        {
            InteractionPolicy.Everyone => [ActivityStreams.Public],
            InteractionPolicy.Followers => [self, addresses.Of(LocalKind.Followers, author)],
            InteractionPolicy.Followed => [self, addresses.Of(LocalKind.Following, author)],
            InteractionPolicy.Mentioned => [self, .. note.Mentions.Select(m => m.Id)],
            _ => [self],
        };
    }
}
