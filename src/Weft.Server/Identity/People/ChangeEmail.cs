using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Server.Identity.People;

/// <summary>Gives a person another address. Whether the caller may is decided before.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Email">The new one.</param>
/// <param name="Confirmed">Whether mail to it is known to arrive.</param>
internal sealed record ChangeEmail(long AccountId, string Email, bool Confirmed);

/// <summary>Does <see cref="ChangeEmail"/>.</summary>
internal sealed class ChangeEmailHandler(IWriter writer)
{
    /// <summary>True when it changed. Refused with a fault of <c>email</c>, or for an account that is gone.</summary>
    public Task<Outcome<bool>> RunAsync(ChangeEmail change, CancellationToken cancellation)
    {
        string normalized = EmailAddresses.Normalize(change.Email);
        return writer.RunAsync<bool>(
            async work =>
            {
                if (normalized.Length == 0)
                {
                    return Refused.Invalid("email", "invalid", "is invalid");
                }

                Login? login = await work.Db.Logins.FindAsync([change.AccountId], cancellation);
                if (login is null)
                {
                    return Refused.NotFound;
                }

                EmailAddress? taken = await work.Db.EmailAddresses.FindAsync([normalized], cancellation);
                if (taken is not null && taken.AccountId != change.AccountId)
                {
                    return Refused.Invalid("email", "taken", "has already been taken");
                }

                if (taken is null)
                {
                    await work.Db.EmailAddresses.Where(e => e.AccountId == change.AccountId).ExecuteDeleteAsync(cancellation);
                    work.Db.EmailAddresses.Add(new EmailAddress { Normalized = normalized, AccountId = change.AccountId });
                }

                login.Email = change.Email.Trim();
                login.EmailConfirmedAt = change.Confirmed ? work.Now : null;
                work.Raise(new AccessRevoked(change.AccountId, null));
                return taken is null;
            },
            cancellation
        );
    }
}
