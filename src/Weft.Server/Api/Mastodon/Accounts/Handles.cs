using Weft.Core;
using Weft.Core.Accounts;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Finds accounts by what people type and paste: <c>name</c>, <c>@name</c>, <c>name@this.server</c>, the address of a profile.</summary>
internal sealed class Handles(Addresses addresses, AccountReader accounts)
{
    /// <summary>The account with exactly this handle; null when there is none, or when it is another server's.</summary>
    public async Task<AccountModel?> FindAsync(string handle, CancellationToken cancellation) =>
        LocalName(handle) is string name ? await accounts.FindByUsernameAsync(name, cancellation) : null;

    /// <summary>Accounts that a search finds: one alone for a whole handle with this server's name.</summary>
    public async Task<IReadOnlyList<AccountModel>> SearchAsync(
        string query,
        long? viewerId,
        SearchPart part,
        bool onlyFollowing,
        CancellationToken cancellation
    )
    {
        string text = query.Trim();
        return LocalName(text) is string name ? await accounts.SearchAsync(name, viewerId, part, onlyFollowing, cancellation) : [];
    }

    /// <summary>The part before this server's name; null for another server's handle.</summary>
    private string? LocalName(string handle)
    {
        string bare = handle.StartsWith("acct:", StringComparison.Ordinal) ? handle[5..] : handle;
        int at = bare.IndexOf('@', 1 <= bare.Length ? 1 : 0);
        return at < 0 ? bare
            : bare.AsSpan(at + 1).Equals(addresses.Domain, StringComparison.OrdinalIgnoreCase) ? bare[..at]
            : null;
    }
}
