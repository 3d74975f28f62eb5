using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Posts;

namespace Weft.Server.Web;

/// <summary>Addresses of the page, without the origin.</summary>
internal static class Urls
{
    /// <summary>A profile.</summary>
    public static string Profile(string username) => $"/@{username}";

    /// <summary>A profile.</summary>
    public static string Profile(AccountModel account) => Profile(account.Handle);

    /// <summary>A post's own page; of a repost, the original's is meant by the reader, so callers pass what is shown.</summary>
    public static string Post(PostModel post) => FormattableString.Invariant($"/@{post.Author.Handle}/{post.Id}");

    /// <summary>An act on a post.</summary>
    public static string Act(PostModel post, string act) => FormattableString.Invariant($"/posts/{post.Id}/{act}");

    /// <summary>The two pictures of a custom emoji.</summary>
    public static (string Moving, string Still) Emoji(EmojiModel emoji) => (Media(emoji.Moving), Media(emoji.Still));

    /// <summary>A stored file.</summary>
    /// <param name="path">A path of <see cref="Core.Media.MediaPaths"/>.</param>
    public static string Media(string path) => "/media/" + path;

    /// <summary>A tag's page; the tag in its comparable form.</summary>
    public static string Tag(string name) => "/tags/" + Uri.EscapeDataString(name);
}
