namespace Weft.Federation.Html;

/// <summary>
/// Knows the markup of most posts: paragraphs and line breaks without attributes, and text. It needs no sanitiser, which would
/// give it back letter by letter and costs as much as all else that is done with a post's text.
/// </summary>
internal static class PlainMarkup
{
    private static readonly string[] Entities = ["&amp;", "&lt;", "&gt;"];

    /// <summary>True when the markup is that and nothing else; false whenever there is any doubt.</summary>
    public static bool Is(ReadOnlySpan<char> markup)
    {
        bool isOpen = false;
        while (!markup.IsEmpty)
        {
            switch (markup[0])
            {
                case '<' when !isOpen && markup.StartsWith("<p>"):
                    isOpen = true;
                    markup = markup["<p>".Length..];
                    break;
                case '<' when isOpen && markup.StartsWith("</p>"):
                    isOpen = false;
                    markup = markup["</p>".Length..];
                    break;
                case '<' when isOpen && markup.StartsWith("<br>"):
                    markup = markup["<br>".Length..];
                    break;
                case '&' when isOpen && EntityAt(markup) is { } entity:
                    markup = markup[entity.Length..];
                    break;
                case var letter when isOpen && IsPlain(letter):
                    markup = markup[1..];
                    break;
                default:
                    return false;
            }
        }

        return !isOpen;
    }

    private static string? EntityAt(ReadOnlySpan<char> markup)
    {
        foreach (string entity in Entities)
        {
            if (markup.StartsWith(entity))
            {
                return entity;
            }
        }

        return null;
    }

    /// <summary>What a parser of HTML takes for text as it stands, and gives back so. Not halves of pairs, which may stand alone.</summary>
    private static bool IsPlain(char letter) =>
        letter is '\n' or (>= ' ' and <= '~' and not ('<' or '>' or '&')) or (> '\u00A0' and < '\uD800') or (> '\uDFFF' and < '\uFDD0');
}
