using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>A mail server that keeps what it gets, for a server under test.</summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> mails = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource end = new();
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Settings that make a server hand its mail over here.</summary>
    public WeftSettings Settings =>
        new()
        {
            Environment = new Dictionary<string, string>
            {
                ["Weft__Smtp__Host"] = "127.0.0.1",
                ["Weft__Smtp__Port"] = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture),
                ["Weft__Smtp__From"] = "weft@people.example",
                ["Weft__Smtp__Security"] = "none",
            },
        };

    /// <summary>The next mail, as it was handed over.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public Task<string> NextAsync() => mails.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!end.IsCancellationRequested)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(end.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using StreamReader reader = new(client.GetStream());
        await using StreamWriter writer = new(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync(end.Token) is string line)
        {
            if (line == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                List<string> mail = [];
                while (await reader.ReadLineAsync(end.Token) is string text && text != ".")
                {
                    mail.Add(text);
                }

                mails.Writer.TryWrite(string.Join('\n', mail));
            }

            await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            if (line == "QUIT")
            {
                return;
            }
        }
    }
}
