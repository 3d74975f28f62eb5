using System.Security.Cryptography;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.Sessions;

namespace Weft.Server.Identity.LogIns;

/// <summary>Gives an account a new password and logs its browsers out. Whether the caller may is decided before.</summary>
/// <param name="AccountId">Whose.</param>
/// <param name="Password">The new one.</param>
internal sealed record SetPassword(long AccountId, string Password)
{
    /// <summary>The session that stays logged in; null for none.</summary>
    public long? KeepSession { get; init; }

    /// <summary>Whether apps lose their access too.</summary>
    public bool RevokeApps { get; init; }

    /// <summary>The security stamp at which the change was allowed; null for whichever there is.</summary>
    public string? Stamp { get; init; }

    /// <summary>True when the person has shown that mail to the address arrives.</summary>
    public bool ConfirmsEmail { get; init; }
}

/// <summary>Does <see cref="SetPassword"/>.</summary>
internal sealed class SetPasswordHandler(IWriter writer, Passwords passwords)
{
    /// <summary>True when it is set. Refused with a fault of <c>password</c>, or when the account or its stamp is gone.</summary>
    public async Task<Outcome<bool>> RunAsync(SetPassword set, CancellationToken cancellation)
    {
        if (Passwords.Check(set.Password) is FieldFault fault)
        {
            return Refused.Invalid([fault]);
        }

        string hash = passwords.Hash(set.Password);
        return await writer.RunAsync<bool>(
            async work =>
            {
                Login? login = await work.Db.Logins.FindAsync([set.AccountId], cancellation);
                if (login is null || set.Stamp is not null && set.Stamp != login.SecurityStamp)
                {
                    return Refused.NotFound;
                }

                login.PasswordHash = hash;
                login.SecurityStamp = NewStamp();
                login.FailedCount = 0;
                login.LockedUntil = null;
                login.EmailConfirmedAt ??= set.ConfirmsEmail ? work.Now : null;
                await EndOtherSessionsHandler.InAsync(work, new EndOtherSessions(set.AccountId, set.KeepSession), cancellation);
                if (set.RevokeApps)
                {
                    await RevokeAppHandler.AllInAsync(work, set.AccountId, cancellation);
                }

                return true;
            },
            cancellation
        );
    }

    /// <summary>A stamp that voids links signed with the one before.</summary>
    internal static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
}
