using System.Globalization;
using Weft.Core.Media;
using Weft.Server.Api.Binding;

namespace Weft.Server.Api.Mastodon.Media;

/// <summary>What requests say of media.</summary>
internal static class MediaFields
{
    /// <summary>The point to keep in sight, as <c>x,y</c>; null when it is not said.</summary>
    /// <exception cref="BadFieldException">It is not two numbers.</exception>
    public static (double X, double Y)? Focus(this RequestFields fields) =>
        fields.Text("focus") is not { Length: > 0 } text ? null
        : text.Split(',') is [var x, var y] && Number(x) is { } across && Number(y) is { } up ? (across, up)
        : throw fields.Invalid("focus", "is not two numbers from -1 to 1");

    /// <summary><c>media_attributes</c>, or <c>media_attachments</c> as some apps say.</summary>
    public static IReadOnlyList<MediaChange> MediaChanges(this RequestFields fields) =>
        [
            .. (fields.Objects("media_attributes") ?? fields.Objects("media_attachments") ?? [])
                .Where(change => change.Id("id") is not null)
                .Select(change => new MediaChange(change.Id("id")!.Value, change.TextOrCleared("description"), change.Focus())),
        ];

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number
            : null;
}
