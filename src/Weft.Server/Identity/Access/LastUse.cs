using System.Threading.Channels;

namespace Weft.Server.Identity.Access;

/// <summary>
/// Remembers which tokens and sessions were used, for <see cref="WriteLastUse"/>. When there are more than it can hold
/// the rest is left out: the next use tells again.
/// </summary>
internal sealed class LastUse(TimeProvider clock)
{
    private static readonly TimeSpan TokenGrain = TimeSpan.FromDays(1);
    private static readonly TimeSpan SessionGrain = TimeSpan.FromHours(1);

    private readonly Channel<Use> queue = Channel.CreateBounded<Use>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>What is to be written down.</summary>
    public ChannelReader<Use> Uses => queue.Reader;

    /// <summary>A token was used; kept to the day.</summary>
    public void OfToken(long id, DateTimeOffset? last) => Note(new Use(id, IsSession: false), last, TokenGrain);

    /// <summary>A session was used; kept to the hour.</summary>
    public void OfSession(long id, DateTimeOffset last) => Note(new Use(id, IsSession: true), last, SessionGrain);

    private void Note(Use use, DateTimeOffset? last, TimeSpan grain)
    {
        if (last is null || clock.GetUtcNow() - last > grain)
        {
            queue.Writer.TryWrite(use);
        }
    }

    /// <summary>One use.</summary>
    /// <param name="Id">Of the token or session.</param>
    /// <param name="IsSession">Which of them.</param>
    internal readonly record struct Use(long Id, bool IsSession);
}
