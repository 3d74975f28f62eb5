using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Lets a server in again that somebody has shut out. The follows that this ended do not come back.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="Domain">The server, as people write it.</param>
public sealed record UnblockDomain(long AccountId, string Domain);

/// <summary>Does <see cref="UnblockDomain"/>.</summary>
public sealed class UnblockDomainHandler(IWriter writer)
{
    /// <summary>True when it had been shut out; doing it twice is no fault.</summary>
    public Task<Outcome<bool>> RunAsync(UnblockDomain unblock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(unblock);
        string name = HostName.Read(unblock.Domain) ?? "";
        return writer.RunAsync<bool>(
            async work =>
            {
                int ended = await work
                    .Db.DomainBlocks.Where(b => b.AccountId == unblock.AccountId && b.Domain == name)
                    .ExecuteDeleteAsync(cancellation);
                if (ended > 0)
                {
                    work.Raise(new DomainBlockChanged(unblock.AccountId));
                }

                return ended > 0;
            },
            cancellation
        );
    }
}
