using System.Globalization;
using System.Text;
using CsCheck;
using Weft.Core.Posts.Text;

namespace Weft.Core.Tests.Posts.Text;

public sealed class CleanTests
{
    [Theory]
    [InlineData("  a\r\nb\rc\u2028d \n", "a\nb\nc\nd")]
    [InlineData("a\0\u0007\u009Fb\tc", "ab\tc")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\uFFFEb", "a\uFFFDb")]
    [InlineData("a\u202Eb", "ab")]
    [InlineData("a\u202Eb\u202Cc", "abc")]
    [InlineData("a\u2067b\u2069c", "a\u2067b\u2069c")]
    [InlineData("a\u2067b", "ab")]
    [InlineData("\u2067a\nb\u2069", "a\nb")]
    [InlineData("\u202A\u2067a\u202C\u2069b", "\u2067a\u2069b")]
    [InlineData("\u202Aa\u2067b\u2069c\u202C", "\u202Aa\u2067b\u2069c\u202C")]
    [InlineData("می\u200Cخواهم 👩\u200D👧 a\u200Fb", "می\u200Cخواهم 👩\u200D👧 a\u200Fb")]
    public void A_text_is_put_into_one_form(string text, string clean) => Assert.Equal(clean, Clean.Text(text));

    [Theory]
    [InlineData("  Ada \r\n\t Lovelace\u3000", "Ada Lovelace")]
    [InlineData("\u202EAda\u202C", "Ada")]
    [InlineData("\u2067Ada\u2069", "Ada")]
    [InlineData("\u200B\uFEFF \u2060", "")]
    [InlineData("👩\u200D👧", "👩\u200D👧")]
    public void A_name_is_one_visible_line(string text, string clean) => Assert.Equal(clean, Clean.Line(text));

    [Fact]
    public void Half_a_pair_becomes_the_replacement_character() => Assert.Equal("a\uFFFD b", Clean.Text("a\uD83D b"));

    [Fact]
    public void Accents_are_kept_until_they_only_overflow() => Assert.Equal(1 + 30, Clean.Text("q" + new string('\u0301', 1000)).Length);

    [Fact]
    public void Cleaning_leaves_no_control_no_half_pair_and_nothing_to_clean() =>
        SomeText.Any.Sample(
            text =>
            {
                foreach (var clean in new[] { Clean.Text(text), Clean.Line(text) })
                {
                    Assert.DoesNotContain(clean, c => char.IsControl(c) && c is not ('\n' or '\t'));
                    Assert.True(clean.IsNormalized());
                    Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
                    Assert.Equal(clean, Clean.Text(clean));
                }
                Assert.Equal(Clean.Line(text), Clean.Line(Clean.Line(text)));
                Assert.DoesNotContain(
                    Clean.Line(text),
                    c => c is '\n' or '\t' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')
                );
            },
            iter: SomeText.Times
        );

    [Theory]
    [InlineData("one two", 7, "one two")]
    [InlineData("one two", 6, "one t…")]
    [InlineData("one two", 5, "one…")]
    [InlineData(" a\n\n b ", 9, "a b")]
    [InlineData("👩\u200D👧👩\u200D👧👩\u200D👧", 2, "👩\u200D👧…")]
    [InlineData("ab", 1, "…")]
    [InlineData("", 1, "")]
    public void A_preview_is_one_short_line(string text, int limit, string preview) =>
        Assert.Equal(preview, PlainText.Preview(text, limit));

    [Fact]
    public void A_preview_keeps_its_limit() =>
        Gen.Select(SomeText.Any, Gen.Int[1, 20])
            .Sample(
                (text, limit) => Assert.True(new StringInfo(PlainText.Preview(Clean.Text(text), limit)).LengthInTextElements <= limit),
                iter: SomeText.Times
            );
}
