using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Turns away somebody who signed up and waits: the account is gone, its name and address are free again.</summary>
/// <param name="ModeratorId">Who decides; has to moderate.</param>
/// <param name="AccountId">Who waits.</param>
public sealed record RejectRegistration(long ModeratorId, long AccountId);

/// <summary>Does <see cref="RejectRegistration"/>.</summary>
public sealed class RejectRegistrationHandler(IWriter writer)
{
    /// <summary>True when the registration is gone. Refused for an account that is let in already, or unknown.</summary>
    public Task<Outcome<bool>> RunAsync(RejectRegistration reject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reject);
        return writer.RunAsync(work => RunAsync(work, reject, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, RejectRegistration reject, CancellationToken cancellation)
    {
        if (!await Moderators.IncludeAsync(work.Db, reject.ModeratorId, cancellation))
        {
            return Refused.NotAllowed("Only moderators decide on registrations.");
        }

        // Gone in one statement with its condition: an approval at the same time either comes first or finds nothing.
        int waiting = await work
            .Db.Logins.Where(l => l.AccountId == reject.AccountId && l.ApprovedAt == null)
            .ExecuteDeleteAsync(cancellation);
        return waiting == 1 && await AccountEnd.EraseAsync(work, reject.AccountId, keepHandle: false, cancellation)
            ? true
            : Refused.NotFound;
    }
}
