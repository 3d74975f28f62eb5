using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Media.Files;
using Weft.Core.Media.Films;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>Somebody uploads a photo, a video or a sound, to be shown in a post.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="File">The file, which has come whole; it is moved away when it is taken.</param>
public sealed record UploadMedia(long AccountId, string File)
{
    /// <summary>What is to be seen, up to <see cref="MediaLimits.Description"/> characters.</summary>
    public string? Description { get; init; }

    /// <summary>The point to keep in sight, −1 to 1 each way.</summary>
    public (double X, double Y)? Focus { get; init; }

    /// <summary>The file of a picture that is to stand for a video or a sound; null for what is made of it.</summary>
    public string? Thumbnail { get; init; }
}

/// <summary>Takes uploads: looks at the header, keeps the file, and lets it wait to be made ready.</summary>
public sealed class UploadMediaHandler(
    IWriter writer,
    MediaFolder folder,
    WaitingMedia queue,
    MediaSettings settings,
    Ffmpeg ffmpeg,
    HeicDecoder heic,
    ChosenPictures pictures
)
{
    /// <summary>
    /// Answers the upload's id, and the end of its making; <see cref="Refusal.Invalid"/> with <c>file</c>,
    /// <c>description</c>, <c>focus</c> or <c>thumbnail</c> for what is not taken.
    /// </summary>
    public async Task<Outcome<TakenUpload>> RunAsync(UploadMedia command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (MediaTexts.Check(command.Description, command.Focus) is { } fault)
        {
            return fault;
        }

        Outcome<MediaHeader> header = LookAtAll(command.File);
        if (!header.Succeeded)
        {
            return header.Refusal;
        }

        ChosenPicture<MadeMedia>? chosen = null;
        if (command.Thumbnail is { } thumbnail)
        {
            Outcome<ChosenPicture<MadeMedia>> made = Thumbnail.Check(header.Value.Format) is { } unwanted
                ? unwanted
                : await Thumbnail.KeepAsync(pictures, thumbnail, cancellation);
            if (!made.Succeeded)
            {
                return made.Refusal;
            }

            chosen = made.Value;
        }

        string key = MediaPaths.NewKey();
        string kept = folder.Incoming(key);
        File.Move(command.File, kept);
        Outcome<long> outcome;
        bool isKept = false;
        try
        {
            outcome = await writer.RunAsync(work => KeepAsync(work, command, header.Value, (key, chosen), cancellation), cancellation);
            isKept = outcome.Succeeded;
        }
        finally
        {
            if (!isKept)
            {
                File.Delete(kept);
            }
        }

        if (!outcome.Succeeded)
        {
            await (chosen is null ? Task.CompletedTask : pictures.RemoveAsync(chosen.Key));
            return outcome.Refusal;
        }

        Task end = queue.Watch(outcome.Value);
        queue.Add(command.AccountId, outcome.Value, header.Value.Format);
        return new TakenUpload(outcome.Value, end);
    }

    /// <summary>What the file is, if it can be shown here.</summary>
    private Outcome<MediaHeader> LookAtAll(string path)
    {
        Outcome<MediaHeader> header = Look(path, heic);
        if (!header.Succeeded)
        {
            return header;
        }

        if (!header.Value.Format.IsFilm())
        {
            // Without ffmpeg the first picture of what moves is shown.
            return header.Value.Moving() is { } moving && ffmpeg.IsAvailable ? header.Value with { Format = moving } : header;
        }

        if (ffmpeg.Missing is { } missing)
        {
            return Refused.Invalid("file", "unavailable", "cannot be taken: " + missing);
        }

        return new FileInfo(path).Length > settings.VideoBytes
            ? Refused.Invalid("file", "too_large", $"is larger than {settings.VideoBytes / 1024 / 1024} MB")
            : header;
    }

    /// <summary>What the file is, by its header.</summary>
    internal static Outcome<MediaHeader> Look(string path, HeicDecoder heic)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4_096);
        Outcome<MediaHeader> header = HeaderReader.Read(file);
        if (!header.Succeeded)
        {
            return header;
        }

        string? lack =
            !Vips.IsAvailable ? "libvips is not installed on this server"
            : header.Value.Format == MediaFormat.Heic ? heic.Missing
            : null;
        return lack is null ? header : Refused.Invalid("file", "unavailable", "cannot be taken: " + lack);
    }

    private static async Task<Outcome<long>> KeepAsync(
        Work work,
        UploadMedia command,
        MediaHeader header,
        (string Key, ChosenPicture<MadeMedia>? Thumbnail) files,
        CancellationToken cancellation
    )
    {
        int unattached = await work.Db.Media.CountAsync(
            m => m.AccountId == command.AccountId && m.PostId == null && m.State != MediaState.Discarded,
            cancellation
        );
        if (unattached >= MediaLimits.Unattached)
        {
            return Refused.Invalid("file", "too_many", "is one too many: post or remove what you uploaded before");
        }

        int shard = SnowflakeId.ShardOf(command.AccountId);
        MediaAttachment row = new()
        {
            Id = work.Ids.Next(shard),
            Shard = shard,
            AccountId = command.AccountId,
            Key = files.Key,
            Format = header.Format,
            Description = MediaTexts.Clean(command.Description) ?? "",
            FocusX = command.Focus?.X ?? 0,
            FocusY = command.Focus?.Y ?? 0,
            UnattachedAt = work.Now,
        };
        work.Db.Media.Add(row);
        if (files.Thumbnail is { } chosen)
        {
            Thumbnail.Show(work, row, chosen);
        }

        return row.Id;
    }
}

/// <summary>An upload that was taken.</summary>
/// <param name="Id">Its id.</param>
/// <param name="End">Ends when it is ready or broken.</param>
public sealed record TakenUpload(long Id, Task End);
