using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Http;

/// <summary>What the neighbour received, byte by byte as it stood on the wire.</summary>
internal sealed record Heard(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public RequestParts AsParts(string authority) =>
        new(
            Method,
            "http",
            authority,
            Target,
            Headers.Select(header => KeyValuePair.Create<string, IEnumerable<string?>>(header.Key, [header.Value])),
            Body
        );
}

/// <summary>What the neighbour says.</summary>
internal sealed record Said(int Status, string? Type = null, byte[]? Body = null, params (string Name, string Value)[] Headers)
{
    /// <summary>Set, the neighbour sends what it has and goes silent until the other side is gone.</summary>
    public bool Stalls { get; init; }

    public static Said Document(string json = "{}") => new(200, "application/activity+json", Encoding.UTF8.GetBytes(json));

    public static Said Redirect(string location, int status = 302) => new(status, null, null, ("Location", location));
}

/// <summary>A real server on loopback, which keeps what it heard and answers as the test says.</summary>
internal sealed class Neighbour : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly Func<Heard, Said> answer;
    private readonly Task serving;
    private int connections;

    public Neighbour(Func<Heard, Said> answer)
    {
        this.answer = answer;
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Connections => connections;

    public ConcurrentQueue<Heard> Requests { get; } = [];

    /// <summary>Completes when a stalling answer has been begun.</summary>
    public TaskCompletionSource Stalled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Url(string target, string host = "neighbour.test") =>
        string.Create(CultureInfo.InvariantCulture, $"http://{host}:{Port}{target}");

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await serving;
        listener.Dispose();
        end.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> conversations = [];
        try
        {
            while (true)
            {
                TcpClient client = await listener.AcceptTcpClientAsync(end.Token);
                Interlocked.Increment(ref connections);
                conversations.Add(ConverseAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (await ReadAsync(stream) is not { } heard)
                {
                    return;
                }

                Requests.Enqueue(heard);
                Said said = answer(heard);
                await WriteAsync(stream, said);
                if (said.Stalls)
                {
                    Stalled.TrySetResult();
                    while (await stream.ReadAsync(new byte[1], end.Token) > 0) { }
                }
            }
            catch (Exception fault) when (fault is IOException or OperationCanceledException)
            {
                // The other side went away, as some tests want it to.
            }
        }
    }

    private async Task WriteAsync(NetworkStream stream, Said said)
    {
        StringBuilder head = new();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {said.Status} Said\r\nConnection: close\r\n");
        if (said.Type is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {said.Type}\r\n");
        }

        foreach ((string name, string value) in said.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        // Without a length the body ends with the connection, so that nothing can be told from the head.
        if (said.Body is null)
        {
            head.Append("Content-Length: 0\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), end.Token);
        await stream.WriteAsync(said.Body ?? [], end.Token);
    }

    private async Task<Heard?> ReadAsync(NetworkStream stream)
    {
        List<byte> head = [];
        byte[] one = new byte[1];
        while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, end.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] first = lines[0].Split(' ');
        List<KeyValuePair<string, string>> headers =
        [
            .. lines.Skip(1).Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1])),
        ];
        string? length = headers.FirstOrDefault(header => header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).Value;
        byte[] body = new byte[length is null ? 0 : int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, end.Token);
        return new Heard(first[0], first[1], headers, body);
    }
}
