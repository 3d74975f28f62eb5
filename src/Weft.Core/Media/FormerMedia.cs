using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>
/// What media the versions of a post had. Those that only former versions showed stay with the post, at no place, and go
/// with it.
/// </summary>
internal static class FormerMedia
{
    /// <summary>The place of what no longer is among the media of its post.</summary>
    public const int NoPlace = -1;

    /// <summary>How many of these a post keeps; the oldest go.</summary>
    public const int Most = 100;

    // ASCII's own separators of records and of their parts, which are in no description.
    private const char Next = '\u001E';
    private const char Part = '\u001F';

    /// <summary>
    /// Which media a post shows and what is said of them, to be kept with what it says; before an edit changes them. Empty
    /// for none.
    /// </summary>
    public static async Task<string> NoteAsync(Work work, Post post, CancellationToken cancellation)
    {
        List<Shown> shown =
            post.MediaCount == 0 ? []
            : post.Uri is null
                ? await work
                    .Db.Media.Where(m => m.PostId == post.Id && m.Position >= 0)
                    .OrderBy(m => m.Position)
                    .Select(m => new Shown(m.Id, m.Description, m.FocusX, m.FocusY))
                    .ToListAsync(cancellation)
            : await work
                .Db.RemoteMedia.Where(m => m.PostId == post.Id && m.Position >= 0)
                .OrderBy(m => m.Position)
                .Select(m => new Shown(m.Id, m.Description, m.FocusX, m.FocusY))
                .ToListAsync(cancellation);
        return string.Join(
            Next,
            shown.Select(m =>
                string.Create(CultureInfo.InvariantCulture, $"{m.Id}{Part}{m.FocusX:R}{Part}{m.FocusY:R}{Part}{Plain(m.Description)}")
            )
        );
    }

    /// <summary>The media that a version showed, among all that the post ever had; what is gone is left out. Null where no note was made.</summary>
    public static IReadOnlyList<MediaModel>? Read(string? note, IReadOnlyDictionary<long, MediaModel> all)
    {
        if (note is null)
        {
            return null;
        }

        List<MediaModel> shown = [];
        foreach (string[] one in note.Split(Next, StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(Part)))
        {
            if (
                one is [var id, var x, var y, var description]
                && all.TryGetValue(long.Parse(id, CultureInfo.InvariantCulture), out MediaModel? media)
            )
            {
                (double across, double up) = (double.Parse(x, CultureInfo.InvariantCulture), double.Parse(y, CultureInfo.InvariantCulture));
                shown.Add(media with { Description = description, FocusX = across, FocusY = up });
            }
        }

        return shown;
    }

    private sealed record Shown(long Id, string Description, double FocusX, double FocusY);

    private static string Plain(string words) => words.Replace(Part, ' ').Replace(Next, ' ');
}
