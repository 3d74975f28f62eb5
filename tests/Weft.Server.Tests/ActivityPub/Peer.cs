using System.Text.Json;
using Weft.Server.Tests.Mastodon;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>Another server that reads ours, without a signature.</summary>
internal sealed class Peer
{
    private const string Accept = "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"";
    private readonly WeftProcess server;

    private Peer(WeftProcess server) => this.server = server;

    public string Origin => server.Url.GetLeftPart(UriPartial.Authority);

    public string Domain => server.Url.Authority;

    public static async Task<Peer> ComeAsync() => new(await World.ServerAsync());

    /// <summary>Asks for ActivityStreams.</summary>
    /// <param name="address">A path, or an address of the server.</param>
    public Task<ApiAnswer> AskAsync(string address) => AskAsync(address, Accept);

    /// <summary>Asks for that form.</summary>
    public Task<ApiAnswer> AskAsync(string address, string accept, HttpMethod? method = null) =>
        server.Api.SendAsync(
            method ?? HttpMethod.Get,
            address.StartsWith(Origin, StringComparison.Ordinal) ? address[Origin.Length..] : address,
            body: null,
            ("Accept", accept)
        );

    /// <summary>Reads a document that has to be one.</summary>
    public async Task<JsonElement> ReadAsync(string address)
    {
        ApiAnswer answer = (await AskAsync(address)).EnsureSuccess();
        Assert.StartsWith("application/activity+json", answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Contains("Accept", answer.Headers["Vary"], StringComparison.Ordinal);
        return answer.Json;
    }

    /// <summary>Whom WebFinger says a resource is.</summary>
    public Task<ApiAnswer> WebFingerAsync(string resource) =>
        server.Api.GetAsync("/.well-known/webfinger?resource=" + Uri.EscapeDataString(resource));
}
