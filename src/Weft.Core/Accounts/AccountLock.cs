using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>
/// Holds account rows until the command's transaction ends, so that two commands about the same people (a follow and a
/// block, a follow and the end of the account) do not pass each other unseen. Only PostgreSQL needs it: SQLite runs
/// commands one after the other. To keep deadlocks rare, hold those acted upon before those who act.
/// </summary>
internal static class AccountLock
{
    private const string Select = "SELECT \"Id\" AS \"Value\" FROM \"Accounts\" WHERE \"Id\" = ANY({0}) ORDER BY \"Id\" ";
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>False on SQLite, where commands cannot run beside each other.</summary>
    public static bool IsNeeded(WeftDb db) => db.Database.ProviderName != Sqlite;

    /// <summary>They cannot be deleted meanwhile; any number of commands may hold the same account so.</summary>
    /// <returns>False when one of them does not exist.</returns>
    public static async Task<bool> KeepAsync(Work work, CancellationToken cancellation, params long[] ids) =>
        (await HoldAsync(work, Select + "FOR KEY SHARE", ids, cancellation)).Count == ids.Length;

    /// <summary>They cannot change meanwhile; any number of commands may hold the same account so.</summary>
    /// <returns>False when one of them does not exist.</returns>
    public static async Task<bool> FreezeAsync(Work work, CancellationToken cancellation, params long[] ids) =>
        (await HoldAsync(work, Select + "FOR SHARE", ids, cancellation)).Count == ids.Length;

    /// <summary>No other command changes, freezes or holds them like this meanwhile.</summary>
    /// <returns>False when one of them does not exist.</returns>
    public static async Task<bool> TakeAsync(Work work, CancellationToken cancellation, params long[] ids) =>
        (await TakeThoseAsync(work, cancellation, ids)).Count == ids.Length;

    /// <summary>As <see cref="TakeAsync"/>, for those that exist.</summary>
    /// <returns>Which ones do.</returns>
    public static Task<List<long>> TakeThoseAsync(Work work, CancellationToken cancellation, params long[] ids) =>
        HoldAsync(work, Select + "FOR NO KEY UPDATE", ids, cancellation);

    private static Task<List<long>> HoldAsync(Work work, string sql, long[] ids, CancellationToken cancellation) =>
        IsNeeded(work.Db)
            ? work.Db.Database.SqlQueryRaw<long>(sql, ids).ToListAsync(cancellation)
            : work.Db.Accounts.Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellation);
}
