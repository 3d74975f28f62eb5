using System.Globalization;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>A text without markup on one line: for notifications, mail, titles of pages.</summary>
public static class PlainText
{
    /// <summary>Shortens a text to one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">The most user-perceived characters, the … of a shortened text included. At least 1.</param>
    public static string Preview(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var line = new StringBuilder();
        // Where the line would be cut, should there be more than fits.
        var (count, cut, space) = (0, 0, false);
        for (var rest = text.AsSpan(); rest.Length > 0; )
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            var element = rest[..length];
            rest = rest[length..];
            if (element.IsWhiteSpace())
            {
                space = line.Length > 0;
                continue;
            }
            count += space ? 2 : 1;
            if (count > limit)
                return line.Remove(cut, line.Length - cut).Append('…').ToString();
            if (space)
                line.Append(' ');
            space = false;
            line.Append(element);
            if (count < limit)
                cut = line.Length;
        }
        return line.ToString();
    }
}
