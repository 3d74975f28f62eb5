namespace Weft.Core.Posts.Text;

/// <summary>
/// Pairs the brackets of a text in one pass, so that each address in it can be read without looking ahead: the work
/// stays proportional to the text however the brackets stand.
/// </summary>
internal static class Brackets
{
    /// <summary>No bracket, or one without a partner.</summary>
    public const int Alone = -1;

    public static bool IsBracket(int character) => character is '(' or ')' or '[' or ']' or '（' or '）';

    /// <summary>For each index: where the other bracket of the pair stands, or <see cref="Alone"/>.</summary>
    public static int[] Pair(string text)
    {
        var partners = new int[text.Length];
        Array.Fill(partners, Alone);
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; )
        {
            var rune = Characters.At(text, i, out var length);
            if (rune.Value is '(' or '[' or '（')
            {
                open.Push(i);
            }
            else if (IsBracket(rune.Value) && open.Count > 0 && text[open.Peek()] == Opening(text[i]))
            {
                partners[i] = open.Pop();
                partners[partners[i]] = i;
            }
            else if (open.Count > 0 && (IsBracket(rune.Value) || LinkScanner.EndsAddress(rune)))
            {
                open.Clear();
            }
            i += length;
        }
        return partners;
    }

    private static char Opening(char closing) =>
        closing switch
        {
            ')' => '(',
            ']' => '[',
            _ => '（',
        };
}
