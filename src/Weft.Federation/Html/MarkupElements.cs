using System.Collections.Frozen;

namespace Weft.Federation.Html;

/// <summary>Which elements of foreign markup mean what.</summary>
internal static class MarkupElements
{
    /// <summary>Elements within a line that are kept.</summary>
    public static readonly FrozenSet<string> Inline = Set("a span strong b em i u s del code ruby rt rp");

    /// <summary>Elements that hold paragraphs and are kept.</summary>
    public static readonly FrozenSet<string> Containers = Set("blockquote ul ol li pre");

    /// <summary>Elements that become strong paragraphs.</summary>
    public static readonly FrozenSet<string> Headings = Set("h1 h2 h3 h4 h5 h6");

    /// <summary>Elements whose words are a paragraph.</summary>
    public static readonly FrozenSet<string> Paragraphs = Set(
        "p div section article header footer main aside nav figure figcaption table caption tr dl dt dd address details summary form fieldset center hr"
    );

    /// <summary>Elements whose words stand beside each other.</summary>
    public static readonly FrozenSet<string> Cells = Set("td th");

    /// <summary>Elements of which nothing is shown.</summary>
    public static readonly FrozenSet<string> Hidden = Set(
        "script style head title template noscript noembed noframes iframe object applet svg math canvas video audio textarea select xmp plaintext"
    );

    /// <summary>Class names that pages and apps know.</summary>
    public static readonly FrozenSet<string> Classes = Set("h-card u-url mention hashtag ellipsis invisible quote-inline");

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
