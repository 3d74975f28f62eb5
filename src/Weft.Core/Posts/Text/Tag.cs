using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>A hashtag.</summary>
/// <param name="Name">The comparable form: NFKC, lower case, without #. Equal for all spellings of one tag.</param>
/// <param name="Written">The form to show, without #.</param>
public sealed record Tag(string Name, string Written)
{
    /// <summary>The longest hashtag, in UTF-16 units. What is longer stays plain text.</summary>
    public const int MaxLength = 150;

    /// <summary>Reads a tag that stands alone, with or without #: a search, a part of an address.</summary>
    /// <returns>Null when this is no hashtag.</returns>
    public static Tag? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.Length > 0 && TagScanner.IsSign(text[0]) ? 1 : 0;
        return TagScanner.EndOfName(text, start) == text.Length ? FromName(text[start..]) : null;
    }

    /// <summary>Makes a tag of a name that the scanner has found; null when nothing of it is left in comparable form.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "The comparable form of tags is lower case on every Fediverse server.")]
    internal static Tag? FromName(string written)
    {
        var folded = written.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        var name = new StringBuilder(folded.Length);
        foreach (var rune in folded.EnumerateRunes())
        {
            // A compatibility form may unfold into a phrase with spaces (U+FDFA does).
            if (Characters.IsWord(rune) || TagScanner.IsSeparator(rune))
                name.Append(rune);
        }
        var result = name.ToString().Normalize(NormalizationForm.FormKC);
        return result.Length == 0 ? null : new Tag(result, written);
    }
}
