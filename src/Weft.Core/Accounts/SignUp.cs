using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Access;
using Weft.Core.Accounts.Invitations;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Makes a local account. Whether registration is open is the door's to ask.</summary>
/// <param name="Username">The wanted name; compared without regard to case.</param>
/// <param name="Email">The address.</param>
/// <param name="PasswordHash">An ASP.NET Core Identity hash; null when only passkeys let in. Checking the password is the door's.</param>
public sealed record SignUp(string Username, string Email, string? PasswordHash)
{
    /// <summary>Why the person wants to join, up to 500 characters.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The language of pages and mails, such as <c>en</c> or <c>pt-BR</c>; anything else counts as <c>en</c>.</summary>
    public string Locale { get; init; } = "en";

    /// <summary>What the person may do beyond the own account. Admins and the owner may take reserved names.</summary>
    public Role Role { get; init; }

    /// <summary>True when the address need not be confirmed.</summary>
    public bool Confirmed { get; init; }

    /// <summary>False when a moderator has to approve first; those who moderate are then told.</summary>
    public bool Approved { get; init; } = true;

    /// <summary>The code of the invitation by which somebody comes; null for none. One of its uses is taken.</summary>
    public string? Invitation { get; init; }

    /// <summary>What the door has found wrong by itself (the password, say): told together with the rest.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];
}

/// <summary>Does <see cref="SignUp"/>.</summary>
public sealed class SignUpHandler(IWriter writer)
{
    /// <summary>Why somebody with an invitation may not sign up.</summary>
    public const string InvitationSpent = "This invitation is used up, expired or taken back. Ask for a new one.";

    private const int MaxReason = 500;

    /// <summary>How many of those who moderate are told that somebody waits.</summary>
    private const int MaxTold = 20;

    /// <summary>
    /// The new account's id. Refused with a fault for each wrong field (<c>username</c>, <c>email</c>, <c>reason</c>), and
    /// when the invitation lets nobody in any more.
    /// </summary>
    public async Task<Outcome<long>> RunAsync(SignUp signUp, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signUp);
        string username = Usernames.Normalize(signUp.Username);
        List<FieldFault> faults = [.. Check(signUp, username), .. signUp.Faults];
        return await writer.RunAsync(work => RunAsync(work, signUp, username, faults, cancellation), cancellation);
    }

    private static IEnumerable<FieldFault> Check(SignUp signUp, string username)
    {
        if (Usernames.Check(username, signUp.Role >= Role.Admin) is FieldFault name)
        {
            yield return name;
        }

        if (EmailAddresses.Check(signUp.Email) is FieldFault email)
        {
            yield return email;
        }

        if (signUp.Reason.Length > MaxReason)
        {
            yield return new FieldFault("reason", "too_long", $"is too long (maximum is {MaxReason} characters)");
        }
    }

    private static async Task<Outcome<long>> RunAsync(
        Work work,
        SignUp signUp,
        string username,
        IReadOnlyList<FieldFault> faults,
        CancellationToken cancellation
    )
    {
        string normalized = EmailAddresses.Normalize(signUp.Email);
        List<FieldFault> all = [.. faults];
        if (faults.All(f => f.Field != "username") && await work.Db.Handles.AnyAsync(h => h.Name == username, cancellation))
        {
            all.Add(new FieldFault("username", "taken", "has already been taken"));
        }

        if (faults.All(f => f.Field != "email") && await work.Db.EmailAddresses.AnyAsync(e => e.Normalized == normalized, cancellation))
        {
            all.Add(new FieldFault("email", "taken", "has already been taken"));
        }

        if (all.Count > 0)
        {
            return Refused.Invalid(all);
        }

        if (signUp.Invitation is not null && !await TakeUseAsync(work, signUp.Invitation, cancellation))
        {
            return Refused.NotAllowed(InvitationSpent);
        }

        int shard = IdSource.PickShard();
        long id = work.Ids.Next(shard);
        work.Db.Handles.Add(new Handle { Name = username, AccountId = id });
        work.Db.EmailAddresses.Add(new EmailAddress { Normalized = normalized, AccountId = id });
        work.Db.Accounts.Add(
            new Account
            {
                Id = id,
                Shard = shard,
                Username = username,
                CreatedAt = work.Now,
            }
        );
        work.Db.Logins.Add(NewLogin(work, signUp, id, shard));
        if (!signUp.Approved)
        {
            await TellModeratorsAsync(work, id, cancellation);
        }

        return id;
    }

    /// <summary>In one statement with its condition, so that no more come than were invited.</summary>
    private static async Task<bool> TakeUseAsync(Work work, string code, CancellationToken cancellation) =>
        await work
            .Db.Invitations.Open(work.Db, work.Now)
            .Where(i => i.Code == code)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Uses, i => i.Uses + 1), cancellation) == 1;

    private static Login NewLogin(Work work, SignUp signUp, long id, int shard) =>
        new()
        {
            AccountId = id,
            Shard = shard,
            Email = signUp.Email.Trim(),
            PasswordHash = signUp.PasswordHash,
            SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20)),
            Role = signUp.Role,
            Locale = Locales.IsLocale(signUp.Locale) ? signUp.Locale : "en",
            CreatedAt = work.Now,
            EmailConfirmedAt = signUp.Confirmed ? work.Now : null,
            ApprovedAt = signUp.Approved ? work.Now : null,
            SignUpReason = signUp.Reason.Trim(),
        };

    private static async Task TellModeratorsAsync(Work work, long id, CancellationToken cancellation)
    {
        List<long> moderators = await work
            .Db.Logins.Where(l => l.Role >= Role.Moderator)
            .OrderByDescending(l => l.Role)
            .ThenBy(l => l.AccountId)
            .Select(l => l.AccountId)
            .Take(MaxTold)
            .ToListAsync(cancellation);
        foreach (long moderator in moderators)
        {
            await Notifier.AddAsync(work, NotificationKind.SignUp, moderator, id, null, null, cancellation);
        }
    }
}
