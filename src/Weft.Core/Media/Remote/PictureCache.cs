using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>
/// Keeps pictures of other servers within a number of bytes. What nobody looked at for longest makes room first, before
/// anything new comes in, so that there is never more. A row knows of files before they come and until they are gone: what
/// a process leaves that dies is found by its rows.
/// </summary>
internal sealed class PictureCache(IDbContextFactory<WeftDb> contexts, IWriter writer, CacheFiles store, PictureRoom room) : IDisposable
{
    private const string Whole = "original";
    private static readonly TimeSpan SeenFor = TimeSpan.FromHours(1);

    // Whatever changes files holds it, so that what is counted is what is there.
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>The picture's row; null for none.</summary>
    public async Task<CachedPicture?> FindAsync(PictureKind kind, long id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.CachedPictures.AsNoTracking().FirstOrDefaultAsync(p => p.Kind == kind && p.SubjectId == id, cancellation);
    }

    /// <summary>
    /// One of a picture's files, or a larger one where that size was not made (of a film only what was made); null when they
    /// are gone.
    /// </summary>
    public async Task<(Stream Content, string Name)?> OpenAsync(CachedPicture picture, string size, CancellationToken cancellation)
    {
        string[] names =
            picture.Kind == PictureKind.Film
                ? [size == Whole ? $"{size}.{picture.Extension}" : $"{size}.jpg"]
                : [.. new[] { size, Whole }.Distinct().Select(s => $"{s}.{picture.Extension}")];
        foreach (string name in names)
        {
            if (await store.Files.OpenAsync(picture.Key, name, cancellation) is { } content)
            {
                return (content, name);
            }
        }

        return null;
    }

    /// <summary>Whether there are files of it, whichever.</summary>
    public bool Has(CachedPicture picture) => store.Has(picture.Key);

    /// <summary>Somebody looks at it. Written down once an hour.</summary>
    public async Task SeeAsync(CachedPicture picture, DateTimeOffset now, CancellationToken cancellation)
    {
        if (now - picture.SeenAt >= SeenFor)
        {
            await writer.RunAsync<int>(
                async work =>
                    await work
                        .Db.CachedPictures.Where(p => p.Kind == picture.Kind && p.SubjectId == picture.SubjectId)
                        .ExecuteUpdateAsync(set => set.SetProperty(p => p.SeenAt, work.Now), cancellation),
                cancellation
            );
        }
    }

    /// <summary>
    /// Writes a try down before it begins, as one that failed: a picture that takes the process down is not tried again at
    /// once. What was kept of another address goes.
    /// </summary>
    public async Task BeginAsync(PictureSubject subject, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (await FindAsync(subject.Kind, subject.Id, cancellation) is { Key.Length: > 0 } old)
            {
                await room.RemoveAsync([old], cancellation);
            }

            await writer.RunAsync<bool>(
                async work =>
                {
                    CachedPicture row =
                        await work.Db.CachedPictures.FindAsync([subject.Kind, subject.Id], cancellation) ?? Add(work, subject);
                    row.Failures = row.Address == subject.Address ? row.Failures + 1 : 1;
                    (row.Address, row.State) = (subject.Address, PictureState.Failing);
                    (row.SeenAt, row.RetryAt) = (work.Now, work.Now + PictureRetry.After(row.Failures, isRefused: false));
                    return true;
                },
                cancellation
            );
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Writes down that there is no such picture.</summary>
    public Task RefuseAsync(PictureSubject subject, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                CachedPicture? row = await work.Db.CachedPictures.FindAsync([subject.Kind, subject.Id], cancellation);
                if (row is { State: PictureState.Failing })
                {
                    (row.State, row.RetryAt) = (PictureState.Refused, work.Now + PictureRetry.After(row.Failures, isRefused: true));
                }

                return true;
            },
            cancellation
        );

    /// <summary>Takes a picture in.</summary>
    /// <param name="subject">Whose it is.</param>
    /// <param name="made">What was made of it.</param>
    /// <param name="folder">Where the files are; empty afterwards.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>False when it is larger than the whole cache, or its subject is gone meanwhile.</returns>
    public async Task<bool> KeepAsync(PictureSubject subject, MadeMedia made, string folder, CancellationToken cancellation)
    {
        long bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
        string key = MediaPaths.NewKey();
        await gate.WaitAsync(cancellation);
        try
        {
            if (!await room.MakeAsync(bytes, cancellation))
            {
                return false;
            }

            Outcome<bool> coming = await writer.RunAsync(
                work => AnnounceAsync(work, subject, made, (key, bytes), cancellation),
                cancellation
            );
            if (!coming.Succeeded)
            {
                return false;
            }

            await MoveInAsync(subject, key, folder, cancellation);
            return (await writer.RunAsync(work => SettleAsync(work, subject, made, key, cancellation), cancellation)).Succeeded;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Removes what is on its way out, and what a process that died had on its way in.</summary>
    public async Task<int> RemoveLeftAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            int removed = 0;
            for (List<CachedPicture> left = await room.LeftAsync(cancellation); left.Count > 0; left = await room.LeftAsync(cancellation))
            {
                await room.RemoveAsync(left, cancellation);
                removed += left.Count;
            }

            return removed;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static CachedPicture Add(Work work, PictureSubject subject)
    {
        CachedPicture row = new()
        {
            Kind = subject.Kind,
            SubjectId = subject.Id,
            Shard = SnowflakeId.ShardOf(subject.Id),
            Address = subject.Address,
        };
        work.Db.CachedPictures.Add(row);
        return row;
    }

    private async Task MoveInAsync(PictureSubject subject, string key, string folder, CancellationToken cancellation)
    {
        try
        {
            await store.Files.KeepAsync(key, folder, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk, most likely: it stays a try that failed.
            await store.Files.RemoveAsync(key, cancellation);
            await writer.RunAsync<bool>(
                async work =>
                {
                    if (await work.Db.CachedPictures.FindAsync([subject.Kind, subject.Id], cancellation) is { } row && row.Key == key)
                    {
                        (row.State, row.Key, row.Bytes) = (PictureState.Failing, "", 0);
                    }

                    return true;
                },
                cancellation
            );
            throw;
        }
    }

    private static async Task<Outcome<bool>> AnnounceAsync(
        Work work,
        PictureSubject subject,
        MadeMedia made,
        (string Key, long Bytes) files,
        CancellationToken cancellation
    )
    {
        CachedPicture? row = await work.Db.CachedPictures.FindAsync([subject.Kind, subject.Id], cancellation);
        if (row is not { Key.Length: 0 } || !await PictureSubjects.StandsAsync(work.Db, subject, cancellation))
        {
            return Refused.NotFound;
        }

        (row.State, row.Key, row.Bytes, row.Extension) = (PictureState.Coming, files.Key, files.Bytes, made.Extension);
        return true;
    }

    private static async Task<Outcome<bool>> SettleAsync(
        Work work,
        PictureSubject subject,
        MadeMedia made,
        string key,
        CancellationToken cancellation
    )
    {
        CachedPicture? row = await work.Db.CachedPictures.FindAsync([subject.Kind, subject.Id], cancellation);
        if (row is not { State: PictureState.Coming } || row.Key != key)
        {
            return Refused.NotFound;
        }

        (row.State, row.Failures, row.RetryAt, row.SeenAt) = (PictureState.Kept, 0, null, work.Now);
        if (subject.Kind is PictureKind.Photo or PictureKind.Poster or PictureKind.Film)
        {
            await PictureMeasure.RunAsync(work, subject, made, cancellation);
        }

        return true;
    }
}
