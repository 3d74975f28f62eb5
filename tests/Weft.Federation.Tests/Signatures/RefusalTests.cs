using System.Globalization;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Signatures;

/// <summary>What is refused of draft-cavage signatures, and why.</summary>
public sealed class RefusalTests
{
    private const string Usual = "(request-target) host date digest";

    [Theory]
    [InlineData("host date digest", "(request-target)")]
    [InlineData("(request-target) date digest", "host")]
    [InlineData("(request-target) host digest", "date")]
    [InlineData("(request-target) host date", "digest")]
    public async Task A_part_that_must_be_signed_and_is_not(string parts, string missing)
    {
        SignatureVerdict verdict = await new Peer("POST", "/inbox").Cavage(parts).JudgedAsync();

        Assert.Equal(SignatureFault.NotCovered, verdict.Fault);
        Assert.Contains(missing, verdict.Detail, StringComparison.Ordinal);
        Assert.Equal(401, verdict.Status);
        Assert.Equal($"{Peer.Alice}#main-key", verdict.KeyId);
    }

    [Fact]
    public async Task A_POST_without_a_body_needs_its_digest_too()
    {
        Peer peer = new("POST", "/inbox") { Body = [] };

        Assert.Equal(SignatureFault.NotCovered, (await peer.Cavage("(request-target) host date").JudgedAsync()).Fault);
        Assert.True(
            (await peer.Header("digest", "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=").Cavage(Usual).JudgedAsync()).IsValid
        );
    }

    [Fact]
    public async Task No_signature_at_all() => Assert.Equal(SignatureFault.Missing, (await new Peer("POST", "/inbox").JudgedAsync()).Fault);

    [Theory]
    [InlineData("""keyId="https://a.example/k",keyId="https://e.example/k",signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k",KEYID="https://e.example/k",signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k",headers="(request-target) host date digest",headers="date",signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k" """)]
    [InlineData("""signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k",signature="AA==A" """)]
    [InlineData("""keyId="https://a.example/k",signature="AB==" """)]
    [InlineData("""keyId="https://a.example/k" signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k,signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k",signature="AAAA",""")]
    [InlineData("""keyId="https://a.example/k",headers="",signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k",headers="date  host",signature="AAAA" """)]
    [InlineData("""keyId="https://a.example/k",headers="date date",signature="AAAA" """)]
    [InlineData("")]
    [InlineData("Bearer")]
    public async Task A_field_that_is_no_signature(string field)
    {
        SignatureVerdict verdict = await new Peer("POST", "/inbox").Header("signature", field).JudgedAsync();

        Assert.Equal(SignatureFault.Malformed, verdict.Fault);
        Assert.Equal(400, verdict.Status);
    }

    [Fact]
    public async Task A_field_longer_than_any_honest_one() =>
        Assert.Equal(
            SignatureFault.Malformed,
            (await new Peer("POST", "/inbox").Header("signature", $"a=\"{new string('a', 9000)}\"").JudgedAsync()).Fault
        );

    [Fact]
    public async Task A_signature_field_that_came_twice()
    {
        Peer peer = new Peer("POST", "/inbox").Cavage(Usual);
        string field = peer.Received().Field("signature")!;

        Assert.Equal(SignatureFault.Malformed, (await peer.Header("signature", $"{field}, {field}").JudgedAsync()).Fault);
    }

    [Theory]
    [InlineData("hmac-sha256")]
    [InlineData("none")]
    [InlineData("rsa-sha1")]
    public async Task Algorithms_that_are_none(string algorithm) =>
        Assert.Equal(SignatureFault.AlgorithmUnfit, (await new Peer("POST", "/inbox").Cavage(Usual, algorithm).JudgedAsync()).Fault);

    [Theory]
    [InlineData("acct:alice@a.example")]
    [InlineData("ftp://a.example/key")]
    [InlineData("/users/alice")]
    [InlineData("https://alice:secret@a.example/key")]
    public async Task Ids_of_keys_that_can_not_be_fetched(string keyId) =>
        Assert.Equal(SignatureFault.KeyIdUnusable, (await new Peer("POST", "/inbox").Cavage(Usual, keyId: keyId).JudgedAsync()).Fault);

    [Theory]
    [InlineData(-66, SignatureFault.TooNew)]
    [InlineData(-64, SignatureFault.None)]
    [InlineData(64, SignatureFault.None)]
    [InlineData(66, SignatureFault.TooOld)]
    public async Task The_window_is_65_minutes_either_way(int minutes, SignatureFault fault)
    {
        DateTimeOffset now = Peer.Noon.AddMinutes(minutes);
        string created = Peer.Noon.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(fault, (await new Peer("POST", "/inbox").Cavage(Usual).JudgedAsync(now)).Fault);
        Assert.Equal(
            fault,
            (
                await new Peer("POST", "/inbox")
                    .Cavage("(request-target) host (created) digest", "hs2019", created: created)
                    .JudgedAsync(now)
            ).Fault
        );
    }

    [Theory]
    [InlineData(-59, SignatureFault.None)]
    [InlineData(-61, SignatureFault.Expired)]
    public async Task An_expiry_has_an_hour_of_grace(int minutes, SignatureFault fault)
    {
        string expires = Peer.Noon.AddMinutes(minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        SignatureVerdict verdict = await new Peer("POST", "/inbox")
            .Cavage($"{Usual} (expires)", "hs2019", expires: expires)
            .JudgedAsync(Peer.Noon);

        Assert.Equal(fault, verdict.Fault);
        Assert.Equal(fault == SignatureFault.None ? Peer.Noon.AddMinutes(1) : null, verdict.ReplayableUntil);
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("Tue, 23 Nov 2026 12:00:00 GMT")]
    [InlineData(null)]
    public async Task A_date_that_is_none(string? date) =>
        Assert.False((await new Peer("POST", "/inbox").Header("date", date).Cavage(Usual).JudgedAsync()).IsValid);

    [Theory]
    [InlineData(null, SignatureFault.DigestMissing)]
    [InlineData("SHA-512=AAAA", SignatureFault.DigestMissing)]
    [InlineData("SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", SignatureFault.DigestWrong)]
    [InlineData("SHA-256=RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+p=", SignatureFault.Malformed)]
    [InlineData("SHA-256=RS2xlZVl", SignatureFault.Malformed)]
    [InlineData("sha-256=RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=", SignatureFault.None)]
    [InlineData("md5=AAAA,Sha-256=RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=", SignatureFault.None)]
    [InlineData(
        "SHA-256=RS2xlZVl07b2frlvV+U3tM3aGcwZguvBzjF6M1Z8b+o=,SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        SignatureFault.DigestWrong
    )]
    public async Task A_digest_is_checked_strictly(string? digest, SignatureFault fault) =>
        Assert.Equal(fault, (await new Peer("POST", "/inbox").Header("digest", digest).Cavage(Usual).JudgedAsync()).Fault);

    [Theory]
    [InlineData("c.example")]
    [InlineData("b.example.c.example")]
    [InlineData("b.example:8080")]
    [InlineData(null)]
    public async Task A_request_that_was_signed_for_another_host(string? host) =>
        Assert.Equal(SignatureFault.HostForeign, (await new Peer("POST", "/inbox").Header("host", host).Cavage(Usual).JudgedAsync()).Fault);

    [Fact]
    public async Task A_part_that_is_not_there() =>
        Assert.Equal(SignatureFault.PartUnknown, (await new Peer("POST", "/inbox").Cavage($"{Usual} x-absent").JudgedAsync()).Fault);

    [Fact]
    public async Task A_path_alone_where_the_query_matters()
    {
        Peer peer = new Peer("GET", "/admin?delete=1").SigningTarget("/admin").Cavage("(request-target) host date");

        SignatureVerdict verdict = await peer.JudgedAsync(queryIsHarmless: false);

        Assert.Equal(SignatureFault.SignatureWrong, verdict.Fault);
        Assert.StartsWith("(request-target): get /admin?delete=1\nhost: b.example\n", verdict.SigningString, StringComparison.Ordinal);
    }
}
