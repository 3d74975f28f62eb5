using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Photos;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>Keeps what media other servers' posts have, inside the transaction of the act.</summary>
internal static class RemotePostMedia
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The media of a post that has come.</summary>
    public static void Attach(Work work, Post post, IReadOnlyList<ReceivedMedia> media)
    {
        foreach (ReceivedMedia one in media.Take(MediaLimits.OfPost))
        {
            Add(work, post, one, post.MediaCount++);
        }
    }

    /// <summary>The media of a post that says something else now. What has the same address stays the same medium.</summary>
    /// <returns>Whether other media are shown, or another description of them.</returns>
    public static async Task<bool> ReplaceAsync(Work work, Post post, IReadOnlyList<ReceivedMedia> media, CancellationToken cancellation)
    {
        if (post.MediaCount == 0 && media.Count == 0)
        {
            return false;
        }

        List<RemoteMedia> had = await work
            .Db.RemoteMedia.Where(m => m.PostId == post.Id)
            .OrderBy(m => m.Position < 0)
            .ThenBy(m => m.Position)
            .ThenByDescending(m => m.Id)
            .ToListAsync(cancellation);
        bool isOther = false;
        post.MediaCount = 0;
        foreach (ReceivedMedia one in media.Take(MediaLimits.OfPost))
        {
            int position = post.MediaCount++;
            // What was said to be a video may have turned out to be a sound, and a picture to move.
            if (had.Find(m => m.Url == one.Url && m.IsPicture == one.IsPicture) is not { } row)
            {
                Add(work, post, one, position);
                isOther = true;
                continue;
            }

            had.Remove(row);
            (string words, string? preview) = (row.Description, row.PreviewUrl);
            isOther |= row.Position < 0;
            Fill(row, one, position);
            isOther |= words != row.Description;
            if (preview != row.PreviewUrl)
            {
                await PictureDiscard.RunAsync(work, PictureKind.Poster, [row.Id], cancellation);
            }
        }

        // They stay for the post's history.
        foreach (RemoteMedia gone in had)
        {
            isOther |= gone.Position >= 0;
            gone.Position = FormerMedia.NoPlace;
        }

        if (had.Count > FormerMedia.Most)
        {
            await RemoveAsync(work, [.. had.OrderByDescending(m => m.Id).Skip(FormerMedia.Most)], cancellation);
        }

        return isOther;
    }

    /// <summary>The post is gone.</summary>
    public static async Task ReleaseAsync(Work work, Post post, CancellationToken cancellation)
    {
        if (post.MediaCount > 0 || post.EditedAt is not null)
        {
            await RemoveAsync(work, await work.Db.RemoteMedia.Where(m => m.PostId == post.Id).ToListAsync(cancellation), cancellation);
        }
    }

    /// <summary>The account is gone: its pictures, and those of all its posts.</summary>
    public static async Task EraseAsync(Work work, long accountId, CancellationToken cancellation)
    {
        await PictureDiscard.RunAsync(work, PictureKind.Avatar, [accountId], cancellation);
        await PictureDiscard.RunAsync(work, PictureKind.Header, [accountId], cancellation);
        IQueryable<RemoteMedia> own = work.Db.RemoteMedia.Where(m => m.AccountId == accountId);
        await PictureDiscard.OfAllAsync(work, own.Select(m => m.Id), cancellation);
        await own.ExecuteDeleteAsync(cancellation);
    }

    private static async Task RemoveAsync(Work work, List<RemoteMedia> rows, CancellationToken cancellation)
    {
        long[] ids = [.. rows.Select(m => m.Id)];
        await PictureDiscard.RunAsync(work, PictureKind.Photo, ids, cancellation);
        await PictureDiscard.RunAsync(work, PictureKind.Poster, ids, cancellation);
        await PictureDiscard.RunAsync(work, PictureKind.Film, ids, cancellation);
        work.Db.RemoteMedia.RemoveRange(rows);
    }

    private static void Add(Work work, Post post, ReceivedMedia media, int position)
    {
        RemoteMedia row = new()
        {
            Id = work.Ids.Next(post.Shard),
            Shard = post.Shard,
            AccountId = post.AuthorId,
            PostId = post.Id,
            Kind = media.Kind,
            Url = media.Url,
            PreviewUrl = media.Kind == MediaKind.Gifv ? media.Url : null,
        };
        Fill(row, media, position);
        work.Db.RemoteMedia.Add(row);
    }

    private static void Fill(RemoteMedia row, ReceivedMedia media, int position)
    {
        row.Position = position;
        if (!row.IsPicture)
        {
            // A film does not stand for itself.
            row.PreviewUrl = media.PreviewUrl == row.Url ? null : media.PreviewUrl;
        }

        row.Description = Cut(MediaTexts.Clean(media.Description) ?? "");
        (row.FocusX, row.FocusY) = (Within(media.Focus.X), Within(media.Focus.Y));
        row.Blurhash = Blurhash.IsOne(media.Blurhash) ? media.Blurhash : row.Blurhash;
        if (media.Size is (> 0 and <= MediaLimits.Side, > 0 and <= MediaLimits.Side) && row.Width == 0)
        {
            (row.Width, row.Height) = media.Size;
        }

        row.DurationMs =
            media.Duration is { } duration && duration > TimeSpan.Zero && duration < Longest ? (long)duration.TotalMilliseconds : 0;
    }

    private static double Within(double part) => double.IsFinite(part) ? Math.Clamp(part, -1, 1) : 0;

    private static string Cut(string words)
    {
        if (words.Length <= MediaLimits.Description)
        {
            return words;
        }

        int end = MediaLimits.Description - 1;
        return (char.IsHighSurrogate(words[end - 1]) ? words[..(end - 1)] : words[..end]) + "…";
    }
}
