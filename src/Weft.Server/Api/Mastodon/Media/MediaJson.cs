using System.Text.Json.Serialization;

namespace Weft.Server.Api.Mastodon.Media;

/// <summary>A photo or video. <c>url</c> is null only while it is made ready.</summary>
internal sealed record MediaJson(
    string Id,
    string Type,
    string? Url,
    string? PreviewUrl,
    MediaMetaJson? Meta,
    string? Description,
    string? Blurhash
)
{
    /// <summary>Where it is at its own server; null for this one's.</summary>
    public string? RemoteUrl { get; init; }

    /// <summary>The same of its preview.</summary>
    public string? PreviewRemoteUrl { get; init; }

    /// <summary>A short address for texts: none.</summary>
    public string? TextUrl => null;
}

/// <summary>Sizes, and what else is known. Members that are null are left out: apps read numbers there, or nothing.</summary>
internal sealed record MediaMetaJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MediaSizeJson? Original,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] MediaSizeJson? Small,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FocusJson? Focus,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Length,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Duration,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Fps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Size,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Width,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Height,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Aspect
)
{
    /// <summary>How what is heard is encoded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AudioEncode { get; init; }

    /// <summary>Samples in a second: Mastodon calls it so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AudioBitrate { get; init; }

    /// <summary>How many channels, in a word.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AudioChannels { get; init; }
}

/// <summary>The size of one of its files.</summary>
internal sealed record MediaSizeJson(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Width,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Height,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Size,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Aspect,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? FrameRate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Duration,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Bitrate
);

/// <summary>The point to keep in sight.</summary>
internal sealed record FocusJson(double X, double Y);
