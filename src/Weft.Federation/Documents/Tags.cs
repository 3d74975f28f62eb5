namespace Weft.Federation.Documents;

/// <summary>Somebody mentioned.</summary>
/// <param name="Href">The id of who is meant.</param>
/// <param name="Name">What is written, such as <c>@bob@w.example</c>; null when not said.</param>
public sealed record MentionTag(string Href, string? Name);

/// <summary>A hashtag.</summary>
/// <param name="Name">As written, without #.</param>
public sealed record HashtagTag(string Name);

/// <summary>A custom emoji.</summary>
/// <param name="Id">Its id, when it has one.</param>
/// <param name="Shortcode">What stands between the colons: <c>[A-Za-z0-9_+.-]</c>.</param>
/// <param name="Url">Its picture.</param>
/// <param name="MediaType">The picture's type, when said.</param>
/// <param name="Updated">When the picture last changed.</param>
public sealed record EmojiTag(string? Id, string Shortcode, string Url, string? MediaType, DateTimeOffset? Updated);

/// <summary>A link in the text that leads to an object (FEP-e232).</summary>
/// <param name="Href">The object's id.</param>
/// <param name="Name">How it stands in the text, when said.</param>
/// <param name="Relations">What it is to the post.</param>
public sealed record ObjectLinkTag(string Href, string? Name, IReadOnlyList<string> Relations)
{
    /// <summary>The relation that makes it a quote.</summary>
    public const string Quote = "https://misskey-hub.net/ns#_misskey_quote";
}
