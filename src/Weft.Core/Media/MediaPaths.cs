using System.Buffers;
using System.Security.Cryptography;

namespace Weft.Core.Media;

/// <summary>
/// The names of stored files: a key of 160 random bits, a slash, and one of a few names of ours. No part of them comes
/// from who uploads.
/// </summary>
public static class MediaPaths
{
    private const int KeyLength = 32;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A new key, which nobody guesses.</summary>
    public static string NewKey() => RandomNumberGenerator.GetString(Alphabet, KeyLength);

    /// <summary>Whether it can be a key.</summary>
    public static bool IsKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length == KeyLength && !key.AsSpan().ContainsAnyExcept(Letters);
    }

    /// <summary>The type that a stored file is served with, by how it ends; null for what is never stored.</summary>
    public static string? TypeOf(string extension) =>
        extension switch
        {
            "jpg" => "image/jpeg",
            "webp" => "image/webp",
            "mp4" => "video/mp4",
            "m4a" => "audio/mp4",
            "vtt" => "text/vtt; charset=utf-8",
            _ => null,
        };

    /// <summary>The type of a stored file; null when no file can have that name.</summary>
    /// <param name="name">Such as <c>small.jpg</c>.</param>
    public static string? TypeOfName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('.') is ["original" or "medium" or "small" or "avatar" or "header" or "captions", var extension]
            ? TypeOf(extension)
            : null;
    }
}
