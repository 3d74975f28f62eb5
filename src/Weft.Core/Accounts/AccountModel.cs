using Weft.Core.Emojis;
using Weft.Core.Posts;
using Weft.Core.Safety;

namespace Weft.Core.Accounts;

/// <summary>An account as everyone may see it: the read model that every door presents.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Username">The handle without @ and domain.</param>
/// <param name="DisplayName">The name to show; the username where none was given.</param>
/// <param name="RawDisplayName">The name as given; may be empty.</param>
/// <param name="Note">The bio's source text.</param>
/// <param name="Fields">Up to four name and value pairs, source texts.</param>
/// <param name="Locked">Followers are let in one by one.</param>
/// <param name="Bot">A program posts here.</param>
/// <param name="Discoverable">May be suggested and listed.</param>
/// <param name="Indexable">Search may find its public posts.</param>
/// <param name="HideCollections">Whom it follows and who follows it is hidden from others.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastPostAt">When it last posted.</param>
/// <param name="FollowersCount">Followers, pending changes included.</param>
/// <param name="FollowingCount">How many it follows.</param>
/// <param name="PostsCount">Its posts and reposts.</param>
public sealed record AccountModel(
    long Id,
    string Username,
    string DisplayName,
    string RawDisplayName,
    string Note,
    IReadOnlyList<ProfileField> Fields,
    bool Locked,
    bool Bot,
    bool Discoverable,
    bool Indexable,
    bool HideCollections,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastPostAt,
    int FollowersCount,
    int FollowingCount,
    int PostsCount
)
{
    /// <summary>The server that it lives on; null for this server's own.</summary>
    public string? Domain { get; init; }

    /// <summary>The id that its server gave it; null for this server's own.</summary>
    public string? Uri { get; init; }

    /// <summary>Its page at its own server; null for this server's own.</summary>
    public string? Url { get; init; }

    /// <summary>
    /// Its portrait here, as a path of <see cref="Media.MediaPaths"/>, of another server's account of
    /// <see cref="Media.Remote.PictureSeal"/>; null for none.
    /// </summary>
    public string? AvatarPath { get; init; }

    /// <summary>Its banner here; null for none.</summary>
    public string? HeaderPath { get; init; }

    /// <summary>The custom emoji in its name, bio and fields.</summary>
    public IReadOnlyList<EmojiModel> Emojis { get; init; } = [];

    /// <summary>The account of its new self; null while it has not moved.</summary>
    public long? MovedToId { get; init; }

    /// <summary>The new self, when it is one that may be shown. Its own new self is not told.</summary>
    public AccountModel? MovedTo { get; init; }

    /// <summary>What was decided about its server. Of a suspended one there is no model.</summary>
    public HostPolicy Standing { get; init; }

    /// <summary>True for this server's own; the texts of others are sanitised HTML instead of source texts.</summary>
    public bool IsLocal => Domain is null;

    /// <summary>The handle without the first @: with its domain where that is another server's.</summary>
    public string Handle => Domain is null ? Username : $"{Username}@{Domain}";
}
