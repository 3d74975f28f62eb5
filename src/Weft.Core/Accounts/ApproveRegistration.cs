using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Lets in somebody who signed up and waits for it.</summary>
/// <param name="ModeratorId">Who decides; has to moderate.</param>
/// <param name="AccountId">Who waits.</param>
public sealed record ApproveRegistration(long ModeratorId, long AccountId);

/// <summary>Does <see cref="ApproveRegistration"/>.</summary>
public sealed class ApproveRegistrationHandler(IWriter writer)
{
    /// <summary>True when the registration is approved now, false when it was before.</summary>
    public Task<Outcome<bool>> RunAsync(ApproveRegistration approve, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(approve);
        return writer.RunAsync(work => RunAsync(work, approve, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, ApproveRegistration approve, CancellationToken cancellation)
    {
        if (!await Moderators.IncludeAsync(work.Db, approve.ModeratorId, cancellation))
        {
            return Refused.NotAllowed("Only moderators decide on registrations.");
        }

        Login? login = await work.Db.Logins.FindAsync([approve.AccountId], cancellation);
        if (login is null)
        {
            return Refused.NotFound;
        }

        if (login.ApprovedAt is not null)
        {
            return false;
        }

        login.ApprovedAt = work.Now;
        return true;
    }
}
