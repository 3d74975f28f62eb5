using System.Globalization;
using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>
/// Puts what people type or send into one form before it is counted, stored or compared: NFC, line feeds, nothing that
/// acts on the reader's screen beyond its own words.
/// </summary>
public static class Clean
{
    // More marks on one letter than Unicode's stream-safe format allows serve only to overflow the line, and make
    // normalisation take quadratic time.
    private const int MaxMarks = 30;

    /// <summary>
    /// A text of many lines. Line breaks become line feeds; other controls but the tab go; halves of surrogate pairs and
    /// noncharacters become U+FFFD; overrides of direction go, other directional controls where they have no partner in
    /// their line; white space at both ends goes.
    /// </summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Normal(Bidi.Balance(Visible(text))).Trim();
    }

    /// <summary>
    /// A text of one line, such as a name. As <see cref="Text"/>; besides, all white space becomes single spaces, and
    /// embeddings, isolates and characters that can't be seen go.
    /// </summary>
    public static string Line(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = new StringBuilder(text.Length);
        var space = false;
        foreach (var rune in Visible(text).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                space = line.Length > 0;
            }
            else if (!Bidi.IsControl(rune.Value) && !IsUnseen(rune.Value))
            {
                if (space)
                    line.Append(' ');
                line.Append(rune);
                space = false;
            }
        }
        return Normal(line.ToString());
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        var previous = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\r' or 0x2028 or 0x2029 || (rune.Value == '\n' && previous.Value != '\r'))
                visible.Append('\n');
            else if (IsNoncharacter(rune.Value))
                visible.Append('\uFFFD');
            else if (!Rune.IsControl(rune) || rune.Value == '\t')
                visible.Append(rune);
            previous = rune;
        }
        return visible.ToString();
    }

    private static string Normal(string text)
    {
        var normal = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Characters.IsMark(rune) ? marks + 1 : 0;
            if (marks <= MaxMarks)
                normal.Append(rune);
        }
        return normal.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsUnseen(int value) => value is 0xAD or 0x180E or 0x200B or 0xFEFF or (>= 0x2060 and <= 0x2064);
}
