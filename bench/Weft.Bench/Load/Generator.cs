using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Weft.Bench.Load;

/// <summary>Carries out a plan: each connection sends, waits for the whole answer, and sends again.</summary>
internal sealed class Generator(LoadPlan plan)
{
    /// <summary>With more errors than this the plan is given up.</summary>
    private const int ErrorLimit = 100;

    private readonly List<double> milliseconds = [];
    private readonly Lock gate = new();
    private long deadline;
    private readonly RequestBytes[] once = plan.Once ? [.. plan.Requests.Select(r => new RequestBytes(r, plan.Port))] : [];
    private int sent;
    private int errors;
    private string? firstError;
    private long bodyBytes;

    /// <summary>Sends until time or number is used up.</summary>
    public async Task<LoadResult> RunAsync()
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        deadline = start + (long)(plan.Seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, plan.Connections).Select(ConnectionAsync));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        milliseconds.Sort();
        return new LoadResult
        {
            Answers = milliseconds.Count,
            Errors = errors,
            FirstError = firstError,
            Seconds = seconds,
            OwnCpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            BodyBytes = bodyBytes,
            P50Milliseconds = Quantile(0.5),
            P99Milliseconds = Quantile(0.99),
        };
    }

    private async Task ConnectionAsync(int number)
    {
        RequestBytes[] requests =
            plan.Once ? once
            : plan.Cycle ? [.. plan.Requests.Select(r => new RequestBytes(r, plan.Port))]
            : [new RequestBytes(plan.Requests[number % plan.Requests.Count], plan.Port)];
        List<double> times = [];
        long bytes = 0;
        while (MaySend())
        {
            try
            {
                using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, plan.Port);
                AnswerReader reader = new();
                while (MaySend())
                {
                    int turn = Interlocked.Increment(ref sent) - 1;
                    if (plan.Once && turn >= requests.Length)
                    {
                        break;
                    }

                    long asked = Stopwatch.GetTimestamp();
                    await socket.SendAsync(requests[turn % requests.Length].Numbered(turn), SocketFlags.None);
                    await reader.ReadAsync(socket);
                    if (reader.Status is < 200 or > 299)
                    {
                        Fail($"{reader.Status} {reader.BodyStart}");
                        continue;
                    }

                    times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                    bytes += reader.BodyLength;
                }
            }
            catch (Exception fault) when (fault is IOException or SocketException)
            {
                Fail(fault.Message);
            }
        }

        lock (gate)
        {
            milliseconds.AddRange(times);
            bodyBytes += bytes;
        }
    }

    private bool MaySend() => sent < (plan.Once ? once.Length : plan.Count) && errors < ErrorLimit && Stopwatch.GetTimestamp() < deadline;

    private void Fail(string what)
    {
        Interlocked.Increment(ref errors);
        Interlocked.CompareExchange(ref firstError, what, null);
    }

    private double Quantile(double part) => milliseconds.Count == 0 ? 0 : milliseconds[(int)(part * (milliseconds.Count - 1))];
}
