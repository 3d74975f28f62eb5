using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>What somebody's posts are like when nothing else is said. For the person alone.</summary>
public sealed class AccountPreferences(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>The account's row, with its defaults; null when there is none.</summary>
    public async Task<Account?> FindAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Accounts.FirstOrDefaultAsync(a => a.Id == accountId, cancellation);
    }

    /// <summary>Who sees a post when nothing else is said.</summary>
    public async Task<Visibility> DefaultVisibilityAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Accounts.Where(a => a.Id == accountId).Select(a => a.DefaultVisibility).FirstOrDefaultAsync(cancellation);
    }
}
