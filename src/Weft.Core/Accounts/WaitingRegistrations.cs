using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Somebody who signed up and waits to be let in.</summary>
/// <param name="Account">Who.</param>
/// <param name="Email">The address, for those who decide alone.</param>
/// <param name="Confirmed">Whether the address is theirs.</param>
/// <param name="Reason">Why they want to join; may be empty.</param>
/// <param name="SignedUpAt">Since when they wait.</param>
public sealed record WaitingRegistration(AccountModel Account, string Email, bool Confirmed, string Reason, DateTimeOffset SignedUpAt);

/// <summary>Reads who waits to be let in. For those who decide alone: the caller has made sure of that.</summary>
public sealed class WaitingRegistrations(IDbContextFactory<WeftDb> contexts, AccountReader accounts)
{
    /// <summary>Those who wait, the newest first, paged by their accounts' ids. Reads all shards.</summary>
    public async Task<Page<WaitingRegistration>> ReadAsync(PageRequest page, CancellationToken cancellation)
    {
        long below = page.Below;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var waiting = await db
            .Logins.Where(l => l.ApprovedAt == null && l.AccountId < below)
            .OrderByDescending(l => l.AccountId)
            .Take(page.Limit)
            .Select(l => new
            {
                l.AccountId,
                l.Email,
                Confirmed = l.EmailConfirmedAt != null,
                l.SignUpReason,
                l.CreatedAt,
            })
            .ToListAsync(cancellation);
        Dictionary<long, AccountModel> found = await accounts.ReadByIdAsync(waiting.Select(w => w.AccountId), cancellation);
        return new Page<WaitingRegistration>(
            [
                .. waiting
                    .Where(w => found.ContainsKey(w.AccountId))
                    .Select(w => new WaitingRegistration(found[w.AccountId], w.Email, w.Confirmed, w.SignUpReason, w.CreatedAt)),
            ],
            waiting.FirstOrDefault()?.AccountId,
            waiting.LastOrDefault()?.AccountId,
            waiting.Count == page.Limit
        );
    }
}
