using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;

namespace Weft.Server.Identity.Setup;

/// <summary>
/// A new server belongs to whoever can read what it prints: a link that works once and makes its owner. Each start
/// without an owner makes a new link and voids the one before.
/// </summary>
internal sealed class OwnerSetup(
    IWriter writer,
    IDbContextFactory<WeftDb> contexts,
    SignUpHandler signUp,
    Passwords passwords,
    WeftOptions options
)
{
    private const string Name = "setup-key";

    /// <summary>A new link; null when the server has an owner.</summary>
    public async Task<string?> IssueAsync(CancellationToken cancellation)
    {
        string key = Secret.New();
        Outcome<bool> kept = await writer.RunAsync<bool>(
            async work =>
            {
                if (await work.Db.Logins.AnyAsync(l => l.Role == Role.Owner, cancellation))
                {
                    return Refused.NotFound;
                }

                await PutAsync(work, Hash(key), cancellation);
                return true;
            },
            cancellation
        );
        return kept.Succeeded ? $"{options.Origin}/setup?key={key}" : null;
    }

    /// <summary>True while the key works.</summary>
    public async Task<bool> WorksAsync(string key, CancellationToken cancellation)
    {
        string hash = Hash(key);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Settings.AnyAsync(s => s.Name == Name && s.Value == hash, cancellation)
            && !await db.Logins.AnyAsync(l => l.Role == Role.Owner, cancellation);
    }

    /// <summary>Makes the owner. Refused with faults for wrong fields (the key works on then), or for a key that does not work.</summary>
    public async Task<Outcome<long>> RunAsync(string key, string username, string email, string password, CancellationToken cancellation)
    {
        string hash = Hash(key);
        if (!await TakeAsync(hash, cancellation))
        {
            return Refused.NotFound;
        }

        FieldFault? fault = Passwords.Check(password, username, email);
        SignUp owner = new(username, email, fault is null ? passwords.Hash(password) : null)
        {
            Role = Role.Owner,
            Confirmed = true,
            Faults = fault is null ? [] : [fault],
        };
        Outcome<long> made = await signUp.RunAsync(owner, cancellation);
        if (!made.Succeeded)
        {
            await GiveBackAsync(hash, cancellation);
        }

        return made;
    }

    /// <summary>One statement: of two requests at once only one has the key then.</summary>
    private async Task<bool> TakeAsync(string hash, CancellationToken cancellation)
    {
        Outcome<bool> taken = await writer.RunAsync<bool>(
            async work =>
            {
                bool had = await work.Db.Settings.Where(s => s.Name == Name && s.Value == hash).ExecuteDeleteAsync(cancellation) == 1;
                return had && !await work.Db.Logins.AnyAsync(l => l.Role == Role.Owner, cancellation);
            },
            cancellation
        );
        return taken.Value;
    }

    private Task<Outcome<bool>> GiveBackAsync(string hash, CancellationToken cancellation) =>
        writer.RunAsync<bool>(
            async work =>
            {
                await PutAsync(work, hash, cancellation);
                return true;
            },
            cancellation
        );

    private static async Task PutAsync(Work work, string hash, CancellationToken cancellation)
    {
        Setting? setting = await work.Db.Settings.FindAsync([Name], cancellation);
        if (setting is null)
        {
            work.Db.Settings.Add(new Setting { Name = Name, Value = hash });
        }
        else
        {
            setting.Value = hash;
        }
    }

    private static string Hash(string key) => Convert.ToHexString(Secret.Hash(key));
}
