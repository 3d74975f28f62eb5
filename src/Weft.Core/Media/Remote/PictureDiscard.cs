using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>Lets pictures go whose subject is gone or has another picture now, inside the transaction of the act.</summary>
internal static class PictureDiscard
{
    /// <summary>Those of some subjects.</summary>
    public static Task RunAsync(Work work, PictureKind kind, long[] ids, CancellationToken cancellation) =>
        DiscardAsync(work, work.Db.CachedPictures.Where(p => p.Kind == kind && ids.Contains(p.SubjectId)), cancellation);

    /// <summary>Those of all of these media.</summary>
    public static Task OfAllAsync(Work work, IQueryable<long> media, CancellationToken cancellation) =>
        DiscardAsync(
            work,
            work.Db.CachedPictures.Where(p =>
                (p.Kind == PictureKind.Photo || p.Kind == PictureKind.Poster || p.Kind == PictureKind.Film) && media.Contains(p.SubjectId)
            ),
            cancellation
        );

    /// <summary>Files are removed after the commit; their bytes count until they are.</summary>
    private static async Task DiscardAsync(Work work, IQueryable<CachedPicture> pictures, CancellationToken cancellation)
    {
        await pictures.Where(p => p.State == PictureState.Failing || p.State == PictureState.Refused).ExecuteDeleteAsync(cancellation);
        int going = await pictures.ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PictureState.Going), cancellation);
        if (going > 0)
        {
            work.Raise(new MediaDiscarded());
        }
    }
}
