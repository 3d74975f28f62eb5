using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Access;

namespace Weft.Server.Identity.People;

/// <summary>Mail to an address has arrived.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Email">To which address.</param>
internal sealed record ConfirmEmail(long AccountId, string Email);

/// <summary>Does <see cref="ConfirmEmail"/>.</summary>
internal sealed class ConfirmEmailHandler(IWriter writer)
{
    /// <summary>How the person stands then. Refused when the account or its address is another one by now.</summary>
    public Task<Outcome<Standing>> RunAsync(ConfirmEmail confirm, CancellationToken cancellation) =>
        writer.RunAsync<Standing>(
            async work =>
            {
                Login? login = await work.Db.Logins.FindAsync([confirm.AccountId], cancellation);
                if (login is null || login.Email != confirm.Email)
                {
                    return Refused.NotFound;
                }

                login.EmailConfirmedAt ??= work.Now;
                return login.ApprovedAt is null ? Standing.Pending : Standing.Active;
            },
            cancellation
        );
}
