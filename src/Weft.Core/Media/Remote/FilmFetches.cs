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
    protected override MediaHeader? HeaderOf(PictureSubject subject, string file)
    {
        Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
        if (!header.Succeeded || header.Value.Format.IsFilm())
        {
            return header.Succeeded ? header.Value : null;
        }

        // What was said to move is played also when it turns out to stand still.
        return header.Value.Moving() is not null || subject.IsPicture && header.Value.Format != MediaFormat.Heic ? header.Value : null;
    }

    /// <inheritdoc/>
    protected override Task<MadeMedia> MakeAsync(
        PictureSubject subject,
        string file,
        MediaHeader header,
        string scratch,
        CancellationToken cancellation
    ) => queue.AfterOwnFilmsAsync(stop => MakeAsync(file, header, scratch, stop), cancellation);

    private async Task<MadeMedia> MakeAsync(string file, MediaHeader header, string scratch, CancellationToken cancellation)
    {
        if (header.Format.IsFilm())
        {
            return await new MakeFilm(ffmpeg).RunAsync(file, header.Format, scratch, cancellation);
        }

        MadeMedia made = header.Moving() is { } moving
            ? await new MakeFilm(ffmpeg).RunAsync(file, moving, scratch, cancellation)
            : await new MakeMoving(ffmpeg).StillAsync(file, header.Format, scratch, cancellation);
        return made with { IsPicture = true };
    }
}
