using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Server.Identity.Passkeys;

/// <summary>Lets ASP.NET Core Identity's passkeys read and write ours. It makes, renames and removes no people.</summary>
internal sealed class PasskeyStore(IDbContextFactory<WeftDb> contexts, IWriter writer) : IUserPasskeyStore<PasskeyUser>
{
    /// <summary>How many one person may have.</summary>
    public const int MaxCount = 20;

    public async Task<PasskeyUser?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!long.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out long id))
        {
            return null;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db
            .Accounts.Where(a => a.Id == id && db.Logins.Any(l => l.AccountId == id))
            .Select(a => new PasskeyUser(userId, a.Username))
            .FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<PasskeyUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        string key = Base64Url.EncodeToString(credentialId);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellationToken);
        Passkey? passkey = await db.Passkeys.FirstOrDefaultAsync(p => p.CredentialId == key, cancellationToken);
        return passkey is null ? null : await FindByIdAsync(passkey.AccountId.ToString(CultureInfo.InvariantCulture), cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyUser user, CancellationToken cancellationToken)
    {
        long id = AccountId(user);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellationToken);
        List<Passkey> rows = await db
            .Passkeys.Where(p => p.AccountId == id)
            .OrderBy(p => p.CreatedAt)
            .ThenBy(p => p.CredentialId)
            .Take(MaxCount)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(PasskeyData.Read)];
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken)
    {
        string key = Base64Url.EncodeToString(credentialId);
        long id = AccountId(user);
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellationToken);
        Passkey? row = await db.Passkeys.FirstOrDefaultAsync(p => p.CredentialId == key && p.AccountId == id, cancellationToken);
        return row is null ? null : PasskeyData.Read(row);
    }

    /// <summary>Keeps a new one, or what has changed of one by being used.</summary>
    /// <exception cref="InvalidOperationException">The person has too many already, or it is another person's.</exception>
    public async Task AddOrUpdatePasskeyAsync(PasskeyUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        string key = Base64Url.EncodeToString(passkey.CredentialId);
        long id = AccountId(user);
        Outcome<bool> kept = await writer.RunAsync<bool>(
            async work =>
            {
                Passkey? row = await work.Db.Passkeys.FindAsync([key], cancellationToken);
                if (row is not null && row.AccountId != id)
                {
                    return Refused.NotAllowed("It is somebody else's.");
                }

                if (row is null && await work.Db.Passkeys.CountAsync(p => p.AccountId == id, cancellationToken) >= MaxCount)
                {
                    return Refused.NotAllowed("There are too many already.");
                }

                if (row is null)
                {
                    row = new Passkey
                    {
                        CredentialId = key,
                        AccountId = id,
                        Shard = SnowflakeId.ShardOf(id),
                        Data = "",
                        CreatedAt = work.Now,
                    };
                    work.Db.Passkeys.Add(row);
                }
                else
                {
                    row.LastUsedAt = work.Now;
                }

                row.Name = passkey.Name ?? "";
                row.Data = PasskeyData.Write(passkey);
                return true;
            },
            cancellationToken
        );
        if (kept.Refusal is Refusal.NotAllowed denied)
        {
            throw new InvalidOperationException(denied.Reason);
        }
    }

    public Task RemovePasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken)
    {
        string key = Base64Url.EncodeToString(credentialId);
        long id = AccountId(user);
        return writer.RunAsync<int>(
            async work =>
                await work.Db.Passkeys.Where(p => p.CredentialId == key && p.AccountId == id).ExecuteDeleteAsync(cancellationToken),
            cancellationToken
        );
    }

    public async Task<PasskeyUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellationToken);
        return await People.FindPerson.FindAsync(db, normalizedUserName, cancellationToken) is People.Person person
            ? new PasskeyUser(person.Id.ToString(CultureInfo.InvariantCulture), person.Username)
            : null;
    }

    public Task<string> GetUserIdAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Username);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Username);

    /// <summary>Nothing of it is kept: the name is the account's.</summary>
    public Task SetNormalizedUserNameAsync(PasskeyUser user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task SetUserNameAsync(PasskeyUser user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Names do not change.");

    public Task<IdentityResult> CreateAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("People sign up elsewhere.");

    /// <summary>UserManager updates the person after each change of a passkey; there is nothing to update.</summary>
    public Task<IdentityResult> UpdateAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult(IdentityResult.Success);

    public Task<IdentityResult> DeleteAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts end elsewhere.");

    public void Dispose() { }

    private static long AccountId(PasskeyUser user) => long.Parse(user.Id, CultureInfo.InvariantCulture);
}
