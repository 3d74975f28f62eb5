using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>How much there is on this server, for its public description. Counted anew every few minutes at most.</summary>
public sealed class ServerFigures(IDbContextFactory<WeftDb> contexts, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private Kept? kept;

    /// <summary>What was counted.</summary>
    /// <param name="Accounts">All accounts of this server.</param>
    /// <param name="Posts">Their posts and reposts.</param>
    /// <param name="ActiveMonth">Accounts that posted in the last 30 days.</param>
    /// <param name="ActiveHalfYear">Accounts that posted in the last 180 days.</param>
    /// <param name="OwnerId">Whose server it is; null while nobody has said.</param>
    public sealed record Figures(int Accounts, int Posts, int ActiveMonth, int ActiveHalfYear, long? OwnerId);

    private sealed record Kept(Figures Figures, long ReadAt);

    /// <summary>The figures, at most five minutes old. Scans all accounts, on all shards.</summary>
    public async Task<Figures> ReadAsync(CancellationToken cancellation)
    {
        if (kept is Kept last && clock.GetElapsedTime(last.ReadAt) < Lifetime)
        {
            return last.Figures;
        }

        DateTimeOffset now = Moment.Now(clock);
        DateTimeOffset month = now.AddDays(-30);
        DateTimeOffset halfYear = now.AddDays(-180);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        long posts = await db.Accounts.Where(a => a.Domain == null).SumAsync(a => (long)a.PostsCount, cancellation);
        Figures figures = new(
            await db.Accounts.CountAsync(a => a.Domain == null, cancellation),
            (int)Math.Min(posts, int.MaxValue),
            await db.Accounts.CountAsync(a => a.Domain == null && a.LastPostAt >= month, cancellation),
            await db.Accounts.CountAsync(a => a.Domain == null && a.LastPostAt >= halfYear, cancellation),
            await db.Logins.Where(l => l.Role == Role.Owner).Select(l => (long?)l.AccountId).FirstOrDefaultAsync(cancellation)
        );
        kept = new Kept(figures, clock.GetTimestamp());
        return figures;
    }
}
