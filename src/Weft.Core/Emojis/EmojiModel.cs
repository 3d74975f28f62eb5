namespace Weft.Core.Emojis;

/// <summary>A custom emoji as doors show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Shortcode">What stands between the colons.</param>
/// <param name="Moving">The path of its picture, as <see cref="Media.MediaPaths"/> or, of another server's, <see cref="Media.Remote.PictureSeal"/> reads it.</param>
/// <param name="Still">The path of a picture of it that does not move.</param>
/// <param name="Category">Under which heading apps offer it; null for none.</param>
/// <param name="UpdatedAt">When the picture last changed.</param>
public sealed record EmojiModel(long Id, string Shortcode, string Moving, string Still, string? Category, DateTimeOffset UpdatedAt);

/// <summary>The emoji of a server changed: whoever keeps texts with them reads them anew.</summary>
/// <param name="Domain">The server; empty for this one.</param>
public sealed record EmojisChanged(string Domain) : WeftEvent;

/// <summary>The names of an emoji's files under its key.</summary>
public static class EmojiFiles
{
    /// <summary>The picture, which may move.</summary>
    public const string Moving = "original.webp";

    /// <summary>Its first picture, for those who want stillness.</summary>
    public const string Still = "small.webp";
}
