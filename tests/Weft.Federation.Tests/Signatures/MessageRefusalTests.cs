using System.Security.Cryptography;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Signatures;

/// <summary>What is refused of signatures by RFC 9421, and which of several decides.</summary>
public sealed class MessageRefusalTests
{
    private const string Parameters = """;created=1795435200;keyid="https://a.example/users/alice#main-key" """;

    [Theory]
    [InlineData("""("@target-uri" "content-digest")""", SignatureFault.NotCovered)]
    [InlineData("""("@method" "content-digest")""", SignatureFault.NotCovered)]
    [InlineData("""("@method" "@scheme" "@authority" "@path" "content-digest")""", SignatureFault.NotCovered)]
    [InlineData("""("@method" "@target-uri")""", SignatureFault.NotCovered)]
    [InlineData("""("@method" "@target-uri" "content-digest" "@status")""", SignatureFault.PartUnknown)]
    [InlineData("""("@method" "@target-uri" "content-digest" "x-absent")""", SignatureFault.PartUnknown)]
    [InlineData("""("@method" "@target-uri" "content-digest";sf)""", SignatureFault.PartUnknown)]
    [InlineData("""("@method" "@target-uri" "content-digest" "@method")""", SignatureFault.Malformed)]
    [InlineData("""("@method" "@target-uri" content-digest)""", SignatureFault.PartUnknown)]
    [InlineData("""("@method" "@target-uri" "content-digest" """, SignatureFault.Malformed)]
    [InlineData("""("@method" "@target-uri" "content-digest")""", SignatureFault.None)]
    public async Task What_must_be_signed(string components, SignatureFault fault) =>
        Assert.Equal(fault, (await Signed(components + Parameters.Trim()).JudgedAsync()).Fault);

    [Theory]
    [InlineData(""";keyid="https://a.example/k" """, SignatureFault.NotCovered)]
    [InlineData(";created=1795435200", SignatureFault.KeyIdUnusable)]
    [InlineData(""";created=1795435200;keyid="acct:a@a.example" """, SignatureFault.KeyIdUnusable)]
    [InlineData(""";created=1795435200;created=1795435201;keyid="https://a.example/k" """, SignatureFault.Malformed)]
    [InlineData(""";created="1795435200";keyid="https://a.example/k" """, SignatureFault.Malformed)]
    [InlineData(""";created=1795431000;keyid="https://a.example/k" """, SignatureFault.TooOld)]
    [InlineData(""";created=1795439500;keyid="https://a.example/k" """, SignatureFault.TooNew)]
    [InlineData(""";created=1795435200;expires=1795431000;keyid="https://a.example/k" """, SignatureFault.Expired)]
    [InlineData(""";created=1795435200;expires=1795432000;keyid="https://a.example/k" """, SignatureFault.None)]
    [InlineData(""";created=1795435200;keyid="https://a.example/k";alg="hmac-sha256" """, SignatureFault.AlgorithmUnfit)]
    [InlineData(""";created=1795435200;keyid="https://a.example/k";alg="ed25519" """, SignatureFault.AlgorithmUnfit)]
    [InlineData(""";created=1795435200;keyid="https://a.example/k";alg="rsa-v1_5-sha256" """, SignatureFault.None)]
    [InlineData("""; alg="rsa-v1_5-sha256";created=1795435200;  keyid="https://a.example/k" """, SignatureFault.None)]
    public async Task Parameters_are_checked(string parameters, SignatureFault fault) =>
        Assert.Equal(fault, (await Signed("""("@method" "@target-uri" "content-digest")""" + parameters.Trim()).JudgedAsync()).Fault);

    [Theory]
    [InlineData(null, SignatureFault.DigestMissing)]
    [InlineData("md5=:AAAA:", SignatureFault.DigestMissing)]
    [InlineData("sha-256=RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=", SignatureFault.Malformed)]
    [InlineData("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", SignatureFault.DigestWrong)]
    [InlineData("SHA-256=:RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=:", SignatureFault.Malformed)]
    [InlineData("sha-512=:AAAA:, sha-256=:RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=:", SignatureFault.DigestWrong)]
    [InlineData("md5=:AAAA:, sha-256=:RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=:", SignatureFault.None)]
    public async Task The_digest_is_the_bodys(string? digest, SignatureFault fault)
    {
        Peer peer = new Peer("POST", "/inbox").Header("content-digest", digest);
        peer.Message(
            "sig1",
            $"\"@method\": POST\n\"@target-uri\": https://b.example/inbox\n\"content-digest\": {digest}",
            """("@method" "@target-uri" "content-digest")""" + Parameters.Trim()
        );

        Assert.Equal(fault, (await peer.JudgedAsync()).Fault);
    }

    [Fact]
    public async Task A_longer_digest_alone_is_enough()
    {
        Peer peer = new("POST", "/inbox");
        string digest = $"sha-512=:{Convert.ToBase64String(SHA512.HashData(peer.Body))}:";
        peer.Header("content-digest", digest)
            .Message(
                "sig1",
                $"\"@method\": POST\n\"@target-uri\": https://b.example/inbox\n\"content-digest\": {digest}",
                """("@method" "@target-uri" "content-digest")""" + Parameters.Trim()
            );

        Assert.True((await peer.JudgedAsync()).IsValid);
    }

    [Fact]
    public async Task What_announces_the_standard_is_never_read_as_the_draft()
    {
        Peer peer = new Peer("POST", "/inbox").Cavage("(request-target) host date digest").Header("signature-input", "sig1=()");

        Assert.Equal(SignatureFault.Malformed, (await peer.JudgedAsync()).Fault);
    }

    [Fact]
    public async Task The_first_signature_whose_key_is_found_decides()
    {
        Peer peer = Signed(
            """("@method" "@target-uri" "content-digest");created=1795435200;keyid="https://c.example/k";tag="first" """.Trim(),
            "first"
        );
        Sign(peer, """("@method" "@target-uri" "content-digest")""" + Parameters.Trim(), "second");
        List<string> asked = [];

        SignatureVerdict verdict = await peer.JudgedAsync(
            lookup: (keyId, _, _) =>
            {
                asked.Add(keyId);
                return new(
                    keyId.StartsWith("https://c.", StringComparison.Ordinal) ? new KeyAnswer.NotFound("none") : Peer.Key(Peer.PublicPem)
                );
            }
        );

        Assert.True(verdict.IsValid);
        Assert.Equal(["https://c.example/k", $"{Peer.Alice}#main-key"], asked);
    }

    [Fact]
    public async Task A_signature_that_can_not_be_used_is_no_error_for_the_others()
    {
        Peer peer = Signed("""("@method" "@status");created=1795435200;keyid="https://c.example/k" """.Trim(), "proxy");
        Sign(peer, """("@method" "@target-uri" "content-digest")""" + Parameters.Trim(), "sig1");

        Assert.True((await peer.JudgedAsync()).IsValid);
    }

    [Fact]
    public async Task Three_keys_are_looked_up_at_most()
    {
        Peer peer = new("POST", "/inbox");
        peer.Header("content-digest", peer.ContentDigest);
        for (int n = 1; n <= 5; n++)
        {
            Sign(peer, $"""("@method" "@target-uri" "content-digest");created=1795435200;keyid="https://c.example/{n}" """.Trim(), $"s{n}");
        }

        int asked = 0;
        SignatureVerdict verdict = await peer.JudgedAsync(
            lookup: (_, _, _) => new(asked++ == 1 ? new KeyAnswer.Unavailable("It is down.") : new KeyAnswer.NotFound("It has none."))
        );

        Assert.Equal(3, asked);
        Assert.Equal(503, verdict.Status);
    }

    private static Peer Signed(string input, string label = "sig1")
    {
        Peer peer = new("POST", "/inbox");
        peer.Header("content-digest", peer.ContentDigest);
        Sign(peer, input, label);
        return peer;
    }

    private static void Sign(Peer peer, string input, string label) =>
        peer.Message(
            label,
            $"\"@method\": POST\n\"@target-uri\": https://b.example/inbox\n\"content-digest\": {peer.ContentDigest}",
            input
        );
}
