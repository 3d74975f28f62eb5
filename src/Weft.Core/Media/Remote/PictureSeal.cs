using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weft.Core.Media.Remote;

/// <summary>
/// Makes and checks the paths at which pictures of other servers are shown here. A path names a row and carries a seal over
/// the row and the address in it, so that nobody can have this server fetch what it does not know of, nobody guesses the
/// picture of a post that is not for them, and a picture that changes its address changes its path.
/// </summary>
public sealed class PictureSeal
{
    /// <summary>The first part of such paths, behind which they are told from those of <see cref="MediaPaths"/>.</summary>
    public const string Folder = "others";

    /// <summary>Bytes of the secret.</summary>
    public const int KeyBytes = 32;

    private const int SealBytes = 16;

    // Until the stored one is loaded, a secret that ends with the process.
    private byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>Whether videos and sounds have such paths: where ffmpeg is. Asked each time.</summary>
    public Func<bool> PlaysFilms { get; init; } = static () => false;

    /// <summary>From now on this secret counts.</summary>
    public void Use(byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, KeyBytes);
        Volatile.Write(ref key, secret);
    }

    /// <summary>The path of a picture without its size: <c>others/photo/1234/seal</c>.</summary>
    /// <param name="kind">What it belongs to.</param>
    /// <param name="id">To which.</param>
    /// <param name="address">Where it is.</param>
    public string PathOf(PictureKind kind, long id, string address) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}/{WordOf(kind)}/{id}/{SealOf(kind, id, address)}");

    /// <summary>The path of a picture that has one size only; null for no picture.</summary>
    internal string? OnlyPathOf(PictureKind kind, long id, string? address) =>
        address is null ? null : PathOf(kind, id, address) + "/original";

    /// <summary>Whether the seal is this server's own over just that.</summary>
    public bool Holds(PictureKind kind, long id, string address, string seal) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SealOf(kind, id, address)), Encoding.UTF8.GetBytes(seal));

    /// <summary>The kind that a path names; false for none.</summary>
    public static bool TryReadKind(string word, out PictureKind kind)
    {
        kind = word switch
        {
            "photo" => PictureKind.Photo,
            "poster" => PictureKind.Poster,
            "avatar" => PictureKind.Avatar,
            "header" => PictureKind.Header,
            "emoji" => PictureKind.Emoji,
            "film" => PictureKind.Film,
            _ => 0,
        };
        return kind != 0;
    }

    [SuppressMessage("Globalization", "CA1308", Justification = "Paths are in lower case.")]
    private static string WordOf(PictureKind kind) => kind.ToString().ToLowerInvariant();

    private string SealOf(PictureKind kind, long id, string address)
    {
        byte[] named = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(int)kind}:{id}:{address}"));
        return Base64Url.EncodeToString(HMACSHA256.HashData(Volatile.Read(ref key), named).AsSpan(0, SealBytes));
    }
}
