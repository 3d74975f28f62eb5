using System.Security.Cryptography;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Signatures;

/// <summary>Keys that change, and keys that can't be had.</summary>
public sealed class KeyLookupTests
{
    private static readonly Peer Signed = new Peer("POST", "/inbox").Cavage("(request-target) host date digest");

    [Fact]
    public async Task A_key_that_was_changed_is_asked_for_once_more()
    {
        using RSA old = RSA.Create(2048);
        string oldPem = old.ExportSubjectPublicKeyInfoPem();
        List<bool> asked = [];

        SignatureVerdict verdict = await Signed.JudgedAsync(
            lookup: (_, refresh, _) =>
            {
                asked.Add(refresh);
                return new(Peer.Key(refresh ? Peer.PublicPem : oldPem));
            }
        );

        Assert.True(verdict.IsValid);
        Assert.Equal([false, true], asked);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_wrong_signature_costs_no_more_than_one_more_lookup_and_none_when_the_key_is_new(bool fetched, int lookups)
    {
        using RSA other = RSA.Create(2048);
        string pem = other.ExportSubjectPublicKeyInfoPem();
        int asked = 0;

        SignatureVerdict verdict = await Signed.JudgedAsync(
            lookup: (_, _, _) =>
            {
                asked++;
                return new(Peer.Key(pem, fetched));
            }
        );

        Assert.Equal(SignatureFault.SignatureWrong, verdict.Fault);
        Assert.Equal(lookups, asked);
        Assert.Null(verdict.SignatureHash);
        Assert.Null(verdict.Owner);
    }

    public static TheoryData<KeyAnswer, SignatureFault, int> Answers =>
        new()
        {
            { new KeyAnswer.NotFound("There is no such key."), SignatureFault.KeyNotFound, 401 },
            { new KeyAnswer.Gone(), SignatureFault.KeyGone, 401 },
            { new KeyAnswer.Refused("The host is blocked."), SignatureFault.KeyRefused, 403 },
            { new KeyAnswer.Unavailable("It did not answer."), SignatureFault.KeyUnavailable, 503 },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_key_that_can_not_be_had(KeyAnswer answer, SignatureFault fault, int status)
    {
        SignatureVerdict verdict = await Signed.JudgedAsync(lookup: (_, _, _) => new(answer));

        Assert.Equal((fault, status), (verdict.Fault, verdict.Status));
    }

    [Fact]
    public void The_keys_wanted_are_known_before_any_is_asked()
    {
        SignatureReading reading = new RequestVerifier(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Peer.Noon)).Read(
            Signed.Received(),
            true
        );

        Assert.Equal([$"{Peer.Alice}#main-key"], reading.KeyIds);
    }
}
