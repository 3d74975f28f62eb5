using NetVips;

namespace Weft.Core.Tests.Media;

/// <summary>Photos as cameras, editors and attackers make them, drawn here.</summary>
internal static class TestPhotos
{
    /// <summary>What stands in every note that must not be shown.</summary>
    public const string Secret = "SECRET-PLACE";

    public static readonly byte[] Red = [220, 20, 20];
    public static readonly byte[] Green = [20, 200, 20];
    public static readonly byte[] Blue = [20, 20, 220];
    public static readonly byte[] White = [250, 250, 250];

    /// <summary>Four quarters: red and green above, blue and white below.</summary>
    public static Image Quarters(int width, int height)
    {
        int side = width / 2;
        int rest = height / 2;
        Image Tile(byte[] colour) =>
            Image
                .Black(side, rest)
                .NewFromImage(colour.Select(c => (double)c).ToArray())
                .Cast(Enums.BandFormat.Uchar)
                .Copy(interpretation: Enums.Interpretation.Srgb);
        return Image.Arrayjoin([Tile(Red), Tile(Green), Tile(Blue), Tile(White)], across: 2);
    }

    /// <summary>A photo of a telephone: where, with what and when stand in EXIF, XMP and a comment.</summary>
    public static byte[] WithNotes(Image image, int orientation) =>
        Noted(image, orientation).JpegsaveBuffer(q: 95, keep: Enums.ForeignKeep.All);

    /// <summary>The same notes in a PNG, which has texts too.</summary>
    public static byte[] PngWithNotes(Image image) => Noted(image, 1).PngsaveBuffer(keep: Enums.ForeignKeep.All);

    /// <summary>How an image lies in the file of a camera that was held so.</summary>
    public static Image Held(Image upright, int orientation) =>
        orientation switch
        {
            2 => upright.FlipHor(),
            3 => upright.Rot180(),
            4 => upright.FlipVer(),
            5 => upright.Rot90().FlipHor(),
            6 => upright.Rot270(),
            7 => upright.Rot270().FlipHor(),
            8 => upright.Rot90(),
            _ => upright,
        };

    private static Image Noted(Image image, int orientation) =>
        image.Mutate(notes =>
        {
            notes.Set(GValue.GIntType, "orientation", orientation);
            notes.Set(GValue.GStrType, "exif-ifd0-Orientation", orientation.ToString(System.Globalization.CultureInfo.InvariantCulture));
            notes.Set(GValue.GStrType, "exif-ifd0-ImageDescription", Secret);
            notes.Set(GValue.GStrType, "exif-ifd0-Model", "SECRET-PHONE");
            notes.Set(GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N");
            notes.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "52/1 31/1 12/1");
            notes.Set(GValue.GStrType, "exif-ifd3-GPSLongitude", "13/1 24/1 36/1");
            notes.Set(GValue.BlobType, "xmp-data", System.Text.Encoding.UTF8.GetBytes($"<x:xmpmeta>{Secret}</x:xmpmeta>"));
            notes.Set(GValue.BlobType, "iptc-data", System.Text.Encoding.UTF8.GetBytes($"Photoshop 3.0\0{Secret}"));
            notes.Set(GValue.GStrType, "png-comment-0-Title", Secret);
        });
}
