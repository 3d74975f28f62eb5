using Microsoft.Extensions.Logging;
using Weft.Core.Media.Files;
using Weft.Core.Media.Films;
using Weft.Core.Media.Photos;

namespace Weft.Core.Media.Remote;

/// <summary>
/// Fetches videos and sounds of other servers. They are made ready by the steps of an upload, one after the other, and
/// behind all that people here have uploaded. Few are on their way at once, since what waits lies on the disk.
/// </summary>
internal sealed class FilmFetches(
    IRemoteFiles remote,
    PictureCache cache,
    MediaFolder folder,
    MediaSettings settings,
    Ffmpeg ffmpeg,
    HeicDecoder heic,
    WaitingMedia queue,
    TimeProvider clock,
    ILogger<FilmFetches> log
) : RemoteFetches(remote, cache, folder, clock, log, new FetchLimits(RemoteFileKind.Film, AtOnce: Most, Waiting: Most, settings.VideoBytes))
{
    private const int Most = 8;

    /// <summary>False when none is fetched, for want of ffmpeg.</summary>
    public bool IsAvailable => ffmpeg.IsAvailable;

    /// <inheritdoc/>
    protected override MediaFormat? FormatOf(string file)
    {
        Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
        return header.Succeeded
            ? header.Value.Format.IsFilm()
                ? header.Value.Format
                : header.Value.Moving()
            : null;
    }

    /// <inheritdoc/>
    protected override Task<MadeMedia> MakeAsync(
        PictureSubject subject,
        string file,
        MediaFormat format,
        string scratch,
        CancellationToken cancellation
    ) => queue.AfterOwnFilmsAsync(stop => new MakeFilm(ffmpeg).RunAsync(file, format, scratch, stop), cancellation);
}
