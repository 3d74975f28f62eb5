using CsCheck;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Tests.Signatures.Keys;

/// <summary>The encoding of Multikeys and proofs.</summary>
public sealed class Base58Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("00", "1")]
    [InlineData("0000287fb4cd", "11233QC4")]
    [InlineData("48656c6c6f20576f726c6421", "2NEpo7TZRRrLZSi2U")]
    public void Encodes_as_the_draft_of_the_encoding_shows(string hex, string text)
    {
        Assert.Equal(text, Base58.Encode(Convert.FromHexString(hex)));
        Assert.True(Base58.TryDecode(text, 100, out byte[]? bytes));
        Assert.Equal(hex, Convert.ToHexStringLower(bytes));
    }

    [Fact]
    public void What_was_encoded_is_read_back() =>
        Gen
            .Byte.Array[0, 80]
            .Sample(bytes => Base58.TryDecode(Base58.Encode(bytes), 200, out byte[]? back) && bytes.AsSpan().SequenceEqual(back));

    [Theory]
    [InlineData("0")]
    [InlineData("O")]
    [InlineData("l")]
    [InlineData("2NEpo7TZRRr LZSi2U")]
    [InlineData("2NEpo7TZRRrLZSi2U2NEpo7TZRRrLZSi2U")]
    public void Refuses_other_characters_and_long_texts(string text) => Assert.False(Base58.TryDecode(text, 20, out _));
}
