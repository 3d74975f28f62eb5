using System.Globalization;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>
/// How long a post is, counted as Mastodon counts: in user-perceived characters (extended grapheme clusters). The
/// browser counts the same in <c>wwwroot/js/count.js</c>; <c>tests/cases/post-length.json</c> holds the two together.
/// </summary>
public static class PostLength
{
    /// <summary>The most characters of a post, its content warning included.</summary>
    public const int Limit = 500;

    /// <summary>What each link counts, however long it is.</summary>
    public const int Link = 23;

    /// <summary>
    /// The UTF-16 units that one character may have before it counts again. The longest emoji have 15 to 35; without
    /// this, one letter with a million accents would count 1.
    /// </summary>
    public const int UnitsPerCharacter = 64;

    /// <summary>Counts the characters of a text.</summary>
    public static int Count(string text) => Count(PostText.Parse(text));

    /// <summary>Counts the characters of a text that has been taken apart already.</summary>
    public static int Count(PostText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CountPlain(text.Counted());
    }

    /// <summary>Counts characters alone, links and mentions as they are written: for warnings, names and biographies' fields.</summary>
    public static int CountPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var count = 0;
        for (var rest = text.AsSpan(); rest.Length > 0; )
        {
            var length = StringInfo.GetNextTextElementLength(rest);
            count += CountCluster(rest[..length]);
            rest = rest[length..];
        }
        return count;
    }

    private static int CountCluster(ReadOnlySpan<char> cluster)
    {
        var count = (cluster.Length + UnitsPerCharacter - 1) / UnitsPerCharacter;
        if (cluster.Length < 3)
            return count;
        // Newer Unicode joins the consonants of an Indic conjunct into one cluster, older doesn't. A letter after a mark
        // counts by itself, whatever the platform's version does, as it does in Mastodon.
        var afterMark = false;
        foreach (var rune in cluster.EnumerateRunes())
        {
            if (afterMark && StartsConjunctPart(rune))
                count++;
            afterMark = rune.Value is 0x200C or 0x200D || Characters.IsMark(rune);
        }
        return count;
    }

    // Thai and Lao AM are letters that always belong to the cluster before them.
    private static bool StartsConjunctPart(Rune rune) =>
        rune.Value is not (0x0E33 or 0x0EB3) && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter;
}
