using CsCheck;

namespace Weft.Core.Tests.Posts.Text;

/// <summary>Texts that a hostile or unlucky person might send: pieces that mean something to the scanners, and noise.</summary>
internal static class SomeText
{
    private static readonly string[] Pieces =
    [
        "http://",
        "https://",
        "HTTPS://",
        "javascript:",
        "example.com",
        "例え.テスト",
        "www.",
        "a",
        "h",
        "1",
        "_",
        "-",
        ".",
        "..",
        ":",
        ":80",
        "/",
        "?",
        "=",
        "&",
        "&amp;",
        "#",
        "＃",
        "@",
        "@a@b.example",
        "@alice",
        "#tag",
        "#タグ",
        "(",
        ")",
        "[",
        "]",
        "（",
        "）",
        "<",
        ">",
        "\"",
        "'",
        "<script>",
        "\" onclick=\"x",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\0",
        "\u0301",
        "\u200D",
        "\u200C",
        "\u202E",
        "\u202A",
        "\u202C",
        "\u2067",
        "\u2069",
        "\uD800",
        "\uDC00",
        "\uFFFE",
        "\uFEFF",
        "·",
        "・",
        "é",
        "क्ष",
        "👩\u200D👩\u200D👧",
        "🇨🇭",
        "漢字",
        "。",
        "\uFDFA",
        "İ",
    ];

    /// <summary>How many texts a property is tried with: a few seconds for all of them.</summary>
    public const long Times = 5_000;

    /// <summary>Any text.</summary>
    public static Gen<string> Any { get; } =
        Gen.OneOf(Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]), Gen.Char.Select(c => c.ToString()))
            .Array[0, 30]
            .Select(string.Concat);

    private static readonly string[] HostilePieces =
    [
        "h",
        "@",
        "#",
        "(",
        ".",
        "-",
        "\n",
        "\u202E",
        "\u0301",
        "\uD800",
        "🇨🇭",
        "👨\u200D",
        "क्ष",
        "http://",
        "http://a.",
        "http://a.b:",
        "http://a.example/(",
        "http://a.example/[)",
        "http://a.example/x)",
        "http://a.example/x!",
        "@a@",
        "@a.",
        "@a@b:1",
        "é.@",
        "#a·",
        "#·",
        "a\u0301\u0316",
        "\u0301\u0316",
        "\u0301\u0001",
        "\u0301\u202E",
        "\u202A\u2067",
    ];

    /// <summary>Texts that a short piece, repeated, makes long; each hard for some careless scanner.</summary>
    public static IEnumerable<string> Hostile =>
        HostilePieces.Select(piece => string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
}
