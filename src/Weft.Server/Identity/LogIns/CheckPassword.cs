using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;
using Weft.Server.Identity.People;

namespace Weft.Server.Identity.LogIns;

/// <summary>Finds out whether somebody is who they say.</summary>
/// <param name="NameOrEmail">What they call themselves.</param>
/// <param name="Password">What only they know.</param>
internal sealed record CheckPassword(string NameOrEmail, string Password);

/// <summary>
/// Does <see cref="CheckPassword"/>. After ten wrong passwords in a row no password is right for a quarter of an hour.
/// An unknown name, a wrong password and a paused account get the same answer after the same work.
/// </summary>
internal sealed class CheckPasswordHandler(IDbContextFactory<WeftDb> contexts, IWriter writer, Passwords passwords, TimeProvider clock)
{
    /// <summary>What is said whenever somebody is not let in.</summary>
    public const string Wrong =
        "That name and that password don’t belong together. After ten wrong tries in a row we wait for a quarter of an hour.";

    private const int MaxWrong = 10;
    private const string Failures = "log-in-failures";
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    /// <summary>The person. Refused, always alike, when it is not them.</summary>
    public async Task<Outcome<Person>> RunAsync(CheckPassword check, CancellationToken cancellation)
    {
        Person? person;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            person = await FindPerson.FindAsync(db, check.NameOrEmail, cancellation);
        }

        return await CheckAsync(person, check.Password, cancellation);
    }

    /// <summary>The same for somebody who is logged in and does something that needs the password again.</summary>
    public async Task<Outcome<Person>> RunAsync(long accountId, string password, CancellationToken cancellation)
    {
        Person? person;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            person = await FindPerson.FindAsync(db, accountId, cancellation);
        }

        return await CheckAsync(person, password, cancellation);
    }

    private async Task<Outcome<Person>> CheckAsync(Person? person, string password, CancellationToken cancellation)
    {
        bool matches = passwords.Matches(person?.Login.PasswordHash, password);
        if (person is null || !matches || person.Login.LockedUntil > clock.GetUtcNow())
        {
            await CountAsync(person?.Id ?? 0, cancellation);
            return Refused.NotAllowed(Wrong);
        }

        if (person.Login.FailedCount > 0)
        {
            await ForgetAsync(person.Id, cancellation);
        }

        return person;
    }

    private Task<Outcome<bool>> CountAsync(long accountId, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                DateTimeOffset? until = work.Now + Pause;
                await work
                    .Db.Logins.Where(l => l.AccountId == accountId && l.LockedUntil <= work.Now)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(l => l.FailedCount, 0).SetProperty(l => l.LockedUntil, (DateTimeOffset?)null),
                        cancellation
                    );
                await work
                    .Db.Logins.Where(l => l.AccountId == accountId && l.LockedUntil == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(l => l.FailedCount, l => l.FailedCount + 1), cancellation);
                await work
                    .Db.Logins.Where(l => l.AccountId == accountId && l.LockedUntil == null && l.FailedCount >= MaxWrong)
                    .ExecuteUpdateAsync(set => set.SetProperty(l => l.LockedUntil, until), cancellation);
                // A row that changes for every failure: else a name that does not exist would be answered without a write, and sooner.
                await KeepMomentAsync(work, cancellation);
                return true;
            },
            cancellation
        );

    private Task<Outcome<bool>> ForgetAsync(long accountId, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                await work
                    .Db.Logins.Where(l => l.AccountId == accountId)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(l => l.FailedCount, 0).SetProperty(l => l.LockedUntil, (DateTimeOffset?)null),
                        cancellation
                    );
                return true;
            },
            cancellation
        );

    private static async Task KeepMomentAsync(Work work, CancellationToken cancellation)
    {
        string moment = work.Now.ToString("O");
        int kept = await work
            .Db.Settings.Where(s => s.Name == Failures)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Value, moment), cancellation);
        if (kept == 0)
        {
            work.Db.Settings.Add(new Setting { Name = Failures, Value = moment });
        }
    }
}
