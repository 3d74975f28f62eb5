using System.Globalization;
using System.Text;
using Weft.Federation.Documents;

namespace Weft.Federation.Html;

/// <summary>Writes tags and text.</summary>
internal static class MarkupTags
{
    /// <summary>
    /// The start tag of an element within a line; nothing for a link that leads nowhere and a span without a meaning,
    /// which are there only to be closed by their own end tags.
    /// </summary>
    public static string Inline(MarkupToken tag)
    {
        string name = tag.Value;
        if (name is not ("a" or "span"))
        {
            return $"<{name}>";
        }

        string? href = name == "a" ? WebAddress.Link(tag.Attribute("href")) : null;
        string classes = string.Join(
            ' ',
            (tag.Attribute("class") ?? "").Split((char[]?)null).Where(MarkupElements.Classes.Contains).Distinct()
        );
        bool means = name == "a" ? href is not null : classes.Length > 0;
        return means ? Start(name, "href", href, "class", classes.Length == 0 ? null : classes) : "";
    }

    /// <summary>The whole number that an attribute holds; null for none.</summary>
    public static string? Number(MarkupToken tag, string name) =>
        short.TryParse(tag.Attribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out short number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>A start tag with those attributes that have a value.</summary>
    public static string Start(string name, string attribute, string? value, bool reversed = false) =>
        Start(name, attribute, value, "reversed", reversed ? "" : null);

    /// <summary>A start tag with those attributes that have a value.</summary>
    public static string Start(string name, string first, string? firstValue, string second, string? secondValue)
    {
        StringBuilder start = new StringBuilder("<").Append(name);
        foreach ((string attribute, string? value) in (ReadOnlySpan<(string, string?)>)[(first, firstValue), (second, secondValue)])
        {
            if (value is not null)
            {
                start.Append(' ').Append(attribute).Append("=\"");
                Append(start, value);
                start.Append('"');
            }
        }

        return start.Append('>').ToString();
    }

    /// <summary>Writes text so that it is text.</summary>
    public static void Append(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny("&<>\"") is >= 0 and var at)
        {
            html.Append(text[..at])
                .Append(
                    text[at] switch
                    {
                        '&' => "&amp;",
                        '<' => "&lt;",
                        '>' => "&gt;",
                        _ => "&quot;",
                    }
                );
            text = text[(at + 1)..];
        }

        html.Append(text);
    }
}
