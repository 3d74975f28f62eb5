using System.Globalization;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>Where a mention leads: what is shown after the @, and the http or https address of the profile.</summary>
/// <param name="Username">The name to show, without @.</param>
/// <param name="Url">The profile's address: the same as in the API's list of mentions, apps compare the two.</param>
public sealed record ResolvedMention(string Username, string Url);

/// <summary>Writes the only markup that Weft makes of people's words. Everything else is escaped.</summary>
internal sealed class Markup(Func<Mention, ResolvedMention?> resolve, Func<Tag, string> tagUrl, string rel)
{
    public const string Rel = "nofollow noopener";

    // What is left of an address to see; the rest is there for copying, hidden by class.
    private const int Shown = 30;

    private readonly StringBuilder _html = new();

    /// <summary>True for the only addresses that we link to.</summary>
    public static bool IsWeb(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        return (
                url.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            )
            && host < url.Length
            && url[host] != '/'
            && !url.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }

    public void Raw(string markup) => _html.Append(markup);

    public void Segment(Segment segment)
    {
        switch (segment)
        {
            case LinkSegment link:
                Link(link.Url);
                break;
            case MentionSegment mention when resolve(mention.Mention) is { } found && IsWeb(found.Url):
                Mention(found);
                break;
            case TagSegment tag when tagUrl(tag.Tag) is var url && IsWeb(url):
                _html.Append("<a href=\"");
                Escape(url);
                _html.Append("\" class=\"mention hashtag\" rel=\"tag\">#<span>");
                Escape(tag.Tag.Written);
                _html.Append("</span></a>");
                break;
            default:
                Escape(segment.Written);
                break;
        }
    }

    public void Link(string url)
    {
        var prefix = url.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (url.AsSpan(prefix).StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            prefix += "www.".Length;
        var cut = prefix;
        for (var shown = 0; shown < Shown && cut < url.Length; shown++)
            cut += StringInfo.GetNextTextElementLength(url.AsSpan(cut));
        _html.Append("<a href=\"");
        Escape(url);
        _html.Append("\" target=\"_blank\" rel=\"").Append(rel).Append("\" translate=\"no\"><span class=\"invisible\">");
        Escape(url.AsSpan(0, prefix));
        _html.Append(cut < url.Length ? "</span><span class=\"ellipsis\">" : "</span><span class=\"\">");
        Escape(url.AsSpan(prefix, cut - prefix));
        _html.Append("</span><span class=\"invisible\">");
        Escape(url.AsSpan(cut));
        _html.Append("</span></a>");
    }

    public void Escape(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => _html.Append("&amp;"),
                '<' => _html.Append("&lt;"),
                '>' => _html.Append("&gt;"),
                '"' => _html.Append("&quot;"),
                '\'' => _html.Append("&#39;"),
                _ => _html.Append(character),
            };
        }
    }

    public override string ToString() => _html.ToString();

    private void Mention(ResolvedMention found)
    {
        _html.Append("<span class=\"h-card\" translate=\"no\"><a href=\"");
        Escape(found.Url);
        _html.Append("\" class=\"u-url mention\">@<span>");
        Escape(found.Username);
        _html.Append("</span></a></span>");
    }
}
