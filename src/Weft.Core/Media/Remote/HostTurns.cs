namespace Weft.Core.Media.Remote;

/// <summary>Lets only so many go to one server at once; forgets servers to which nobody goes.</summary>
/// <param name="atOnce">How many.</param>
internal sealed class HostTurns(int atOnce)
{
    private readonly Lock door = new();
    private readonly Dictionary<string, Line> lines = [];

    /// <summary>Waits for a turn, which ends when it is disposed.</summary>
    public async Task<IDisposable> TakeAsync(string host, CancellationToken cancellation)
    {
        Line line;
        lock (door)
        {
            if (!lines.TryGetValue(host, out line!))
            {
                lines[host] = line = new Line(new SemaphoreSlim(atOnce));
            }

            line.People++;
        }

        Turn turn = new(this, host, line);
        try
        {
            await line.Gate.WaitAsync(cancellation);
        }
        catch
        {
            turn.Leave();
            throw;
        }

        return turn;
    }

    private sealed class Line(SemaphoreSlim gate)
    {
        public SemaphoreSlim Gate { get; } = gate;

        public int People { get; set; }
    }

    private sealed class Turn(HostTurns turns, string host, Line line) : IDisposable
    {
        public void Dispose()
        {
            line.Gate.Release();
            Leave();
        }

        public void Leave()
        {
            lock (turns.door)
            {
                if (--line.People == 0)
                {
                    turns.lines.Remove(host);
                    line.Gate.Dispose();
                }
            }
        }
    }
}
