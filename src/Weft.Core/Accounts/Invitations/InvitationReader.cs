using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Invitations;

/// <summary>An invitation, for those who moderate.</summary>
/// <param name="Invitation">The row.</param>
/// <param name="Creator">Who made it; null for the command line.</param>
public sealed record MadeInvitation(Invitation Invitation, AccountModel? Creator);

/// <summary>Reads invitations.</summary>
public sealed class InvitationReader(IDbContextFactory<WeftDb> contexts, AccountReader accounts, TimeProvider clock)
{
    /// <summary>True when somebody may sign up with this code now.</summary>
    public async Task<bool> IsOpenAsync(string code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length is 0 or > 64 || !code.All(char.IsAsciiLetterOrDigit))
        {
            return false;
        }

        DateTimeOffset now = Moment.Now(clock);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Invitations.Open(db, now).AnyAsync(i => i.Code == code, cancellation);
    }

    /// <summary>Those that let somebody in, the newest first. For those who moderate alone: the caller has made sure of that.</summary>
    public async Task<Page<MadeInvitation>> ReadAsync(PageRequest page, CancellationToken cancellation)
    {
        long below = page.Below;
        DateTimeOffset now = Moment.Now(clock);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<Invitation> made = await db
            .Invitations.Open(db, now)
            .Where(i => i.Id < below)
            .OrderByDescending(i => i.Id)
            .Take(page.Limit)
            .ToListAsync(cancellation);
        Dictionary<long, AccountModel> creators = await accounts.ReadByIdAsync(made.Select(i => i.CreatorId).OfType<long>(), cancellation);
        return new Page<MadeInvitation>(
            [.. made.Select(i => new MadeInvitation(i, creators.GetValueOrDefault(i.CreatorId ?? 0)))],
            made.FirstOrDefault()?.Id,
            made.LastOrDefault()?.Id,
            made.Count == page.Limit
        );
    }
}
