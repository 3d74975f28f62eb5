using System.Text;

namespace Weft.Core.Posts.Text;

/// <summary>
/// Keeps one person's directional controls from turning the words of others around. Overrides always go; embeddings and
/// isolates stay where they are opened and closed in one line, which is as far as they reach.
/// </summary>
internal static class Bidi
{
    private const char Lre = '\u202A';
    private const char Rle = '\u202B';
    private const char Pdf = '\u202C';
    private const char Lro = '\u202D';
    private const char Rlo = '\u202E';
    private const char Lri = '\u2066';
    private const char Fsi = '\u2068';
    private const char Pdi = '\u2069';

    /// <summary>True for embeddings, overrides, isolates and what closes them.</summary>
    public static bool IsControl(int character) => character is (>= Lre and <= Rlo) or (>= Lri and <= Pdi);

    public static string Balance(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange(Lre, Rlo) < 0 && text.AsSpan().IndexOfAnyInRange(Lri, Pdi) < 0)
            return text;
        var keep = Partners(text);
        var balanced = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsControl(text[i]) || keep[i])
                balanced.Append(text[i]);
        }
        return balanced.ToString();
    }

    private static bool[] Partners(string text)
    {
        var keep = new bool[text.Length];
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\n':
                    open.Clear();
                    break;
                case Lre or Rle or Lro or Rlo or (>= Lri and <= Fsi):
                    open.Push(i);
                    break;
                case Pdf when open.TryPeek(out var start) && text[start] < Lri:
                    open.Pop();
                    // The closing half of an override goes with it.
                    keep[i] = keep[start] = text[start] is Lre or Rle;
                    break;
                case Pdi:
                    // An isolate also ends the embeddings that were left open in it.
                    while (open.TryPeek(out var inner) && text[inner] < Lri)
                        open.Pop();
                    if (open.TryPop(out var isolate))
                        keep[i] = keep[isolate] = true;
                    break;
            }
        }
        return keep;
    }
}
