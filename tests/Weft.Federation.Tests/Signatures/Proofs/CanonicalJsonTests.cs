using System.Text;
using System.Text.Json;
using Weft.Federation.Signatures.Proofs;

namespace Weft.Federation.Tests.Signatures.Proofs;

/// <summary>The canonical form of JSON, RFC 8785.</summary>
public sealed class CanonicalJsonTests
{
    /// <summary>The example of RFC 8785, section 3.2.2 to 3.2.4.</summary>
    [Fact]
    public void Writes_the_standards_example() =>
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical(
                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
                  "literals": [null, true, false]
                }
                """
            )
        );

    /// <summary>The example of section 3.2.3: by UTF-16 code units, where a surrogate pair comes before U+FB33.</summary>
    [Fact]
    public void Sorts_properties_by_code_units() =>
        Assert.Equal(
            "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\U0001F600\":6,\"\uFB33\":7}",
            Canonical("""{"\u20ac":5,"\r":1,"\ufb33":7,"1":2,"\ud83d\ude00":6,"\u0080":3,"\u00f6":4}""")
        );

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1.0", "1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("295147905179352830000", "295147905179352830000")]
    [InlineData("999999999999999900000", "999999999999999900000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("123456e-12", "1.23456e-7")]
    [InlineData("0.00000123", "0.00000123")]
    [InlineData("333333333.33333325", "333333333.33333325")]
    [InlineData("1424953923781206.25", "1424953923781206.2")]
    [InlineData("12345678901234567890", "12345678901234567000")]
    public void Prints_numbers_as_ECMAScript_does(string number, string expected) => Assert.Equal(expected, Canonical(number));

    [Theory]
    [InlineData("\"\\u001F\\u007f\\u2028\\ufeff\\ue000\"", "\"\\u001f\u007f\u2028\ufeff\ue000\"")]
    [InlineData("\"\\ud83d\\ude00<>&'+/\"", "\"\U0001F600<>&'+/\"")]
    [InlineData("\"\\b\\f\\n\\r\\t\"", "\"\\b\\f\\n\\r\\t\"")]
    public void Escapes_no_more_than_it_must(string text, string expected) => Assert.Equal(expected, Canonical(text));

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")]
    [InlineData("1e999")]
    public void Some_documents_have_no_canonical_form(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.False(CanonicalJson.TryWrite(document.RootElement, out _));
    }

    private static string Canonical(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        Assert.True(CanonicalJson.TryWrite(document.RootElement, out byte[]? canonical));
        return Encoding.UTF8.GetString(canonical);
    }
}
