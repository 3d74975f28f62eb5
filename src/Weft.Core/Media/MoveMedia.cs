using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Files;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>How far the copying has come.</summary>
/// <param name="Media">Keys that were looked at.</param>
/// <param name="Copied">Files that were copied.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Lost">Keys of which the old place has no file.</param>
public readonly record struct MoveProgress(int Media, int Copied, long Bytes, int Lost);

/// <summary>
/// Copies the files of all uploads from one place to another. What is there already, whole, is not copied again: stopped at
/// any point it can be started anew, and beside a running server once more for what came meanwhile. Nothing is removed.
/// </summary>
public sealed class MoveMedia(IDbContextFactory<WeftDb> contexts)
{
    private const int Step = 200;

    /// <summary>Copies; tells after each key.</summary>
    /// <param name="from">Where they are.</param>
    /// <param name="to">Where they are to be.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <exception cref="IOException">One of the places does not answer, or takes no more.</exception>
    public async IAsyncEnumerable<MoveProgress> RunAsync(
        IMediaFiles from,
        IMediaFiles to,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        MoveProgress progress = default;
        await foreach (string key in KeysAsync(cancellation))
        {
            Dictionary<string, long> there = [];
            await foreach ((string name, long length) in to.NamesAsync(key, cancellation))
            {
                there[name] = length;
            }

            int found = 0;
            await foreach ((string name, long length) in from.NamesAsync(key, cancellation))
            {
                found++;
                if (there.TryGetValue(name, out long kept) && kept == length)
                {
                    continue;
                }

                await using Stream? content = await from.OpenAsync(key, name, cancellation);
                if (content is not null)
                {
                    await to.PutAsync(key, name, content, cancellation);
                    progress = progress with { Copied = progress.Copied + 1, Bytes = progress.Bytes + length };
                }
            }

            progress = progress with { Media = progress.Media + 1, Lost = progress.Lost + (found + there.Count == 0 ? 1 : 0) };
            yield return progress;
        }
    }

    /// <summary>All keys: of uploads, of pictures on profiles, and of custom emoji. Scans the tables in steps.</summary>
    private async IAsyncEnumerable<string> KeysAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        for (long after = 0; ; )
        {
            var step = await db
                .Media.Where(m => m.Id > after && m.State == MediaState.Ready)
                .OrderBy(m => m.Id)
                .Select(m => new
                {
                    m.Id,
                    m.Key,
                    m.PreviewKey,
                })
                .Take(Step)
                .ToListAsync(cancellation);
            foreach (var media in step)
            {
                yield return media.Key;
                if (media.PreviewKey is { } chosen)
                {
                    yield return chosen;
                }
            }

            if (step.Count < Step)
            {
                break;
            }

            after = step[^1].Id;
        }

        for (long after = 0; ; )
        {
            var step = await db
                .Accounts.Where(a => a.Id > after && (a.AvatarPath != null || a.HeaderPath != null))
                .OrderBy(a => a.Id)
                .Select(a => new
                {
                    a.Id,
                    a.AvatarPath,
                    a.HeaderPath,
                })
                .Take(Step)
                .ToListAsync(cancellation);
            foreach (string path in step.SelectMany(a => new[] { a.AvatarPath, a.HeaderPath }).OfType<string>())
            {
                yield return path.Split('/')[0];
            }

            if (step.Count < Step)
            {
                break;
            }

            after = step[^1].Id;
        }

        foreach (string key in await db.CustomEmojis.Where(e => e.FileKey != null).Select(e => e.FileKey!).ToListAsync(cancellation))
        {
            yield return key;
        }
    }
}
