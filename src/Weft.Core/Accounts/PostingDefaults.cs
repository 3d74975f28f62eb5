using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>What holds for somebody's posts when nothing else is said.</summary>
/// <param name="Visibility">Who sees them.</param>
/// <param name="Sensitive">Whether media are veiled.</param>
/// <param name="Language">Their language; null for none.</param>
/// <param name="QuotePolicy">Who may quote them.</param>
public sealed record PostingDefaults(Visibility Visibility, bool Sensitive, string? Language, InteractionPolicy QuotePolicy);

/// <summary>Reads what holds for posts. For the person alone.</summary>
public sealed class PostingDefaultsReader(IDbContextFactory<WeftDb> contexts)
{
    /// <summary>The account's own; those of a new account when it is gone.</summary>
    public async Task<PostingDefaults> ReadAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
                .Accounts.Where(a => a.Id == accountId)
                .Select(a => new PostingDefaults(a.DefaultVisibility, a.DefaultSensitive, a.DefaultLanguage, a.DefaultQuotePolicy))
                .FirstOrDefaultAsync(cancellation)
            ?? new PostingDefaults(Visibility.Public, false, null, InteractionPolicy.Everyone);
    }
}
