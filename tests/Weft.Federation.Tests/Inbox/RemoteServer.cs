using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Tests.Http;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Another server with its people and posts, on loopback: it answers WebFinger and serves what the test says.</summary>
internal sealed class RemoteServer : IAsyncDisposable
{
    // One key for all of its people: making one takes long, and whose it is is said by its id.
    private static readonly SigningKey Key = SigningKey.NewRsa();

    private readonly Neighbour neighbour;
    private readonly ConcurrentDictionary<string, Said> answers = [];
    private readonly string host;

    public RemoteServer(string host = "m.example")
    {
        this.host = host;
        neighbour = new Neighbour(Answer);
    }

    public string Domain => string.Create(CultureInfo.InvariantCulture, $"{host}:{neighbour.Port}");

    public IEnumerable<string> Asked => neighbour.Requests.Select(heard => heard.Target);

    /// <summary>Completes when an answer that stalls has been begun.</summary>
    public Task Stalled => neighbour.Stalled.Task;

    public string Url(string path) => $"http://{Domain}{path}";

    public string Person(string name) => Url($"/users/{name}");

    /// <summary>Somebody who lives here, with a document in Mastodon's manner.</summary>
    public string AddPerson(string name, string extra = "")
    {
        string id = Person(name);
        Serve(
            $"/users/{name}",
            $$"""
            {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"{{id}}","type":"Person",
            "preferredUsername":"{{name}}","name":"The <b>{{name}}</b>","summary":"<p onclick=\"x()\">Hello</p>",
            "inbox":"{{id}}/inbox","outbox":"{{id}}/outbox","followers":"{{id}}/followers","featured":"{{id}}/collections/featured",
            "endpoints":{"sharedInbox":"{{Url("/inbox")}}"},"published":"2020-01-01T00:00:00Z"{{extra}},
            "publicKey":{"id":"{{id}}#main-key","owner":"{{id}}","publicKeyPem":{{JsonSerializer.Serialize(Key.PublicText)}} } }
            """
        );
        Answer(
            $"/.well-known/webfinger?resource={Uri.EscapeDataString($"acct:{name}@{Domain}")}",
            new Said(
                200,
                "application/jrd+json",
                Encoding.UTF8.GetBytes(
                    $$"""{"subject":"acct:{{name}}@{{Domain}}","links":[{"rel":"self","type":"application/activity+json","href":"{{id}}"}]}"""
                )
            )
        );
        return id;
    }

    public void Serve(string path, string json) => Answer(path, Said.Document(json));

    public void Answer(string path, Said said) => answers[path] = said;

    /// <summary>A request to Weft's inbox, signed by somebody of this server as all servers do (draft-cavage).</summary>
    public RequestParts Post(string signer, string json, DateTimeOffset now, string contentType = "application/activity+json") =>
        Post(signer, Encoding.UTF8.GetBytes(json), now, contentType);

    /// <inheritdoc cref="Post(string, string, DateTimeOffset, string)"/>
    public RequestParts Post(string signer, byte[] body, DateTimeOffset now, string contentType = "application/activity+json")
    {
        RequestParts request = new(
            "POST",
            "http",
            Village.Host,
            "/inbox",
            [
                KeyValuePair.Create<string, IEnumerable<string?>>("Host", [Village.Host]),
                KeyValuePair.Create<string, IEnumerable<string?>>("Content-Type", [contentType]),
            ],
            body
        );
        return request.With(RequestSigner.Sign(request, new SigningIdentity($"{signer}#main-key", Key), SigningForm.First, now));
    }

    public ValueTask DisposeAsync() => neighbour.DisposeAsync();

    private Said Answer(Heard heard) => answers.GetValueOrDefault(heard.Target, new Said((int)HttpStatusCode.NotFound));
}
