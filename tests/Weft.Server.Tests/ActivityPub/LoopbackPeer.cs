using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>Another server on loopback, with one person on it: it can be asked, it is sent to, and it sends with good signatures.</summary>
internal sealed class LoopbackPeer : IAsyncDisposable
{
    private const int MostTries = 10;

    private readonly WebApplication app;
    private readonly SigningKey key = SigningKey.NewRsa();
    private readonly HttpClient http = new();
    private readonly Channel<JsonElement> inbox = Channel.CreateUnbounded<JsonElement>();

    private readonly ConcurrentDictionary<string, (string Type, byte[] Content)> files = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new();
    private readonly ConcurrentQueue<string> given = [];

    private LoopbackPeer(WebApplication app) => this.app = app;

    public string Domain => new Uri(app.Urls.First()).Authority;

    public string Actor => $"http://{Domain}/users/ann";

    /// <summary>What else stands in the person's document, after a comma.</summary>
    public string Face { get; set; } = "";

    public static async Task<LoopbackPeer> OpenAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        LoopbackPeer peer = new(builder.Build());
        peer.app.MapGet(
            "/.well-known/webfinger",
            () =>
                Results.Text(
                    $$"""{"subject":"acct:ann@{{peer.Domain}}","links":[{"rel":"self","type":"application/activity+json","href":"{{peer.Actor}}"}]}""",
                    "application/jrd+json"
                )
        );
        peer.app.MapGet("/users/ann", () => Results.Text(peer.Document, "application/activity+json"));
        peer.app.MapPost("/users/ann/inbox", peer.HearAsync);
        peer.app.MapGet("/files/{name}", peer.GiveAsync);
        await peer.app.StartAsync();
        return peer;
    }

    /// <summary>
    /// Sends an activity, signed by draft-cavage as most servers do. Tries again at 503, as they do, too: on a busy machine
    /// the key may not come in the time that the inbox waits for it.
    /// </summary>
    /// <returns>The status, and the reason where there is one.</returns>
    public async Task<(int Status, string Why)> SendAsync(Uri to, string activity)
    {
        (int Status, string Why) answer = await SendOnceAsync(to, activity);
        for (int tries = 1; tries < MostTries && answer.Status == StatusCodes.Status503ServiceUnavailable; tries++)
        {
            answer = await SendOnceAsync(to, activity);
        }

        return answer;
    }

    private async Task<(int Status, string Why)> SendOnceAsync(Uri to, string activity)
    {
        byte[] body = Encoding.UTF8.GetBytes(activity);
        using HttpRequestMessage request = new(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/activity+json");
        RequestParts parts = new(
            "POST",
            to.Scheme,
            to.Authority,
            to.PathAndQuery,
            [
                KeyValuePair.Create<string, IEnumerable<string?>>("Host", [to.Authority]),
                KeyValuePair.Create<string, IEnumerable<string?>>("Content-Type", ["application/activity+json"]),
            ],
            body
        );
        SigningIdentity identity = new($"{Actor}#main-key", key);
        foreach ((string name, string value) in RequestSigner.Sign(parts, identity, SigningForm.First, TimeProvider.System.GetUtcNow()))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks for a document, signed by the person here or not at all. Tries again at 503, as others do.</summary>
    public async Task<(int Status, string Body, string Cache)> AskAsync(Uri address, bool sign = true)
    {
        for (int tries = 1; ; tries++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept", "application/activity+json");
            if (sign)
            {
                RequestParts parts = new(
                    "GET",
                    address.Scheme,
                    address.Authority,
                    address.PathAndQuery,
                    [KeyValuePair.Create<string, IEnumerable<string?>>("Host", [address.Authority])],
                    default
                );
                SigningIdentity identity = new($"{Actor}#main-key", key);
                foreach (
                    (string name, string value) in RequestSigner.Sign(parts, identity, SigningForm.First, TimeProvider.System.GetUtcNow())
                )
                {
                    request.Headers.TryAddWithoutValidation(name, value);
                }
            }

            using HttpResponseMessage answer = await http.SendAsync(request);
            if (answer.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable || tries == MostTries)
            {
                return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.CacheControl?.ToString() ?? "");
            }
        }
    }

    /// <summary>The next activity that comes to the person's inbox.</summary>
    public async Task<JsonElement> HearNextAsync(CancellationToken cancellation) =>
        await inbox.Reader.ReadAsync(cancellation).AsTask().WaitAsync(Eventually.Patience, cancellation);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    /// <summary>Lets a file be fetched here.</summary>
    /// <returns>Its address.</returns>
    public string Serve(string name, string type, byte[] content)
    {
        files[name] = (type, content);
        return $"http://{Domain}/files/{name}";
    }

    /// <summary>Lets all who fetch a file wait until the answer is completed.</summary>
    public TaskCompletionSource Hold(string name) => held.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>How often a file was fetched.</summary>
    public int TimesGiven(string name) => given.Count(one => one == name);

    private async Task GiveAsync(HttpContext context, string name)
    {
        given.Enqueue(name);
        if (!files.TryGetValue(name, out (string Type, byte[] Content) file))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (held.TryGetValue(name, out TaskCompletionSource? hold))
        {
            await hold.Task.WaitAsync(context.RequestAborted);
        }

        context.Response.ContentType = file.Type;
        await context.Response.Body.WriteAsync(file.Content);
    }

    private string Document =>
        $$"""
            {"@context":["https://www.w3.org/ns/activitystreams","https://w3id.org/security/v1"],"id":"{{Actor}}","type":"Person",
            "preferredUsername":"ann","name":"Ann"{{Face}},"inbox":"{{Actor}}/inbox","outbox":"{{Actor}}/outbox","followers":"{{Actor}}/followers",
            "publicKey":{"id":"{{Actor}}#main-key","owner":"{{Actor}}","publicKeyPem":{{JsonSerializer.Serialize(key.PublicText)}} } }
            """;

    private async Task HearAsync(HttpContext context)
    {
        inbox.Writer.TryWrite(await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body));
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
