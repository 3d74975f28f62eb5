using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Documents;

namespace Weft.Federation.Actors;

/// <summary>What the operators decided about other servers. What they say of a domain holds for all below it.</summary>
public sealed class HostRules(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>True when nothing is taken from the server of that id, and nothing asked of it.</summary>
    public async Task<bool> IsSuspendedAsync(string id, CancellationToken cancellation)
    {
        if (Origin.Of(id) is not { } origin)
        {
            return false;
        }

        List<string> names = [origin.Authority, origin.Host];
        for (int dot = origin.Host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = origin.Host.IndexOf('.', dot + 1))
        {
            names.Add(origin.Host[(dot + 1)..]);
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.RemoteHosts.AnyAsync(h => h.Policy == HostPolicy.Suspended && names.Contains(h.Name), cancellation);
    }
}
