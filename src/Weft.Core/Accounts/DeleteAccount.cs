using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Ends an account for good, with all that it owns. Asking for the password is the door's.</summary>
/// <param name="AccountId">Which account.</param>
public sealed record DeleteAccount(long AccountId);

/// <summary>Does <see cref="DeleteAccount"/>.</summary>
public sealed class DeleteAccountHandler(IWriter writer)
{
    /// <summary>True when the account was there; doing it twice is no fault. The name stays taken, the e-mail address is free.</summary>
    public Task<Outcome<bool>> RunAsync(DeleteAccount delete, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(delete);
        return writer.RunAsync<bool>(
            async work => await AccountEnd.EraseAsync(work, delete.AccountId, keepHandle: true, cancellation),
            cancellation
        );
    }
}
