using System.Text;

namespace Weft.Core.Media.Headers;

/// <summary>
/// Videos and sounds by their first bytes. What is in them ffprobe tells, in a process of its own; playlists, lists of
/// files and all else that could name another file begin otherwise.
/// </summary>
internal static class FilmHeader
{
    /// <summary>Films that come in pieces have a box for each; what follows after so many is not looked at.</summary>
    private const int MaxBoxes = 20_000;

    /// <summary>The brands of pictures, which begin like films.</summary>
    private static readonly string[] Pictures =
    [
        "heic",
        "heix",
        "heim",
        "heis",
        "hevc",
        "hevx",
        "hevm",
        "hevs",
        "mif1",
        "mif2",
        "msf1",
        "avif",
        "avis",
    ];

    /// <summary>What it is; null for nothing of these.</summary>
    /// <param name="head">The first twelve bytes.</param>
    /// <param name="bytes">The file.</param>
    /// <exception cref="InvalidDataException">It breaks off.</exception>
    public static MediaFormat? Read(ReadOnlySpan<byte> head, HeaderBytes bytes)
    {
        MediaFormat? format = FormatOf(head);
        if (format == MediaFormat.Mp4)
        {
            CheckBoxes(bytes);
        }

        return format;
    }

    private static MediaFormat? FormatOf(ReadOnlySpan<byte> head) =>
        Encoding.Latin1.GetString(head[4..8]) switch
        {
            "ftyp" => Pictures.Contains(Encoding.Latin1.GetString(head[8..12])) ? null : MediaFormat.Mp4,
            // QuickTime of old has no brand.
            "moov" or "mdat" or "wide" or "free" or "skip" => MediaFormat.Mp4,
            _ => head switch
            {
                [0x1A, 0x45, 0xDF, 0xA3, ..] => MediaFormat.Webm,
                [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => MediaFormat.Ogg,
                [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => MediaFormat.Flac,
                [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E'] => MediaFormat.Wav,
                [(byte)'I', (byte)'D', (byte)'3', ..] => MediaFormat.Mp3,
                [0xFF, 0xF1 or 0xF9, ..] => MediaFormat.Aac,
                [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2, ..] => MediaFormat.Mp3,
                _ => null,
            },
        };

    /// <summary>
    /// The boxes on top (ISO/IEC 14496-12): the index is among them, and none goes on beyond the end. ffmpeg would show
    /// what there is of a film that breaks off.
    /// </summary>
    private static void CheckBoxes(HeaderBytes bytes)
    {
        bytes.GoTo(0);
        bool hasIndex = false;
        for (int i = 0; i < MaxBoxes && bytes.Length - bytes.Position >= 8; i++)
        {
            long start = bytes.Position;
            long length = bytes.U32();
            string name = bytes.Word();
            length = length switch
            {
                0 => bytes.Length - start,
                1 => (long)Math.Min(bytes.U64(), long.MaxValue / 2),
                _ => length,
            };
            // What some programs leave after the end is no box.
            if (length < 8)
            {
                break;
            }

            hasIndex |= name == "moov";
            if (start + length > bytes.Length)
            {
                if (!hasIndex || name is "moov" or "mdat" or "moof")
                {
                    throw HeaderBytes.Broken();
                }

                break;
            }

            bytes.GoTo(start + length);
        }

        if (!hasIndex)
        {
            throw HeaderBytes.Broken();
        }
    }
}
