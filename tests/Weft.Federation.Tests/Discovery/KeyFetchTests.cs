using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Tests.Http;

namespace Weft.Federation.Tests.Discovery;

/// <summary>Keys in all the places where servers keep them, and keys that are not to be believed.</summary>
public sealed class KeyFetchTests
{
    private static readonly SigningKey Rsa = SigningKey.NewRsa();
    private static readonly SigningKey Ed25519 = SigningKey.NewEd25519();
    private static readonly string Pem = Rsa.PublicText.Replace("\n", "\\n", StringComparison.Ordinal);

    [Theory]
    [InlineData("/users/alice#main-key")]
    [InlineData("/users/alice#ed25519-key")]
    [InlineData("/users/alice/main-key")]
    [InlineData("/users/alice/publickey")]
    public async Task Finds_the_key_and_whose_it_is(string keyId)
    {
        await using Neighbour neighbour = new(heard => Said.Document(Document(heard, $"http://{heard.Header("Host")}")));
        using Caller caller = new();

        FetchedKey key = await FetchAsync(caller, neighbour.Url(keyId));

        KeyAnswer.Found found = Assert.IsType<KeyAnswer.Found>(key.Answer);
        Assert.Equal(neighbour.Url("/users/alice"), found.Owner);
        Assert.Equal(neighbour.Url("/users/alice"), key.Actor!.Id);
        Assert.True(found.Fetched);
        SigningKey signing = keyId.EndsWith("ed25519-key", StringComparison.Ordinal) ? Ed25519 : Rsa;
        Assert.True(found.Key.Verifies("data"u8, signing.Sign("data"u8)));
        foreach (Heard heard in neighbour.Requests)
        {
            Assert.True((await caller.JudgeAsync(heard, neighbour.Port)).IsValid);
        }
    }

    [Fact]
    public async Task Takes_the_only_key_of_an_actor_that_signs_with_its_own_id()
    {
        await using Neighbour neighbour = new(heard => Said.Document(Document(heard, $"http://{heard.Header("Host")}")));
        using Caller caller = new();

        Assert.IsType<KeyAnswer.Found>((await FetchAsync(caller, neighbour.Url("/users/alice"))).Answer);
    }

    [Theory]
    [InlineData("/users/alice#ed25519-key", true)]
    [InlineData("/users/alice#main-key", false)]
    public async Task Only_keys_for_assertions_prove_documents(string keyId, bool proves)
    {
        await using Neighbour neighbour = new(heard => Said.Document(Document(heard, $"http://{heard.Header("Host")}")));
        using Caller caller = new();

        Assert.Equal(proves, (await FetchAsync(caller, neighbour.Url(keyId), KeyPurpose.Proof)).Answer is KeyAnswer.Found);
    }

    [Theory]
    [InlineData("/users/alice#other-key", typeof(KeyAnswer.NotFound))]
    [InlineData("/keys/unlisted", typeof(KeyAnswer.NotFound))]
    [InlineData("/keys/renamed", typeof(KeyAnswer.Refused))]
    [InlineData("/keys/foreign", typeof(KeyAnswer.NotFound))]
    [InlineData("/keys/of-a-note", typeof(KeyAnswer.Refused))]
    [InlineData("/note", typeof(KeyAnswer.Refused))]
    [InlineData("/victim#main-key", typeof(KeyAnswer.Refused))]
    [InlineData("/junk", typeof(KeyAnswer.NotFound))]
    [InlineData("/status/404", typeof(KeyAnswer.NotFound))]
    [InlineData("/status/403", typeof(KeyAnswer.NotFound))]
    [InlineData("/status/410", typeof(KeyAnswer.Gone))]
    [InlineData("/status/429", typeof(KeyAnswer.Unavailable))]
    [InlineData("/status/500", typeof(KeyAnswer.Unavailable))]
    public async Task Refuses(string keyId, Type answer)
    {
        await using Neighbour neighbour = new(heard =>
            heard.Target.StartsWith("/status/", StringComparison.Ordinal)
                ? new Said(int.Parse(heard.Target[^3..], System.Globalization.CultureInfo.InvariantCulture))
                : Said.Document(Document(heard, $"http://{heard.Header("Host")}"))
        );
        using Caller caller = new();

        FetchedKey key = await FetchAsync(caller, neighbour.Url(keyId));

        Assert.IsType(answer, key.Answer);
    }

    [Fact]
    public async Task A_key_inside_is_not_fetched()
    {
        using Caller caller = new(allowLoopback: false);

        Assert.IsType<KeyAnswer.Refused>((await FetchAsync(caller, "https://127.0.0.1/users/alice#main-key")).Answer);
    }

    private static string Document(Heard heard, string server) =>
        heard.Target switch
        {
            "/users/alice" => Actor(server, "/users/alice#main-key"),
            // GoToSocial's stub has no more than this.
            "/users/alice/main-key" => Actor(server, "/users/alice/main-key"),
            "/users/alice/publickey" => Key(server, heard.Target, $"{server}/users/alice", Pem),
            "/keys/unlisted" => Key(
                server,
                heard.Target,
                $"{server}/users/alice",
                SigningKey.NewRsa().PublicText.Replace("\n", "\\n", StringComparison.Ordinal)
            ),
            "/keys/renamed" => Key(server, "/keys/other", $"{server}/users/alice", Pem),
            "/keys/foreign" => Key(server, heard.Target, "https://victim.example/users/alice", Pem),
            "/keys/of-a-note" => Key(server, heard.Target, $"{server}/note", Pem),
            "/note" => $$"""{"id":"{{server}}/note","type":"Note","attributedTo":"{{server}}/users/alice","content":"x"}""",
            "/victim" =>
                $$"""{"id":"https://victim.example/users/alice","type":"Person","preferredUsername":"alice","publicKey":{"id":"{{server}}/victim#main-key","publicKeyPem":"{{Pem}}"} }""",
            _ => "[]",
        };

    private static string Actor(string server, string keyId) =>
        $$"""
            {"id":"{{server}}/users/alice","type":"Person","preferredUsername":"alice",
             "publicKey":{"id":"{{server}}{{keyId}}","owner":"{{server}}/users/alice","publicKeyPem":"{{Pem}}"},
             "assertionMethod":[{"id":"{{server}}/users/alice#ed25519-key","type":"Multikey","controller":"{{server}}/users/alice","publicKeyMultibase":"{{Ed25519.PublicText}}"}]}
            """;

    private static string Key(string server, string id, string owner, string pem) =>
        $$"""{"id":"{{server}}{{id}}","type":"Key","owner":"{{owner}}","publicKeyPem":"{{pem}}"}""";

    private static Task<FetchedKey> FetchAsync(Caller caller, string keyId, KeyPurpose purpose = KeyPurpose.Request) =>
        new KeyFetch(caller.Client, new DocumentReader(new FakeTimeProvider()), KeyLimits.Usual).FetchAsync(
            keyId,
            purpose,
            Caller.Identity,
            CancellationToken.None
        );
}
