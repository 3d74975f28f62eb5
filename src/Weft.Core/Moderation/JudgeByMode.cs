using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Moderation;

/// <summary>
/// At a start: when this server speaks with others by another mode than before, everybody's standing is decided anew. Cuts
/// no follows, so that a mode set by mistake can be set back.
/// </summary>
public sealed class JudgeByModeHandler(IDbContextFactory<WeftDb> contexts, IWriter writer, FederationMode mode)
{
    private const string Name = "hosts.mode";

    /// <summary>True when the mode has changed.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        string now = mode.AllowListOnly ? "allow-list" : "open";
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            string? before = await db.Settings.Where(s => s.Name == Name).Select(s => s.Value).FirstOrDefaultAsync(cancellation);
            if ((before ?? "open") == now)
            {
                return false;
            }
        }

        await writer.RunAsync<bool>(
            async work =>
            {
                await Standings.ApplyToAllAsync(work, mode, cancellation);
                await Standings.SetAsync(work, Name, now, cancellation);
                await Standings.TellAsync(work, cancellation);
                return true;
            },
            cancellation
        );
        return true;
    }
}
