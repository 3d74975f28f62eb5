using Microsoft.Extensions.Logging;
using Weft.Core.Emojis;
using Weft.Core.Media.Files;
using Weft.Core.Media.Photos;

namespace Weft.Core.Media.Remote;

/// <summary>Fetches pictures of other servers, two of which are made ready at once.</summary>
internal sealed class PictureFetches(
    IRemoteFiles remote,
    PictureCache cache,
    MediaFolder folder,
    HeicDecoder heic,
    TimeProvider clock,
    ILogger<PictureFetches> log
)
    : RemoteFetches(
        remote,
        cache,
        folder,
        clock,
        log,
        new FetchLimits(RemoteFileKind.Picture, AtOnce: 8, Waiting: 400, MediaLimits.PhotoBytes)
    )
{
    private static readonly (int Width, int Height) AvatarSize = (400, 400);
    private static readonly (int Width, int Height) HeaderSize = (1_500, 500);

    private readonly SemaphoreSlim making = new(Math.Clamp(Environment.ProcessorCount, 1, 2));

    /// <inheritdoc/>
    protected override MediaHeader? HeaderOf(PictureSubject subject, string file)
    {
        Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
        return header.Succeeded && !header.Value.Format.IsFilm() ? header.Value : null;
    }

    /// <inheritdoc/>
    protected override async Task<MadeMedia> MakeAsync(
        PictureSubject subject,
        string file,
        MediaHeader header,
        string scratch,
        CancellationToken cancellation
    )
    {
        MediaFormat format = header.Format;
        await making.WaitAsync(cancellation);
        try
        {
            return await heic.OpenAsync(
                file,
                format,
                scratch,
                picture =>
                    subject.Kind switch
                    {
                        // Of what moves the first picture, and that it moves.
                        PictureKind.Photo => MakePhoto.Run(picture, format, scratch) with
                        {
                            Kind = header.Moving() is null ? MediaKind.Image : MediaKind.Gifv,
                            IsPicture = true,
                        },
                        PictureKind.Poster => MakePhoto.Run(picture, format, scratch),
                        PictureKind.Emoji => MakeEmoji.Run(picture, format, scratch),
                        _ => MakeProfile(subject.Kind, picture, format, scratch),
                    },
                cancellation
            );
        }
        finally
        {
            making.Release();
        }
    }

    private static MadeMedia MakeProfile(PictureKind kind, string file, MediaFormat format, string scratch)
    {
        (int, int) size = kind == PictureKind.Avatar ? AvatarSize : HeaderSize;
        string name = MakePicture.Run(file, format, scratch, "original", size);
        return new MadeMedia(MediaKind.Image) { Extension = Path.GetExtension(name)[1..] };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        if (isDisposing)
        {
            making.Dispose();
        }
    }
}
