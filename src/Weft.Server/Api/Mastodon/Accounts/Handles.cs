using Weft.Core;
using Weft.Core.Accounts;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Finds accounts by what people type and paste: <c>name</c>, <c>@name</c>, <c>name@this.server</c>, the address of a profile.</summary>
internal sealed class Handles(Addresses addresses, AccountReader accounts)
{
    /// <summary>The account with exactly this handle, as far as this server knows it; null when it does not.</summary>
    public Task<AccountModel?> FindAsync(string handle, CancellationToken cancellation) =>
        accounts.FindByUsernameAsync(Known(handle), cancellation);

    /// <summary>Accounts that a search finds: one alone for a whole handle with this server's name.</summary>
    public Task<IReadOnlyList<AccountModel>> SearchAsync(
        string query,
        long? viewerId,
        SearchPart part,
        bool onlyFollowing,
        CancellationToken cancellation
    ) => accounts.SearchAsync(Known(query.Trim()), viewerId, part, onlyFollowing, cancellation);

    /// <summary>The handle as it is kept: without this server's name.</summary>
    private string Known(string handle)
    {
        string bare = handle.StartsWith("acct:", StringComparison.Ordinal) ? handle[5..] : handle;
        int at = bare.IndexOf('@', 1 <= bare.Length ? 1 : 0);
        return at >= 0 && bare.AsSpan(at + 1).Equals(addresses.Domain, StringComparison.OrdinalIgnoreCase) ? bare[..at] : bare;
    }
}
