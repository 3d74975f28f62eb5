namespace Weft.Core.Posts;

/// <summary>Which languages a post may state.</summary>
public static class PostLanguage
{
    /// <summary>All two-letter codes of ISO 639-1.</summary>
    private static readonly HashSet<string> TwoLetters =
    [
        .. (
            "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et "
            + "eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk "
            + "kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny "
            + "oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti "
            + "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
        ).Split(' '),
    ];

    /// <summary>All two-letter codes of ISO 639-1, in order.</summary>
    public static IEnumerable<string> Codes => TwoLetters.Order();

    /// <summary>Chinese is written in two ways that readers tell apart; apps state them with the region.</summary>
    private static readonly HashSet<string> WithRegion = new(StringComparer.OrdinalIgnoreCase) { "zh-CN", "zh-HK", "zh-TW" };

    /// <summary>
    /// The ISO 639-1 or 639-3 code that was meant, without region (but see <see cref="WithRegion"/>); null when it is none,
    /// so that a wrong language is ignored instead of losing the post.
    /// </summary>
    public static string? Read(string? stated)
    {
        if (stated is null)
        {
            return null;
        }

        string code = stated.Trim().Replace('_', '-');
        if (WithRegion.TryGetValue(code, out string? regional))
        {
            return regional;
        }

        int end = code.IndexOf('-', StringComparison.Ordinal);
        string primary = (end < 0 ? code : code[..end]).ToLowerInvariant();
        bool known = primary.Length == 3 ? primary.All(char.IsAsciiLetterLower) : TwoLetters.Contains(primary);
        return known ? primary : null;
    }
}
