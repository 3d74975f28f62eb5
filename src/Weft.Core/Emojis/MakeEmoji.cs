using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;

namespace Weft.Core.Emojis;

/// <summary>Makes the two pictures of a custom emoji: as it came, moving if it moves, and its first picture.</summary>
internal static class MakeEmoji
{
    private const int Size = 128;

    /// <summary>Writes both files (<see cref="EmojiFiles"/>).</summary>
    /// <exception cref="BrokenMediaException">It cannot be read.</exception>
    public static MadeMedia Run(string path, MediaFormat format, string folder)
    {
        try
        {
            // Only these two have a loader that knows of more pictures than one.
            string all = format is MediaFormat.Gif or MediaFormat.Webp ? path + "[n=-1]" : path;
            bool stands = Pictures.TurnsItself(format);
            using Image moving = Image.Thumbnail(all, Size, height: Size, size: Enums.Size.Down, noRotate: stands);
            Pictures.Save(moving, Path.Combine(folder, EmojiFiles.Moving));
            using Image still = Image.Thumbnail(path, Size, height: Size, size: Enums.Size.Down, noRotate: stands);
            Pictures.Save(still, Path.Combine(folder, EmojiFiles.Still));
            return new MadeMedia(MediaKind.Image) { Extension = "webp" };
        }
        catch (VipsException fault)
        {
            throw new BrokenMediaException("cannot be read", fault);
        }
    }
}
