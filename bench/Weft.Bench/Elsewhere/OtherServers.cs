using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weft.Bench.Elsewhere;

/// <summary>
/// Thousands of other servers in one process: each address of 127.0.0.0/8 is a host of its own, on one port. A living one
/// takes whatever comes to its inbox after 50 ms; a dead one takes the connection and says nothing.
/// </summary>
internal sealed class OtherServers : IDisposable
{
    /// <summary>The hidden command that this process runs as.</summary>
    public const string Command = "elsewhere";

    /// <summary>How long a living server takes to answer.</summary>
    public static readonly TimeSpan Answering = TimeSpan.FromMilliseconds(50);

    private const byte DeadHalf = 128;
    private readonly Companion process;

    private OtherServers(Companion process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>The port of all of them.</summary>
    public int Port { get; }

    /// <summary>The host of that number, with its port, as it stands in ids.</summary>
    public string Host(int number, bool dead = false) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"127.{(dead ? DeadHalf : 1) + (number >> 16)}.{(number >> 8) & 255}.{number & 255}:{Port}"
        );

    /// <summary>Starts them.</summary>
    public static async Task<OtherServers> StartAsync(CancellationToken cancellation)
    {
        Companion process = Companion.Start([Command]);
        return new OtherServers(process, int.Parse(await process.ReadLineAsync(cancellation), CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until the living have taken that many since the last time.</summary>
    /// <returns>When the last of them came, on the clock of <see cref="Stopwatch"/>, which all processes share.</returns>
    public async Task<long> TakenAsync(int count, CancellationToken cancellation) =>
        long.Parse(await process.AskAsync(count.ToString(CultureInfo.InvariantCulture), cancellation), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    /// <summary>What the process itself does.</summary>
    public static async Task ServeAsync()
    {
        Tally tally = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0));
        await using WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, tally));
        await app.StartAsync();
        await Console.Out.WriteLineAsync(new Uri(app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture));
        while (await Console.In.ReadLineAsync() is string line)
        {
            long last = await tally.WaitAsync(int.Parse(line, CultureInfo.InvariantCulture));
            await Console.Out.WriteLineAsync(last.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static async Task AnswerAsync(HttpContext context, Tally tally)
    {
        IPAddress here = context.Connection.LocalIpAddress!.MapToIPv4();
        if (!IPAddress.IsLoopback(here))
        {
            context.Abort();
        }
        else if (here.GetAddressBytes()[1] >= DeadHalf)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            tally.Add();
            await Task.Delay(Answering, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
    }

    /// <summary>How many came, and when the last did.</summary>
    private sealed class Tally
    {
        private readonly Lock gate = new();
        private int taken;
        private int wanted = int.MaxValue;
        private long last;
        private TaskCompletionSource enough = new();

        public void Add()
        {
            lock (gate)
            {
                taken++;
                last = Stopwatch.GetTimestamp();
                Look();
            }
        }

        public async Task<long> WaitAsync(int count)
        {
            lock (gate)
            {
                wanted = count;
                enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Look();
            }

            await enough.Task;
            lock (gate)
            {
                (taken, wanted) = (taken - count, int.MaxValue);
                return last;
            }
        }

        private void Look()
        {
            if (taken >= wanted)
            {
                enough.TrySetResult();
            }
        }
    }
}
