using System.Security.Cryptography;
using System.Text;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Cavage;
using Weft.Federation.Signatures.Digests;
using Weft.Federation.Signatures.Messages;

namespace Weft.Federation.Tests.Signatures;

/// <summary>The texts that are signed, against vectors that another implementation's verifier took.</summary>
public sealed class VectorTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Peer.Follow);

    [Fact]
    public void The_digest_is_the_vectors()
    {
        Assert.Equal("SHA-256=RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=", DigestField.Of(Body));
        Assert.Equal("SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", DigestField.Of([]));
        Assert.Equal("sha-256=:RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=:", ContentDigestField.Of(Body));
    }

    [Fact]
    public void The_draft_signs_the_vectors_text()
    {
        RequestParts request = new Peer("POST", "/inbox").Received();

        string? text = CavageString.Of(request, ["(request-target)", "host", "date", "digest"], request.Target, null, null, out _);

        Assert.Equal("2b5174d208966e98e160292c5fd21c93a5dd079c22c8502c5f73862b96840645", Hash(text));
    }

    [Fact]
    public void The_standard_signs_the_vectors_text()
    {
        Peer peer = new("POST", "/inbox");
        RequestParts request = peer.Header("content-digest", peer.ContentDigest).Received();

        string? text = SignatureBase.Of(
            request,
            ["@method", "@target-uri", "content-digest"],
            """("@method" "@target-uri" "content-digest");created=1795435200;keyid="https://a.example/users/alice#main-key" """.Trim(),
            out _
        );

        Assert.Equal("760d00834de48cd9a251296cd2e24cd147d998fd6e846a3b0fdc2d9125912c75", Hash(text));
    }

    private static string Hash(string? text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text!)));
}
