using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Server.Identity.People;

/// <summary>Gives a person a role. Whether the caller may is decided before.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="Role">Which.</param>
internal sealed record SetRole(long AccountId, Role Role);

/// <summary>Does <see cref="SetRole"/>.</summary>
internal sealed class SetRoleHandler(IWriter writer)
{
    /// <summary>True when it changed. Refused for an account that is gone.</summary>
    public Task<Outcome<bool>> RunAsync(SetRole set, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                Login? login = await work.Db.Logins.FindAsync([set.AccountId], cancellation);
                if (login is null)
                {
                    return Refused.NotFound;
                }

                bool changed = login.Role != set.Role;
                login.Role = set.Role;
                // What is cached of the caller holds the role.
                work.Raise(new AccessRevoked(set.AccountId, null));
                return changed;
            },
            cancellation
        );
}
