using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Remote;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>A change to what is said of a medium of a post. Null leaves as it is.</summary>
/// <param name="Id">The medium.</param>
/// <param name="Description">What is to be seen.</param>
/// <param name="Focus">The point to keep in sight.</param>
public sealed record MediaChange(long Id, string? Description, (double X, double Y)? Focus);

/// <summary>Joins uploads to posts and takes them away, inside the transaction of the act.</summary>
internal static class PostMedia
{
    /// <summary>What is wrong with these before the database is asked; null for nothing.</summary>
    public static Refusal? Check(IReadOnlyList<long> ids, IReadOnlyList<MediaChange> changes) =>
        ids.Count > MediaLimits.OfPost
            ? Refused.Invalid("media_ids", "too_many", $"are too many (maximum is {MediaLimits.OfPost})")
            : changes.Select(c => MediaTexts.Check(c.Description, c.Focus)).FirstOrDefault(fault => fault is not null);

    /// <summary>Joins uploads to a post that is being written: the author's own, ready, and in no other post.</summary>
    public static async Task<Refusal?> AttachAsync(
        Work work,
        Post post,
        IReadOnlyList<long> ids,
        IReadOnlyList<MediaChange> changes,
        CancellationToken cancellation
    )
    {
        if (await ClaimAsync(work, post, ids, cancellation) is { } refusal)
        {
            return refusal;
        }

        List<MediaAttachment> rows = await work.Db.Media.Where(m => ids.Contains(m.Id)).ToListAsync(cancellation);
        Arrange(rows, ids, changes);
        post.MediaCount = ids.Count;
        return null;
    }

    /// <summary>
    /// Gives a post these media, in this order; those that it had and that are not among them stay for its history.
    /// </summary>
    /// <returns>Whether anything is other than it was, or why not.</returns>
    public static async Task<Outcome<bool>> ReplaceAsync(
        Work work,
        Post post,
        IReadOnlyList<long>? wanted,
        IReadOnlyList<MediaChange> changes,
        CancellationToken cancellation
    )
    {
        if (post.MediaCount == 0 && wanted is null or { Count: 0 })
        {
            return false;
        }

        List<MediaAttachment> rows = await work.Db.Media.Where(m => m.PostId == post.Id).OrderBy(m => m.Position).ToListAsync(cancellation);
        IReadOnlyList<long> ids = wanted ?? [.. rows.Where(m => m.Position >= 0).Select(m => m.Id)];
        long[] added = [.. ids.Where(id => rows.TrueForAll(m => m.Id != id))];
        if (await ClaimAsync(work, post, added, cancellation) is { } refusal)
        {
            return refusal;
        }

        bool isOther = added.Length > 0;
        List<MediaAttachment> former = [.. rows.Where(m => !ids.Contains(m.Id)).OrderByDescending(m => m.Id)];
        foreach (MediaAttachment gone in former)
        {
            isOther |= gone.Position >= 0;
            gone.Position = FormerMedia.NoPlace;
            rows.Remove(gone);
        }

        foreach (MediaAttachment oldest in former.Skip(FormerMedia.Most))
        {
            (oldest.PostId, oldest.State) = (null, MediaState.Discarded);
            work.Raise(new MediaDiscarded());
        }

        rows.AddRange(await work.Db.Media.Where(m => added.Contains(m.Id)).ToListAsync(cancellation));
        Arrange(rows, ids, changes);
        post.MediaCount = ids.Count;
        return isOther || rows.Exists(m => work.Db.Entry(m).State == EntityState.Modified);
    }

    /// <summary>
    /// Takes the media from a post that is deleted: for good, or so that its author can write it anew within a day.
    /// </summary>
    public static async Task ReleaseAsync(Work work, Post post, bool keep, CancellationToken cancellation)
    {
        // What an edit took away is still there.
        if (post.MediaCount == 0 && post.EditedAt is null)
        {
            return;
        }

        if (post.Uri is not null)
        {
            await RemotePostMedia.ReleaseAsync(work, post, cancellation);
            return;
        }

        MediaState state = keep ? MediaState.Ready : MediaState.Discarded;
        await work
            .Db.Media.Where(m => m.PostId == post.Id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.PostId, (long?)null)
                        .SetProperty(m => m.State, m => m.Position < 0 ? MediaState.Discarded : state)
                        .SetProperty(m => m.UnattachedAt, work.Now),
                cancellation
            );
        work.Raise(new MediaDiscarded());
    }

    /// <summary>Of two posts that want the same upload at once, one gets it.</summary>
    private static async Task<Refusal?> ClaimAsync(Work work, Post post, IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
        {
            return null;
        }

        IQueryable<MediaAttachment> own = work.Db.Media.Where(m => ids.Contains(m.Id) && m.AccountId == post.AuthorId && m.PostId == null);
        int claimed = await own.Where(m => m.State == MediaState.Ready)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.PostId, post.Id), cancellation);
        if (claimed == ids.Count)
        {
            return null;
        }

        return await own.AnyAsync(m => m.State == MediaState.Uploaded || m.State == MediaState.Processing, cancellation)
            ? Refused.Invalid("media_ids", "not_ready", "have not finished processing")
            : Refused.Invalid("media_ids", "invalid", "are not your own uploads, or are in a post already");
    }

    private static void Arrange(List<MediaAttachment> rows, IReadOnlyList<long> ids, IReadOnlyList<MediaChange> changes)
    {
        foreach (MediaAttachment row in rows)
        {
            row.Position = ids.TakeWhile(id => id != row.Id).Count();
            if (changes.FirstOrDefault(c => c.Id == row.Id) is { } change)
            {
                DescribeMediaHandler.Apply(row, change.Description, change.Focus);
            }
        }
    }
}
