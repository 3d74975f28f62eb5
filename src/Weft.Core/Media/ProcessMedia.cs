using Microsoft.Extensions.Logging;
using Weft.Core.Media.Files;
using Weft.Core.Media.Films;
using Weft.Core.Media.Photos;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>
/// Makes one upload ready. Each try is written down before it begins, so that a file that ends the process is not tried
/// for ever; what a broken file leaves is a row that says so.
/// </summary>
public sealed partial class ProcessMediaHandler(
    IWriter writer,
    MediaFolder folder,
    IMediaFiles files,
    WaitingMedia queue,
    Ffmpeg ffmpeg,
    HeicDecoder heic,
    ILogger<ProcessMediaHandler> log
)
{
    private const int MaxAttempts = 3;

    /// <summary>Answers true when there is nothing more to do for this upload; false when it is to be tried again later.</summary>
    public async Task<bool> RunAsync(long id, CancellationToken cancellation)
    {
        Outcome<MediaAttachment> claimed = await writer.RunAsync(work => ClaimAsync(work, id, cancellation), cancellation);
        if (!claimed.Succeeded)
        {
            queue.End(id);
            return true;
        }

        MediaAttachment upload = claimed.Value;
        if (upload.State == MediaState.Failed)
        {
            return Finish(upload);
        }

        string scratch = folder.NewScratch();
        try
        {
            MadeMedia made = await MakeAsync(upload, scratch, cancellation);
            IReadOnlyList<string> pictures = made.Kind == MediaKind.Image ? [] : Thumbnail.NamesBeside(made.PreviewExtension);
            ILookup<bool, long> lengths = new DirectoryInfo(scratch)
                .EnumerateFiles()
                .ToLookup(f => pictures.Contains(f.Name), f => f.Length);
            (long bytes, long previewBytes) = (lengths[false].Sum(), lengths[true].Sum());
            await files.KeepAsync(upload.Key, scratch, cancellation);
            bool isChosen = false;
            Outcome<bool> kept = await writer.RunAsync(
                work =>
                    SettleAsync(
                        work,
                        id,
                        row =>
                        {
                            isChosen = row.PreviewKey is not null;
                            made.Fill(row, bytes, previewBytes);
                        },
                        cancellation
                    ),
                cancellation
            );
            if (!kept.Succeeded)
            {
                // It was removed meanwhile.
                await files.RemoveAsync(upload.Key, cancellation);
            }
            else if (isChosen)
            {
                await Thumbnail.RemoveAsync(files, upload.Key, pictures);
            }

            return Finish(upload);
        }
        catch (BrokenMediaException broken)
        {
            LogBroken(id, broken.InnerException?.Message ?? broken.Message);
            await writer.RunAsync(work => SettleAsync(work, id, row => Fail(row, broken.Message), cancellation), cancellation);
            return Finish(upload);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server is stopped: what takes long is not given up because it is stopped often.
            await writer.RunAsync(work => SettleAsync(work, id, row => row.Attempts--, CancellationToken.None), CancellationToken.None);
            throw;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            LogLater(fault, id);
            return false;
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<MadeMedia> MakeAsync(MediaAttachment upload, string scratch, CancellationToken cancellation)
    {
        string path = folder.Incoming(upload.Key);
        return !upload.Format.IsFilm()
                ? await heic.OpenAsync(
                    path,
                    upload.Format,
                    scratch,
                    picture => MakePhoto.Run(picture, upload.Format, scratch),
                    cancellation
                )
            : ffmpeg.IsAvailable ? await new MakeFilm(ffmpeg).RunAsync(path, upload.Format, scratch, cancellation)
            : throw new BrokenMediaException("cannot be made ready: " + ffmpeg.Missing);
    }

    private bool Finish(MediaAttachment upload)
    {
        File.Delete(folder.Incoming(upload.Key));
        queue.End(upload.Id);
        return true;
    }

    /// <summary>Takes what waits, also what a process was working on when it died: only one process has the files.</summary>
    private static async Task<Outcome<MediaAttachment>> ClaimAsync(Work work, long id, CancellationToken cancellation)
    {
        if (await work.Db.Media.FindAsync([id], cancellation) is not { State: MediaState.Uploaded or MediaState.Processing } row)
        {
            return Refused.NotFound;
        }

        if (row.Attempts >= MaxAttempts)
        {
            Fail(row, "could not be made ready");
            return row;
        }

        row.State = MediaState.Processing;
        row.Attempts++;
        return row;
    }

    private static async Task<Outcome<bool>> SettleAsync(Work work, long id, Action<MediaAttachment> change, CancellationToken cancellation)
    {
        if (await work.Db.Media.FindAsync([id], cancellation) is not { State: MediaState.Processing } row)
        {
            return Refused.NotFound;
        }

        change(row);
        return true;
    }

    private static void Fail(MediaAttachment row, string reason) => (row.State, row.Failure) = (MediaState.Failed, reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Upload {Id} cannot be read: {Reason}")]
    private partial void LogBroken(long id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Upload {Id} will be tried again")]
    private partial void LogLater(Exception fault, long id);
}
