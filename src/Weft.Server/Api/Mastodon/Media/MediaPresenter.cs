using System.Globalization;
using Weft.Core.Media;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Media;

/// <summary>Media as JSON.</summary>
internal sealed class MediaPresenter(Addresses addresses)
{
    /// <summary>An upload, ready or not.</summary>
    public MediaJson Present(UploadView upload) => Present(upload.Media, upload.State == MediaState.Ready);

    /// <summary>What a post shows.</summary>
    public IReadOnlyList<MediaJson> Present(IReadOnlyList<MediaModel> media) => [.. media.Select(m => Present(m, isReady: true))];

    private MediaJson Present(MediaModel media, bool isReady) =>
        new(
            IdText.Of(media.Id),
            media.Kind switch
            {
                MediaKind.Video => "video",
                MediaKind.Gifv => "gifv",
                MediaKind.Audio => "audio",
                _ => "image",
            },
            isReady ? UrlOf(media) : null,
            isReady && media.Small is { } small ? addresses.Media(small) : null,
            isReady ? Meta(media) : null,
            media.Description.Length > 0 ? media.Description : null,
            isReady ? media.Blurhash : null
        )
        {
            RemoteUrl = media.RemoteUrl,
            PreviewRemoteUrl = media.RemotePreviewUrl,
        };

    /// <summary>What is of other servers is shown by this one, but for videos and sounds that cannot be made ready here.</summary>
    private string UrlOf(MediaModel media) =>
        media is { Kind: not MediaKind.Image, RemoteUrl: { } elsewhere }
            ? media.Film is { } film
                ? addresses.Media(film)
                : elsewhere
            : addresses.Media(media.Original);

    private static MediaMetaJson Meta(MediaModel media)
    {
        bool moves = media.Kind is MediaKind.Video or MediaKind.Gifv;
        double? seconds = media.DurationMs > 0 ? media.DurationMs / 1000.0 : null;
        MediaSizeJson original = Size(media.Width, media.Height) with
        {
            FrameRate = moves ? media.FrameRate : null,
            Duration = seconds,
            Bitrate = media.Bitrate > 0 ? media.Bitrate : null,
        };
        return new MediaMetaJson(
            original,
            media.SmallWidth > 0 ? Size(media.SmallWidth, media.SmallHeight) : null,
            media.Kind == MediaKind.Audio ? null : new FocusJson(media.FocusX, media.FocusY),
            seconds is null ? null : Length(media.DurationMs),
            seconds,
            moves ? Rate(media.FrameRate) : null,
            moves ? original.Size : null,
            moves ? original.Width : null,
            moves ? original.Height : null,
            moves ? original.Aspect : null
        )
        {
            AudioEncode = media.Sound?.Encoding,
            AudioBitrate = media.Sound is { Rate: > 0 } heard ? string.Create(CultureInfo.InvariantCulture, $"{heard.Rate} Hz") : null,
            AudioChannels = media.Sound is { Channels: > 0 } sound ? Channels(sound.Channels) : null,
        };
    }

    /// <summary>In the words of ffmpeg, which are those of Mastodon.</summary>
    private static string Channels(int count) =>
        count switch
        {
            1 => "mono",
            2 => "stereo",
            6 => "5.1",
            8 => "7.1",
            _ => string.Create(CultureInfo.InvariantCulture, $"{count} channels"),
        };

    private static MediaSizeJson Size(int width, int height) =>
        width > 0
            ? new(width, height, string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"), (double)width / height, null, null, null)
            : new(null, null, null, null, null, null, null);

    private static string Length(long milliseconds) =>
        TimeSpan.FromMilliseconds(milliseconds).ToString(@"h\:mm\:ss\.ff", CultureInfo.InvariantCulture);

    private static int? Rate(string? fraction) =>
        fraction?.Split('/') is [var over, var under]
        && double.TryParse(over, CultureInfo.InvariantCulture, out double pictures)
        && double.TryParse(under, CultureInfo.InvariantCulture, out double seconds)
        && seconds > 0
            ? (int)Math.Round(pictures / seconds)
            : null;
}
