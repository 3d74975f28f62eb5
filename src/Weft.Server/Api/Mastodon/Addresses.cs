using System.Globalization;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Server.Hosting;

namespace Weft.Server.Api.Mastodon;

/// <summary>
/// The public addresses of things. Apps guess from a path whether a link is a profile, a post or a tag, so these forms
/// are fixed: <c>/@name</c>, <c>/@name/id</c>, <c>/tags/tag</c>.
/// </summary>
internal sealed class Addresses(WeftOptions options)
{
    /// <summary>Scheme, host and port of this server, without a slash at the end.</summary>
    public string Origin { get; } = options.Origin;

    /// <summary>What stands after the @ of local handles.</summary>
    public string Domain { get; } = options.LocalDomain;

    /// <summary>What apps show where somebody has no picture; they know it by its name.</summary>
    public string MissingAvatar { get; } = options.Origin + "/avatars/original/missing.png";

    /// <summary>What apps show where somebody has no header.</summary>
    public string MissingHeader { get; } = options.Origin + "/headers/original/missing.png";

    /// <summary>A stored file.</summary>
    /// <param name="path">A path of <see cref="Core.Media.MediaPaths"/>.</param>
    public string Media(string path) => $"{Origin}/media/{path}";

    /// <summary>An account's portrait.</summary>
    public string Avatar(AccountModel account) => account.AvatarPath is { } path ? Media(path) : MissingAvatar;

    /// <summary>An account's banner.</summary>
    public string Header(AccountModel account) => account.HeaderPath is { } path ? Media(path) : MissingHeader;

    /// <summary>A profile's page.</summary>
    public string Profile(string username) => $"{Origin}/@{username}";

    /// <summary>A profile's page: at its own server where that is another one.</summary>
    public string Profile(AccountModel account) => account.Url ?? account.Uri ?? Profile(account.Username);

    /// <summary>A mentioned account's page: at its own server where that is another one.</summary>
    public string Profile(MentionModel mention) => mention.Url ?? mention.Uri ?? Profile(mention.Username);

    /// <summary>The name of an account between servers.</summary>
    public string AccountUri(AccountModel account) => account.Uri ?? AccountUri(account.Username);

    /// <summary>A post's page: at its author's server where that is another one.</summary>
    public string Post(PostModel post) => post.Url ?? post.Uri ?? Post(post.Author.Username, post.Id);

    /// <summary>The name of a post between servers.</summary>
    public string PostUri(PostModel post) => post.Uri ?? PostUri(post.Author.Username, post.Id);

    /// <summary>A post's page.</summary>
    public string Post(string username, long id) => string.Create(CultureInfo.InvariantCulture, $"{Origin}/@{username}/{id}");

    /// <summary>A hashtag's page.</summary>
    /// <param name="name">Its comparable form.</param>
    public string Tag(string name) => $"{Origin}/tags/{Uri.EscapeDataString(name)}";

    /// <summary>The name of an account between servers.</summary>
    public string AccountUri(string username) => $"{Origin}/users/{username}";

    /// <summary>The name of a post between servers.</summary>
    public string PostUri(string username, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}/users/{username}/statuses/{id}");
}
