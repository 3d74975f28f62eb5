using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Access;

/// <summary>Those who decide on reports and registrations.</summary>
internal static class Moderators
{
    public static Task<bool> IncludeAsync(WeftDb db, long accountId, CancellationToken cancellation) =>
        db.Logins.AnyAsync(l => l.AccountId == accountId && l.Role >= Role.Moderator, cancellation);
}
