using System.Globalization;
using System.Text;
using Weft.Core;
using Weft.Server.Api.Binding;

namespace Weft.Server.Api.Mastodon.Answers;

/// <summary>Which part of a list is asked for, and where the parts next to it are.</summary>
internal static class Paging
{
    private static readonly string[] Bounds = ["max_id", "since_id", "min_id", "offset", "access_token"];

    /// <summary>
    /// How many entries are asked for: no more than the maximum, never negative; the default for nothing, 0 and what is
    /// no number.
    /// </summary>
    public static int Limit(this RequestFields fields, int standard, int maximum) =>
        int.TryParse(fields.Text("limit"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int limit) && limit != 0
            ? (int)Math.Min(Math.Abs((long)limit), maximum)
            : standard;

    /// <summary>The part of what a search finds, by <c>offset</c> and <c>limit</c>.</summary>
    /// <exception cref="BadFieldException">One of them is negative.</exception>
    public static SearchPart SearchPart(this RequestFields fields, int standard, int maximum) =>
        fields.Int("offset") < 0 || fields.Int("limit") < 0
            ? throw BadFieldException.Unreadable("offset and limit are not negative")
            : new SearchPart(fields.Int("offset") ?? 0, fields.Limit(standard, maximum));

    /// <summary>The part of a list between <c>max_id</c> and <c>min_id</c> or <c>since_id</c>.</summary>
    /// <exception cref="BadFieldException">One of them is no id.</exception>
    public static PageRequest Page(this RequestFields fields, int standard, int maximum) =>
        new(fields.Id("max_id"), fields.Id("since_id"), fields.Id("min_id"), fields.Limit(standard, maximum));

    /// <summary>
    /// Sets <c>Link</c>. Timelines and notifications lead on as long as something came; other lists only when they were
    /// full. An empty page has no header, so that nobody reads it for ever.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="addresses">The public origin, which differs from the request's host behind a proxy.</param>
    /// <param name="page">The page that is answered.</param>
    /// <param name="alwaysNext">True for timelines and notifications.</param>
    public static void LinkPages<T>(this HttpContext context, Addresses addresses, Page<T> page, bool alwaysNext)
    {
        if (page.Oldest is not long oldest || page.Newest is not long newest)
        {
            return;
        }

        string kept = Kept(context.Request.QueryString);
        string path = context.Request.Path.ToUriComponent();
        string previous = string.Create(CultureInfo.InvariantCulture, $"<{addresses.Origin}{path}?{kept}min_id={newest}>; rel=\"prev\"");
        context.Response.Headers.Link =
            alwaysNext || page.Full
                ? string.Create(CultureInfo.InvariantCulture, $"<{addresses.Origin}{path}?{kept}max_id={oldest}>; rel=\"next\", {previous}")
                : previous;
    }

    /// <summary>The request's own parameters but the bounds, each followed by &amp;.</summary>
    private static string Kept(QueryString query)
    {
        if (!query.HasValue || query.Value!.Length < 2)
        {
            return "";
        }

        StringBuilder kept = new();
        ReadOnlySpan<char> text = query.Value.AsSpan(1);
        foreach (Range range in text.Split('&'))
        {
            ReadOnlySpan<char> field = text[range];
            int equals = field.IndexOf('=');
            if (!field.IsEmpty && !Bounds.Contains((equals < 0 ? field : field[..equals]).ToString()))
            {
                kept.Append(field).Append('&');
            }
        }

        // What would end the address or the header inside of it; Kestrel lets them pass in a query.
        return kept.Replace(">", "%3E").Replace("<", "%3C").Replace("\"", "%22").ToString();
    }
}
