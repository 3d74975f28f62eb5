using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Photos;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>What is learned of a medium when its picture is fetched, inside the transaction that keeps it.</summary>
internal static class PictureMeasure
{
    /// <summary>Puts down what the picture is, where that was not said or said otherwise.</summary>
    public static async Task RunAsync(Work work, PictureSubject subject, MadeMedia made, CancellationToken cancellation)
    {
        if (await work.Db.RemoteMedia.FindAsync([subject.Id], cancellation) is not { } row)
        {
            return;
        }

        bool isFilm = subject.Kind == PictureKind.Film;
        if (isFilm || subject.Kind == PictureKind.Photo)
        {
            Settle(row, made);
            (row.DurationMs, row.Waveform) = isFilm ? (made.DurationMs, made.Waveform) : (row.DurationMs, row.Waveform);
        }

        bool isKnown = row.Width > 0 && row.Height > 0;
        bool isOther =
            subject.Kind == PictureKind.Photo && PhotoSizes.Bound(row.Width, row.Height) != (made.Width, made.Height)
            // The film of a moving picture is a pixel or two off it.
            || isFilm && !row.IsPicture && made.Width > 0 && (row.Width, row.Height) != (made.Width, made.Height);
        if (!isKnown || isOther)
        {
            (row.Width, row.Height) = (made.Width, made.Height);
        }

        row.Blurhash ??= made.Blurhash;
        if (work.Db.Entry(row).State == EntityState.Modified)
        {
            work.Raise(new MediaMeasured(row.PostId));
        }
    }

    /// <summary>What it is, and whether a picture moves. What was said to be a picture may be a film.</summary>
    private static void Settle(RemoteMedia row, MadeMedia made)
    {
        if (row.IsPicture)
        {
            row.PreviewUrl = made is { IsPicture: true, Kind: MediaKind.Gifv } ? row.Url : null;
        }

        row.Kind = made.Kind;
    }
}
