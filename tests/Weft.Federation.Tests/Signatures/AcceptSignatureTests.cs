using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Tests.Signatures;

/// <summary>What a host asks to be signed is signed, when it can be.</summary>
public sealed class AcceptSignatureTests
{
    private static readonly SigningIdentity Identity = new(Peer.Alice + "#main-key", SigningKey.NewRsa());
    private static readonly RequestParts Request = new Peer("POST", "/inbox").Received();

    [Theory]
    [InlineData("""sig1=("@method" "@target-uri" "@authority" "content-digest");created;keyid;alg="rsa-v1_5-sha256" """)]
    [InlineData("""x=("date" "host" "digest" "content-type");expires;nonce="n\"1";tag="fedify" """)]
    [InlineData("""e=("@method");alg="ed25519", r=("@method" "@path");created""")]
    public async Task Signs_as_asked(string field)
    {
        AcceptSignature? wish = AcceptSignature.Read(field.Trim(), Request, Identity);
        Assert.NotNull(wish);

        IReadOnlyList<KeyValuePair<string, string>> signed = RequestSigner.Sign(
            Request,
            Identity,
            new(SignatureScheme.MessageSignature),
            Peer.Noon,
            wish
        );

        SignatureVerdict verdict = await Peer.JudgeAsync(Request.With(signed), lookup: (_, _, _) => new(Peer.Key(Identity.Key.PublicText)));
        Assert.True(verdict.IsValid, verdict.ToString());
        string input = signed.Single(header => header.Key == "Signature-Input").Value;
        Assert.StartsWith(field[0] == 'e' ? "r=" : field[..2], input, StringComparison.Ordinal);
        Assert.Equal(
            field.Contains("nonce", StringComparison.Ordinal),
            input.Contains("""nonce="n\"1";tag="fedify" """.Trim(), StringComparison.Ordinal)
        );
        Assert.Equal(field.Contains("expires", StringComparison.Ordinal), input.Contains(";expires=1795435500", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""sig1=("@status")""")]
    [InlineData("""sig1=("authorization")""")]
    [InlineData("""sig1=("@method";req)""")]
    [InlineData("""sig1=("@method");keyid="https://c.example/k" """)]
    [InlineData("""sig1=("@method");alg="ecdsa-p256-sha256" """)]
    [InlineData("sig1=1")]
    [InlineData("sig1=(")]
    [InlineData("")]
    public void What_can_not_be_given_is_not_tried(string field) => Assert.Null(AcceptSignature.Read(field.Trim(), Request, Identity));

    [Fact]
    public void A_nonce_beyond_any_use_is_left_out()
    {
        AcceptSignature? wish = AcceptSignature.Read($"sig1=(\"@method\");nonce=\"{new string('n', 513)}\"", Request, Identity);

        Assert.NotNull(wish);
        Assert.Null(wish.Nonce);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_we_ask_for_is_what_we_can_read(bool hasBody) =>
        Assert.NotNull(AcceptSignature.Read(AcceptSignature.Ours(hasBody), Request, Identity));
}
