using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Apps;

/// <summary>Finds the app behind a <c>client_id</c>.</summary>
internal static class FindApp
{
    private const int MaxLength = 64;

    /// <summary>The app; null for none, and for what cannot be one of our ids.</summary>
    public static async Task<ClientApp?> FindAsync(WeftDb db, string? clientId, CancellationToken cancellation) =>
        clientId is { Length: > 0 and <= MaxLength } && clientId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? await db.Apps.FirstOrDefaultAsync(a => a.ClientId == clientId, cancellation)
            : null;
}
