using System.Globalization;
using System.Security.Cryptography;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Signatures;

/// <summary>The requests of each kind of server, as it signs them, are taken.</summary>
public sealed class SenderTests
{
    private static readonly string Now = Peer.Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    private static readonly string Later = Peer.Noon.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("Mastodon", "host date digest content-type (request-target)", "rsa-sha256", "#main-key")]
    [InlineData("GoToSocial", "(request-target) host date digest", "hs2019", "/main-key")]
    [InlineData("Misskey", "(request-target) date host digest", "rsa-sha256", "#main-key")]
    [InlineData("Misskey's alias", "(request-target) date host digest", "rsa-sha256", "/publickey")]
    [InlineData("Iceshrimp.NET", "(request-target) date host digest", "hs2019", "#main-key")]
    [InlineData("Pleroma", "(request-target) content-length date digest host", "rsa-sha256", "#main-key")]
    [InlineData("Lemmy", "(request-target) content-type date digest host", "hs2019", "#main-key")]
    [InlineData("PeerTube", "(request-target) host date digest", "rsa-sha256", "")]
    [InlineData("Pixelfed", "(request-target) date host digest content-type", "rsa-sha256", "#main-key")]
    [InlineData("WordPress", "(request-target) host date digest", "rsa-sha256", "#main-key")]
    [InlineData("Threads", "(request-target) host date digest", "rsa-sha256", "/#main-key")]
    [InlineData("Fedify", "(request-target) content-type date digest host", "rsa-sha256", "#main-key")]
    [InlineData("Hubzilla", "(request-target) host date digest", "rsa-sha256", "/public_key_pem")]
    [InlineData("one without algorithm", "(request-target) host date digest", null, "#main-key")]
    public async Task Takes_an_activity_of(string sender, string parts, string? algorithm, string suffix)
    {
        Peer peer = new Peer("POST", "/inbox").Header("content-length", "182").Cavage(parts, algorithm, Peer.Alice + suffix);

        SignatureVerdict verdict = await peer.JudgedAsync();

        Assert.True(verdict.IsValid, $"{sender}: {verdict}");
        Assert.Equal(Peer.Alice + suffix, verdict.KeyId);
        Assert.Equal(Peer.Alice, verdict.Owner);
        Assert.Equal(SignatureScheme.Cavage, verdict.Scheme);
        Assert.Equal(64, verdict.SignatureHash!.Length);
        Assert.Equal(Peer.Noon.AddMinutes(65), verdict.ReplayableUntil);
    }

    [Theory]
    [InlineData("Mastodon 4.3", "host date accept (request-target)", "/users/bob/outbox?page=true", "/users/bob/outbox?page=true")]
    [InlineData("Mastodon before", "(request-target) host date", "/users/bob/outbox?page=true", "/users/bob/outbox")]
    [InlineData("GoToSocial", "(request-target) host date", "/users/bob", "/users/bob")]
    [InlineData("Misskey", "(request-target) date host accept", "/users/bob/followers?page=1", "/users/bob/followers")]
    [InlineData("Lemmy", "(request-target) date host", "/users/bob?x=1", "/users/bob?x=1")]
    [InlineData("Fedify", "(request-target) accept date host user-agent", "/users/bob?x=1", "/users/bob")]
    public async Task Takes_a_fetch_of(string sender, string parts, string target, string signedTarget)
    {
        Peer peer = new Peer("GET", target)
            .Header("accept", "application/activity+json")
            .Header("user-agent", sender)
            .SigningTarget(signedTarget)
            .Cavage(parts);

        Assert.True((await peer.JudgedAsync()).IsValid, sender);
    }

    [Fact]
    public async Task Takes_what_Lemmy_signs_with_its_own_times() =>
        Assert.True(
            (
                await new Peer("POST", "/inbox")
                    .Cavage("(request-target) (created) (expires) content-type date digest host", "hs2019", created: Now, expires: Later)
                    .JudgedAsync()
            ).IsValid
        );

    /// <summary>Discourse writes the numbers as quoted strings.</summary>
    [Fact]
    public async Task Takes_what_Discourse_signs() =>
        Assert.True(
            (
                await new Peer("POST", "/inbox")
                    .Cavage(
                        "host date digest (request-target) (created) (expires)",
                        "hs2019",
                        created: $"\"{Now}\"",
                        expires: $"\"{Later}\""
                    )
                    .JudgedAsync()
            ).IsValid
        );

    [Fact]
    public async Task Takes_SHA_512_from_those_who_mean_it_by_hs2019() =>
        Assert.True(
            (
                await new Peer("POST", "/inbox")
                    .Cavage("(request-target) host date digest", "hs2019", hash: HashAlgorithmName.SHA512)
                    .JudgedAsync()
            ).IsValid
        );

    [Fact]
    public async Task Takes_what_Fedify_signs_by_the_standard()
    {
        Peer peer = new("POST", "/inbox");
        peer.Header("content-digest", peer.ContentDigest)
            .Message(
                "sig1",
                $"""
                "@method": POST
                "@target-uri": https://b.example/inbox
                "@authority": b.example
                "host": b.example
                "date": Mon, 23 Nov 2026 12:00:00 GMT
                "content-digest": {peer.ContentDigest}
                """,
                $"""("@method" "@target-uri" "@authority" "host" "date" "content-digest");alg="rsa-v1_5-sha256";keyid="{Peer.Alice}#main-key";created={Now}"""
            );

        SignatureVerdict verdict = await peer.JudgedAsync();

        Assert.True(verdict.IsValid, verdict.ToString());
        Assert.Equal(SignatureScheme.MessageSignature, verdict.Scheme);
        Assert.Equal($"{Peer.Alice}#main-key", verdict.KeyId);
        Assert.Equal(Peer.Noon.AddMinutes(65), verdict.ReplayableUntil);
    }

    [Theory]
    [InlineData("wp")]
    [InlineData("sig-b21")]
    public async Task Takes_a_fetch_by_the_standard_under_any_label(string label) =>
        Assert.True(
            (
                await new Peer("GET", "/users/bob?page=1")
                    .Message(
                        label,
                        """
                        "@method": GET
                        "@scheme": https
                        "@authority": b.example
                        "@path": /users/bob
                        "@query": ?page=1
                        """,
                        $"""("@method" "@scheme" "@authority" "@path" "@query");keyid="{Peer.Alice}#main-key";created={Now};nonce="a\"b";tag="t" """.Trim()
                    )
                    .JudgedAsync()
            ).IsValid
        );

    [Fact]
    public async Task A_peer_on_a_port_of_its_own_is_taken()
    {
        Peer peer = new Peer("GET", "/users/bob").Header("host", "B.example:8443").Cavage("(request-target) host date");

        Assert.True((await Peer.JudgeAsync(peer.Received("b.example:8443"))).IsValid);
        Assert.Equal(SignatureFault.HostForeign, (await Peer.JudgeAsync(peer.Received("b.example"))).Fault);
    }

    [Fact]
    public async Task The_schemes_own_port_may_stand_in_Host() =>
        Assert.True(
            (await new Peer("GET", "/users/bob").Header("host", "b.example:443").Cavage("(request-target) host date").JudgedAsync()).IsValid
        );
}
