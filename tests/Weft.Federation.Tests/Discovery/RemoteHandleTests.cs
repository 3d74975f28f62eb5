using Weft.Federation.Discovery;

namespace Weft.Federation.Tests.Discovery;

/// <summary>Handles as people write them.</summary>
public sealed class RemoteHandleTests
{
    [Theory]
    [InlineData("@alice@a.example", "acct:alice@a.example")]
    [InlineData("alice@a.example", "acct:alice@a.example")]
    [InlineData("acct:alice@a.example", "acct:alice@a.example")]
    [InlineData("@Alice_1@A.Example", "acct:Alice_1@a.example")]
    [InlineData("@bob@localhost:5001", "acct:bob@localhost:5001")]
    [InlineData("@bob@a.example:443", "acct:bob@a.example")]
    [InlineData("@bob@127.0.0.1:40577", "acct:bob@127.0.0.1:40577")]
    [InlineData("@bob@b\u00fccher.example", "acct:bob@xn--bcher-kva.example")]
    [InlineData("@bob@B\u00dcCHER.example:81", "acct:bob@xn--bcher-kva.example:81")]
    [InlineData("@a.b-c~d@a.example", "acct:a.b-c~d@a.example")]
    public void Reads(string text, string resource)
    {
        Assert.True(RemoteHandle.TryParse(text, out RemoteHandle? handle));
        Assert.Equal(resource, handle.Resource);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("alice")]
    [InlineData("@alice")]
    [InlineData("@alice@")]
    [InlineData("@@a.example")]
    [InlineData("@alice@a.example@b.example")]
    [InlineData("@alice@a.example/x")]
    [InlineData("@alice@a.example?x")]
    [InlineData("@alice@a.example#x")]
    [InlineData("@alice@a.example.")]
    [InlineData("@alice@a..example")]
    [InlineData("@alice@a.example:x")]
    [InlineData("@alice@a.example:0")]
    [InlineData("@alice@2130706433")]
    [InlineData("@alice@a example")]
    [InlineData("@al ice@a.example")]
    [InlineData("@.alice@a.example")]
    [InlineData("@\u0430lice@a.example")]
    [InlineData("https://a.example/@alice")]
    public void Refuses(string? text) => Assert.False(RemoteHandle.TryParse(text, out _));
}
