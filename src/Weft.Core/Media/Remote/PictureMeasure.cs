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

        if (subject.Kind == PictureKind.Film)
        {
            (row.Kind, row.DurationMs) = (made.Kind, made.DurationMs);
        }

        bool isKnown = row.Width > 0 && row.Height > 0;
        bool isOther =
            subject.Kind == PictureKind.Photo && PhotoSizes.Bound(row.Width, row.Height) != (made.Width, made.Height)
            || subject.Kind == PictureKind.Film && made.Width > 0 && (row.Width, row.Height) != (made.Width, made.Height);
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
}
