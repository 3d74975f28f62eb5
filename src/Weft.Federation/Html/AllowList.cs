using AngleSharp.Dom;
using Ganss.Xss;

namespace Weft.Federation.Html;

/// <summary>
/// The last word on markup: what is not on this list is not stored and not shown, however it came to be there. Links
/// tell those behind them nothing and give them nothing.
/// </summary>
internal static class AllowList
{
    /// <summary>What a link says of itself.</summary>
    public const string Rel = "nofollow noopener";

    /// <summary>The elements.</summary>
    public static readonly IReadOnlySet<string> Elements = new HashSet<string>(MarkupElements.Inline)
    {
        "p",
        "br",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "li",
    };

    /// <summary>The attributes.</summary>
    public static readonly IReadOnlySet<string> Attributes = new HashSet<string>
    {
        "href",
        "class",
        "rel",
        "target",
        "start",
        "reversed",
        "value",
    };

    private static readonly HtmlSanitizer Sanitizer = Build();

    /// <summary>The markup with nothing but what is on the list.</summary>
    /// <param name="shaped">Markup that <see cref="MarkupShape"/> has written: its depth is bounded.</param>
    public static string Apply(string shaped) => PlainMarkup.Is(shaped) ? shaped : Sanitize(shaped);

    /// <summary>The same, the long way.</summary>
    internal static string Sanitize(string shaped) => Sanitizer.Sanitize(shaped);

    private static HtmlSanitizer Build()
    {
        HtmlSanitizer sanitizer = new(
            new HtmlSanitizerOptions
            {
                AllowedTags = Elements.ToHashSet(),
                AllowedAttributes = Attributes.ToHashSet(),
                AllowedSchemes = new HashSet<string> { "https", "http" },
                UriAttributes = new HashSet<string> { "href" },
                AllowedCssProperties = new HashSet<string>(),
            }
        )
        {
            KeepChildNodes = true,
        };
        sanitizer.AllowedClasses.UnionWith(MarkupElements.Classes);
        sanitizer.PostProcessNode += (_, args) =>
        {
            if (args.Node is IElement { LocalName: "a" } link)
            {
                link.SetAttribute("target", "_blank");
                link.SetAttribute("rel", Rel);
            }
        };
        return sanitizer;
    }
}
