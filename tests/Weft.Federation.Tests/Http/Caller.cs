using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Tests.Http;

/// <summary>A client as a test sets it up: every name is loopback unless the test says otherwise, and dialled addresses are kept.</summary>
internal sealed class Caller : IHostResolver, IDisposable
{
    private static readonly SigningKey Key = SigningKey.NewRsa();

    public Caller(bool allowLoopback = true, Func<Origin, bool>? isKnown = null)
    {
        FederationHttpOptions options = new()
        {
            Url = "https://weft.example/",
            AllowLoopback = allowLoopback,
            IsKnownOrigin = isKnown ?? (_ => false),
        };
        Client = new FederationHttpClient(
            options,
            this,
            Memory,
            Clock,
            (address, cancellation) =>
            {
                Dialled.Add(address);
                return GuardedDialler.DialAsync(address, cancellation);
            }
        );
    }

    public static SigningIdentity Identity { get; } = new("https://weft.example/users/bob#main-key", Key);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public RecentHosts Memory { get; } = new();

    public FederationHttpClient Client { get; }

    public List<IPEndPoint> Dialled { get; } = [];

    public Dictionary<string, string[]> Names { get; } = [];

    public int Lookups { get; private set; }

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation)
    {
        Lookups++;
        string[] addresses = Names.GetValueOrDefault(host, ["127.0.0.1"]);
        return addresses.Length == 0
            ? Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound))
            : Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]);
    }

    public Task<HttpOutcome> GetAsync(string address, Wanted? wanted = null, bool isSigned = false) =>
        Client.GetAsync(address, wanted ?? Wanted.Document, isSigned ? Identity : null, CancellationToken.None);

    public Task<HttpOutcome> PostAsync(string address, string body = "{}") =>
        Client.PostAsync(address, System.Text.Encoding.UTF8.GetBytes(body), Identity, [], CancellationToken.None);

    /// <summary>What a careful server makes of the signature on what it heard.</summary>
    public async Task<SignatureVerdict> JudgeAsync(Heard heard, int port, bool queryIsHarmless = false)
    {
        SignatureReading reading = new RequestVerifier(Clock).Read(
            heard.AsParts(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"neighbour.test:{port}")),
            queryIsHarmless
        );
        return await RequestVerifier.VerifyAsync(
            reading,
            (_, _, _) =>
                new(
                    VerificationKey.TryReadPem(Key.PublicText, KeyLimits.Usual, out VerificationKey? key, out string? why)
                        ? new KeyAnswer.Found(key, "https://weft.example/users/bob", true)
                        : new KeyAnswer.NotFound(why)
                ),
            CancellationToken.None
        );
    }

    public void Dispose() => Client.Dispose();
}
