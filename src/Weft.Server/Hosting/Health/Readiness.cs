using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Server.Hosting.Health;

/// <summary>Whether this process can serve: it has started, and its database answers.</summary>
internal sealed class Readiness(IDbContextFactory<WeftDb> contexts, IDialect dialect)
{
    private volatile bool started;

    /// <summary>Called once, when migrations and warm-up are done.</summary>
    public void Started() => started = true;

    /// <summary>Null when ready; else what is missing.</summary>
    public async Task<string?> MissingAsync(CancellationToken cancellation)
    {
        if (!started)
        {
            return "starting";
        }

        try
        {
            await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
            await db.Settings.AnyAsync(cancellation);
            return null;
        }
        catch (Exception fault) when (dialect.IsUnavailable(fault))
        {
            return "database";
        }
    }
}
