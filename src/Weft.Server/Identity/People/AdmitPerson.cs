using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Server.Identity.People;

/// <summary>Lets in somebody who waits for approval, in the name of whoever has the server's command line.</summary>
/// <param name="AccountId">Who.</param>
internal sealed record AdmitPerson(long AccountId);

/// <summary>Does <see cref="AdmitPerson"/>.</summary>
internal sealed class AdmitPersonHandler(IWriter writer)
{
    /// <summary>True when they waited. Refused for an account that is gone.</summary>
    public Task<Outcome<bool>> RunAsync(AdmitPerson admit, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                Login? login = await work.Db.Logins.FindAsync([admit.AccountId], cancellation);
                if (login is null)
                {
                    return Refused.NotFound;
                }

                bool waited = login.ApprovedAt is null;
                login.ApprovedAt ??= work.Now;
                return waited;
            },
            cancellation
        );
}
