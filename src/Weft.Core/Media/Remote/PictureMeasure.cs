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

        bool isKnown = row.Width > 0 && row.Height > 0;
        if (!isKnown || subject.Kind == PictureKind.Photo && PhotoSizes.Bound(row.Width, row.Height) != (made.Width, made.Height))
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
