using Weft.Core.Storage;
using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>A memory of hosts for as long as the process lives. Bounded: strangers can't fill it with made-up hosts.</summary>
public sealed class RecentHosts : IHostMemory
{
    private readonly BoundedCache<Origin, HostSigning> hosts = new(20_000);

    /// <inheritdoc/>
    public ValueTask<HostSigning?> RecallAsync(Origin origin, CancellationToken cancellation) =>
        new(hosts.TryGet(origin, out HostSigning? signing) ? signing : null);

    /// <inheritdoc/>
    public ValueTask RememberAsync(Origin origin, HostSigning signing, CancellationToken cancellation)
    {
        hosts.Put(origin, signing);
        return ValueTask.CompletedTask;
    }
}
