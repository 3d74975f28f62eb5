using System.Collections.Concurrent;
using Weft.Core.Media.Remote;

namespace Weft.Core.Tests.Media;

/// <summary>Files of other servers: Core fetches none by itself. What is not there is refused.</summary>
internal sealed class Elsewhere : IRemoteFiles
{
    private readonly ConcurrentDictionary<string, (FetchEnd End, byte[] Content)> files = new();

    /// <summary>What was asked for, in its order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>While it is not completed, everybody who asks waits.</summary>
    public TaskCompletionSource? Door { get; set; }

    /// <summary>The most that asked at once.</summary>
    public int MostAtOnce { get; private set; }

    private int now;

    public string Put(string address, byte[] content)
    {
        files[address] = (FetchEnd.Fetched, content);
        return address;
    }

    public void Lose(string address, FetchEnd end) => files[address] = (end, []);

    public async Task<FetchEnd> FetchAsync(string address, RemoteFileKind kind, Stream into, long most, CancellationToken cancellation)
    {
        Asked.Enqueue(address);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref now));
        try
        {
            if (Door is { } door)
            {
                await door.Task.WaitAsync(cancellation);
            }

            (FetchEnd end, byte[] content) = files.GetValueOrDefault(address, (FetchEnd.Refused, []));
            await into.WriteAsync(content, cancellation);
            return end;
        }
        finally
        {
            Interlocked.Decrement(ref now);
        }
    }
}
