using System.Globalization;
using Weft.Core.Media;
using Weft.Core.Posts;

namespace Weft.Server.Web;

/// <summary>Numbers, moments and choices as people read them.</summary>
internal static class Words
{
    /// <summary>A short count: 48, 1.3K, 2.1M; nothing for none.</summary>
    public static string Count(int count) =>
        count switch
        {
            <= 0 => "",
            < 1_000 => count.ToString(CultureInfo.InvariantCulture),
            < 10_000 => Cut(count, 1_000, "0.#", "K"),
            < 1_000_000 => Cut(count, 1_000, "0", "K"),
            _ => Cut(count, 1_000_000, "0.#", "M"),
        };

    /// <summary>A whole count: 4,218.</summary>
    public static string Whole(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How long ago: now, 4m, 2h, 3d, 12 Mar, 12 Mar 2024.</summary>
    public static string Ago(DateTimeOffset moment, DateTimeOffset now) =>
        (now - moment) switch
        {
            { TotalMinutes: < 1 } => "now",
            { TotalHours: < 1 } ago => FormattableString.Invariant($"{(int)ago.TotalMinutes}m"),
            { TotalDays: < 1 } ago => FormattableString.Invariant($"{(int)ago.TotalHours}h"),
            { TotalDays: < 7 } ago => FormattableString.Invariant($"{(int)ago.TotalDays}d"),
            _ => moment.ToString(moment.Year == now.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture),
        };

    /// <summary>How long there is left: 9 hours left.</summary>
    public static string Left(DateTimeOffset end, DateTimeOffset now) =>
        (end - now) switch
        {
            { TotalMinutes: < 1 } => "moments left",
            { TotalHours: < 1 } left => Several((int)left.TotalMinutes, "minute"),
            { TotalDays: < 1 } left => Several((int)left.TotalHours, "hour"),
            { } left => Several((int)left.TotalDays, "day"),
        };

    private static string Several(int count, string unit) => FormattableString.Invariant($"{count} {unit}{(count == 1 ? "" : "s")} left");

    /// <summary>For <c>&lt;time datetime&gt;</c>.</summary>
    public static string Machine(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A whole moment: 25 November 2026, 20:15 UTC.</summary>
    public static string Full(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>What a medium is: photo, video, sound.</summary>
    public static string Of(MediaKind kind) =>
        kind switch
        {
            MediaKind.Image => "photo",
            MediaKind.Audio => "sound",
            _ => "video",
        };

    /// <summary>What media are, together: "Photo", "3 photos", "2 photos and videos".</summary>
    public static string Of(IReadOnlyList<MediaModel> media)
    {
        string[] kinds = [.. media.Select(m => Of(m.Kind)).Distinct()];
        string together =
            kinds is [var one] ? one + "s"
            : kinds.Contains("sound") ? "photos, videos and sounds"
            : "photos and videos";
        return media.Count == 1
            ? char.ToUpperInvariant(kinds[0][0]) + kinds[0][1..]
            : string.Create(CultureInfo.InvariantCulture, $"{media.Count} {together}");
    }

    /// <summary>The beginning of a post in one line; of one without words what it shows.</summary>
    public static string Preview(PostModel post, int length) =>
        string.IsNullOrWhiteSpace(post.Text) && post.Media.Count > 0
            ? Of(post.Media)
            : Core.Posts.Text.PlainText.Preview(post.Text, length);

    /// <summary>Who can see it, and its icon.</summary>
    public static (string Word, string Icon) Of(Visibility visibility) =>
        visibility switch
        {
            Visibility.Public => ("Everyone", "globe"),
            Visibility.Unlisted => ("Everyone, quietly", "moon"),
            Visibility.Followers => ("Followers", "lock"),
            _ => ("Only those mentioned", "at-sign"),
        };

    /// <summary>Who can reply to a post or quote it.</summary>
    public static string Of(InteractionPolicy policy) =>
        policy switch
        {
            InteractionPolicy.Everyone => "Everyone",
            InteractionPolicy.Followers => "My followers",
            InteractionPolicy.Followed => "Those I follow",
            InteractionPolicy.Mentioned => "Those mentioned",
            _ => "Nobody else",
        };

    private static string Cut(int count, int unit, string format, string suffix) =>
        (Math.Floor(count * 10.0 / unit) / 10).ToString(format, CultureInfo.InvariantCulture) + suffix;
}
