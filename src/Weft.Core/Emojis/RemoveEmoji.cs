using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Files;
using Weft.Core.Storage;

namespace Weft.Core.Emojis;

/// <summary>The operators take a custom emoji of this server away: where it was written, the word stands again.</summary>
/// <param name="Shortcode">Its name.</param>
public sealed record RemoveEmoji(string Shortcode);

/// <summary>Does <see cref="RemoveEmoji"/>.</summary>
public sealed class RemoveEmojiHandler(IWriter writer, IMediaFiles files)
{
    /// <summary>The id that it had; <see cref="Refusal.NotFound"/> when there is none of that name.</summary>
    public async Task<Outcome<long>> RunAsync(RemoveEmoji remove, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(remove);
        Outcome<CustomEmoji> removed = await writer.RunAsync<CustomEmoji>(
            async work =>
            {
                CustomEmoji? row = await work.Db.CustomEmojis.FirstOrDefaultAsync(
                    e => e.Domain == "" && e.Shortcode == remove.Shortcode,
                    cancellation
                );
                if (row is null)
                {
                    return Refused.NotFound;
                }

                work.Db.CustomEmojis.Remove(row);
                work.Raise(new EmojisChanged(""));
                return row;
            },
            cancellation
        );
        if (removed.Succeeded && removed.Value.FileKey is { } key)
        {
            await files.RemoveAsync(key, cancellation);
        }

        return removed.Succeeded ? removed.Value.Id : removed.Refusal;
    }
}
