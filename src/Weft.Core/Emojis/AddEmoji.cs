using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using Weft.Core.Storage;

namespace Weft.Core.Emojis;

/// <summary>The operators give this server a custom emoji, or another picture to one that it has.</summary>
/// <param name="Shortcode">What people write between colons (<see cref="EmojiWords.IsShortcode"/>).</param>
/// <param name="File">The picture's file, which may move; up to <see cref="MaxBytes"/>.</param>
/// <param name="Category">Under which heading apps offer it, up to 50 characters; null or empty for none.</param>
public sealed record AddEmoji(string Shortcode, string File, string? Category = null)
{
    /// <summary>The largest file.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The longest heading, in characters.</summary>
    public const int MaxCategory = 50;
}

/// <summary>Does <see cref="AddEmoji"/>: the picture is made anew like every other, at most 128 pixels high and wide.</summary>
public sealed class AddEmojiHandler(IWriter writer, MediaFolder folder, IMediaFiles files, HeicDecoder heic)
{
    /// <summary>
    /// The emoji's id. <see cref="Refusal.Invalid"/> for a name that none can have (<c>shortcode</c>), a heading that is too
    /// long (<c>category</c>) and what is no picture or too large (<c>image</c>).
    /// </summary>
    public async Task<Outcome<long>> RunAsync(AddEmoji add, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(add);
        if (!EmojiWords.IsShortcode(add.Shortcode))
        {
            return Refused.Invalid("shortcode", "invalid", "has to be 2 to 64 letters, digits and _");
        }

        if (add.Category?.Length > AddEmoji.MaxCategory)
        {
            return Refused.Invalid("category", "too_long", $"is too long (maximum is {AddEmoji.MaxCategory} characters)");
        }

        Outcome<string> made = await MakeAsync(add.File, cancellation);
        if (!made.Succeeded)
        {
            return made.Refusal;
        }

        Outcome<Replaced> kept = await writer.RunAsync(work => KeepAsync(work, add, made.Value, cancellation), cancellation);
        if (kept.Succeeded && kept.Value.FormerKey is { } former)
        {
            await files.RemoveAsync(former, cancellation);
        }

        return kept.Succeeded ? kept.Value.Id : kept.Refusal;
    }

    private async Task<Outcome<string>> MakeAsync(string file, CancellationToken cancellation)
    {
        if (new FileInfo(file).Length > AddEmoji.MaxBytes)
        {
            return Refused.Invalid("image", "too_large", $"is too large (maximum is {AddEmoji.MaxBytes / 1024} KB)");
        }

        Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
        if (!header.Succeeded)
        {
            return header.Refusal is Refusal.Invalid invalid
                ? Refused.Invalid(invalid.Faults.Select(f => f with { Field = "image" }))
                : header.Refusal;
        }

        string scratch = folder.NewScratch();
        try
        {
            MediaFormat format = header.Value.Format;
            await heic.OpenAsync(file, format, scratch, picture => MakeEmoji.Run(picture, format, scratch), cancellation);
            string key = MediaPaths.NewKey();
            await files.KeepAsync(key, scratch, cancellation);
            return key;
        }
        catch (BrokenMediaException broken)
        {
            return Refused.Invalid("image", "broken", broken.Message);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<Outcome<Replaced>> KeepAsync(Work work, AddEmoji add, string key, CancellationToken cancellation)
    {
        string? category = string.IsNullOrWhiteSpace(add.Category) ? null : add.Category.Trim();
        CustomEmoji? row = await work.Db.CustomEmojis.FirstOrDefaultAsync(
            e => e.Domain == "" && e.Shortcode == add.Shortcode,
            cancellation
        );
        string? former = row?.FileKey;
        if (row is null)
        {
            int shard = IdSource.PickShard();
            row = new CustomEmoji
            {
                Id = work.Ids.Next(shard),
                Shard = shard,
                Domain = "",
                Shortcode = add.Shortcode,
            };
            work.Db.CustomEmojis.Add(row);
        }

        (row.FileKey, row.Category, row.UpdatedAt) = (key, category, work.Now);
        work.Raise(new EmojisChanged(""));
        return new Replaced(row.Id, former);
    }

    private sealed record Replaced(long Id, string? FormerKey);
}
