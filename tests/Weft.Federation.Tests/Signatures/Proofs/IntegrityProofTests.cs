using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Signatures.Proofs;

namespace Weft.Federation.Tests.Signatures.Proofs;

/// <summary>Integrity proofs: the vector that another implementation took, what is written, what is refused.</summary>
public sealed class IntegrityProofTests
{
    private const string Method = Peer.Alice + "#ed25519-key";

    private const string Note =
        """{"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/data-integrity/v1"],"id":"https://a.example/notes/1","type":"Note","attributedTo":"https://a.example/users/alice","content":"Hello world"}""";

    private const string ProofValue = "z62R4hV8VY2965hMyTBWgkT8qqXUapVzLbWMoRAkAqrDfmQvjvAnXDfszmQxDoPC2c3qWPcMpRK5M4gqe8B8Bw9W";

    private static readonly SigningKey Key = SigningKey.OfSeed([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);

    [Fact]
    public void Hashes_and_signs_as_the_vector()
    {
        JsonObject written = Written();

        Assert.Equal(ProofValue, (string?)written["proof"]!["proofValue"]);
        using JsonDocument document = JsonDocument.Parse(written.ToJsonString());
        JsonElement root = document.RootElement;
        Assert.True(ProofHash.TryOf(root, ProofHash.Context(root), root.GetProperty("proof"), ProofHash.Context(root), out byte[]? hash));
        Assert.Equal(
            "2f7c1dfc23f8a7241af156f08fd2b5d8469188f9114a64b8043e7979450451c1faf4f8f377c5a5933ecd9a21c724eaa97d2b46d630ddefdcf8425018835cb6c5",
            Convert.ToHexStringLower(hash)
        );
    }

    [Fact]
    public void Leaves_all_other_bytes_as_they_were()
    {
        string signed = Encoding.UTF8.GetString(WriteProof.On(Encoding.UTF8.GetBytes(Note), new(Method, Key), Peer.Noon));

        Assert.StartsWith(Note[..^1] + ",\"proof\":{", signed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_written_is_believed()
    {
        ProofVerdict verdict = await JudgeAsync(Written());

        Assert.Equal(new ProofVerdict(ProofOutcome.Valid, "The proof is valid.", Peer.Alice), verdict);
    }

    /// <summary>Fedify signs with the document's context and doesn't repeat it in the proof.</summary>
    [Fact]
    public async Task A_proof_without_context_is_believed()
    {
        JsonObject note = Written();
        note["proof"]!.AsObject().Remove("@context");

        Assert.Equal(ProofOutcome.Valid, (await JudgeAsync(note)).Outcome);
    }

    [Fact]
    public async Task One_good_proof_among_several_is_enough_and_an_added_LD_signature_does_no_harm()
    {
        JsonObject note = Written();
        JsonNode good = note["proof"]!.DeepClone();
        JsonNode bad = good.DeepClone();
        bad["proofValue"] = "z11111111";
        note["proof"] = new JsonArray(new JsonObject { ["type"] = "Other" }, bad, good);
        note["signature"] = new JsonObject { ["type"] = "RsaSignature2017" };

        Assert.Equal(ProofOutcome.Valid, (await JudgeAsync(note)).Outcome);
    }

    public static TheoryData<string, Action<JsonObject>> Changes =>
        new()
        {
            { "text", note => note["content"] = "Hello, world" },
            { "owner", note => note["attributedTo"] = "https://a.example/users/mallory" },
            { "actor", note => note["actor"] = "https://a.example/users/mallory" },
            { "two owners", note => note["attributedTo"] = new JsonArray(Peer.Alice, "https://a.example/users/mallory") },
            { "no owner", note => note.Remove("attributedTo") },
            { "more context", note => note["@context"]!.AsArray().Insert(0, "https://evil.example/context") },
            { "another context", note => note["@context"] = "https://evil.example/context" },
            { "no context", note => note.Remove("@context") },
            { "purpose", note => note["proof"]!["proofPurpose"] = "authentication" },
            { "time", note => note["proof"]!["created"] = "2026-11-23T12:00:01Z" },
            { "no time that can be read", note => note["proof"]!["created"] = "noon" },
            {
                "value",
                note =>
                    note["proof"]!["proofValue"] =
                        "z62R4hV8VY2965hMyTBWgkT8qqXUapVzLbWMoRAkAqrDfmQvjvAnXDfszmQxDoPC2c3qWPcMpRK5M4gqe8B8Bw9X"
            },
            { "no value", note => note["proof"]!.AsObject().Remove("proofValue") },
            { "value of another kind", note => note["proof"]!["proofValue"] = 1 },
            { "key's id", note => note["proof"]!["verificationMethod"] = "did:key:z6Mk" },
            { "a member more", note => note["proof"]!["domain"] = "evil.example" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Is_broken_by_a_change_of(string what, Action<JsonObject> change)
    {
        JsonObject note = Written();
        change(note);

        ProofVerdict verdict = await JudgeAsync(note);

        Assert.True(verdict.Outcome == ProofOutcome.Broken, $"{what}: {verdict}");
        Assert.Null(verdict.Owner);
    }

    [Fact]
    public async Task A_context_added_after_signing_is_not_part_of_what_was_said()
    {
        JsonObject note = Written();
        note["@context"]!.AsArray().Add("https://w3id.org/security/v1");

        Assert.Equal(ProofOutcome.Valid, (await JudgeAsync(note)).Outcome);
    }

    [Fact]
    public async Task The_key_must_be_the_owners_and_to_be_had()
    {
        Assert.Equal(
            ProofOutcome.Broken,
            (await JudgeAsync(Written(), (_, _, _) => new(Found("https://a.example/users/mallory")))).Outcome
        );
        Assert.Equal(ProofOutcome.Broken, (await JudgeAsync(Written(), Peer.FindKey)).Outcome);
        Assert.Equal(ProofOutcome.Broken, (await JudgeAsync(Written(), (_, _, _) => new(new KeyAnswer.NotFound("none")))).Outcome);
        Assert.Equal(
            ProofOutcome.KeyUnavailable,
            (await JudgeAsync(Written(), (_, _, _) => new(new KeyAnswer.Unavailable("down")))).Outcome
        );
    }

    [Theory]
    [InlineData(-6, ProofOutcome.Broken)]
    [InlineData(-4, ProofOutcome.Valid)]
    [InlineData(1_000_000, ProofOutcome.Valid)]
    public async Task A_proof_may_be_old_but_not_of_the_future(int minutes, ProofOutcome outcome) =>
        Assert.Equal(outcome, (await JudgeAsync(Written(), now: Peer.Noon.AddMinutes(minutes))).Outcome);

    [Theory]
    [InlineData("""{"type":"Note"}""")]
    [InlineData("""{"type":"Note","proof":"x"}""")]
    [InlineData("""{"type":"Note","proof":{"type":"DataIntegrityProof","cryptosuite":"ecdsa-jcs-2019"}}""")]
    [InlineData("[]")]
    [InlineData("""{"proof":[{"type":"\ud800"}]}""")]
    public async Task Other_documents_have_none(string json) =>
        Assert.Equal(ProofOutcome.None, (await JudgeAsync(JsonNode.Parse(json)!, raw: json)).Outcome);

    [Fact]
    public void Nothing_is_signed_twice() =>
        Assert.Throws<ArgumentException>(() =>
            WriteProof.On(Encoding.UTF8.GetBytes(Written().ToJsonString()), new(Method, Key), Peer.Noon)
        );

    private static JsonObject Written() =>
        JsonNode.Parse(WriteProof.On(Encoding.UTF8.GetBytes(Note), new(Method, Key), Peer.Noon))!.AsObject();

    private static KeyAnswer.Found Found(string owner)
    {
        Assert.True(VerificationKey.TryReadMultikey(Key.PublicText, out VerificationKey? key, out _));
        return new(key, owner, false);
    }

    private static async Task<ProofVerdict> JudgeAsync(
        JsonNode note,
        KeyLookup? lookup = null,
        DateTimeOffset? now = null,
        string? raw = null
    )
    {
        using JsonDocument document = JsonDocument.Parse(raw ?? note.ToJsonString());
        return await new ProofVerifier(new FakeTimeProvider(now ?? Peer.Noon)).VerifyAsync(
            document.RootElement,
            lookup ?? ((_, _, _) => new(Found(Peer.Alice))),
            CancellationToken.None
        );
    }
}
