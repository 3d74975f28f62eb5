using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Invitations;

/// <summary>Takes an invitation back: nobody comes by it any more. Those who came stay.</summary>
/// <param name="ModeratorId">Who decides; has to moderate.</param>
/// <param name="InvitationId">Which one.</param>
public sealed record RevokeInvitation(long ModeratorId, long InvitationId);

/// <summary>Does <see cref="RevokeInvitation"/>.</summary>
public sealed class RevokeInvitationHandler(IWriter writer)
{
    /// <summary>True when there was one; doing it twice is no fault. Refused for those who do not moderate.</summary>
    public Task<Outcome<bool>> RunAsync(RevokeInvitation revoke, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(revoke);
        return writer.RunAsync<bool>(
            async work =>
                await Moderators.IncludeAsync(work.Db, revoke.ModeratorId, cancellation)
                    ? await work.Db.Invitations.Where(i => i.Id == revoke.InvitationId).ExecuteDeleteAsync(cancellation) > 0
                    : Refused.NotAllowed("Only moderators take invitations back."),
            cancellation
        );
    }
}
