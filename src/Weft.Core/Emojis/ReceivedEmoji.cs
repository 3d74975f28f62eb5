using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Emojis;

/// <summary>A custom emoji that another server sent beside a text of its own.</summary>
/// <param name="Shortcode">What stands between the colons.</param>
/// <param name="Url">Its picture.</param>
/// <param name="Uri">Its id; null for none.</param>
/// <param name="UpdatedAt">When the picture last changed; null when not said.</param>
public sealed record ReceivedEmoji(string Shortcode, string Url, string? Uri, DateTimeOffset? UpdatedAt)
{
    /// <summary>How many of one document are kept.</summary>
    public const int Most = 50;

    /// <summary>Keeps them for the server of a post's author.</summary>
    internal static async Task KeepAsync(Work work, long authorId, IReadOnlyList<ReceivedEmoji> came, CancellationToken cancellation)
    {
        if (
            came.Count > 0
            && await work.Db.Accounts.Where(a => a.Id == authorId).Select(a => a.Domain).FirstOrDefaultAsync(cancellation) is { } domain
        )
        {
            await KeepAsync(work, domain, came, cancellation);
        }
    }

    /// <summary>Keeps them for the server; what is newer than what is here replaces it.</summary>
    internal static async Task KeepAsync(Work work, string domain, IReadOnlyList<ReceivedEmoji> came, CancellationToken cancellation)
    {
        ReceivedEmoji[] emojis = [.. came.Where(e => e.Shortcode.Length <= EmojiWords.Longest).DistinctBy(e => e.Shortcode).Take(Most)];
        if (emojis.Length == 0)
        {
            return;
        }

        string[] names = [.. emojis.Select(e => e.Shortcode)];
        Dictionary<string, CustomEmoji> known = await work
            .Db.CustomEmojis.Where(e => e.Domain == domain && names.Contains(e.Shortcode))
            .ToDictionaryAsync(e => e.Shortcode, cancellation);
        bool changed = false;
        foreach (ReceivedEmoji emoji in emojis)
        {
            if (!known.TryGetValue(emoji.Shortcode, out CustomEmoji? row))
            {
                work.Db.CustomEmojis.Add(Begin(work, domain, emoji));
                changed = true;
            }
            else if (row.Url != emoji.Url && (emoji.UpdatedAt is null || emoji.UpdatedAt > row.UpdatedAt))
            {
                (row.Url, row.Uri, row.UpdatedAt) = (emoji.Url, emoji.Uri, emoji.UpdatedAt ?? work.Now);
                changed = true;
            }
        }

        if (changed)
        {
            work.Raise(new EmojisChanged(domain));
        }
    }

    private static CustomEmoji Begin(Work work, string domain, ReceivedEmoji emoji)
    {
        int shard = IdSource.PickShard();
        return new CustomEmoji
        {
            Id = work.Ids.Next(shard),
            Shard = shard,
            Domain = domain,
            Shortcode = emoji.Shortcode,
            Uri = emoji.Uri,
            Url = emoji.Url,
            UpdatedAt = emoji.UpdatedAt ?? work.Now,
        };
    }
}
