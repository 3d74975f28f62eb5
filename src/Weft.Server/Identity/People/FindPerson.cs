using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Storage;

namespace Weft.Server.Identity.People;

/// <summary>Finds the login behind what people write: a name, with or without @, or an e-mail address.</summary>
internal static class FindPerson
{
    /// <summary>The person; null for nobody.</summary>
    public static async Task<Person?> FindAsync(WeftDb db, string nameOrEmail, CancellationToken cancellation)
    {
        string text = nameOrEmail.Trim();
        if (text.Length > EmailAddresses.MaxLength)
        {
            return null;
        }

        IQueryable<long> ids;
        if (text.IndexOf('@', StringComparison.Ordinal) > 0)
        {
            string address = EmailAddresses.Normalize(text);
            ids = db.EmailAddresses.Where(e => e.Normalized == address).Select(e => e.AccountId);
        }
        else
        {
            string name = Usernames.Normalize(text);
            ids = db.Handles.Where(h => h.Name == name && h.RetiredAt == null).Select(h => h.AccountId);
        }

        return await People(db).Where(p => ids.Contains(p.Login.AccountId)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The person with that account; null for nobody.</summary>
    public static Task<Person?> FindAsync(WeftDb db, long accountId, CancellationToken cancellation) =>
        People(db).Where(p => p.Login.AccountId == accountId).FirstOrDefaultAsync(cancellation);

    private static IQueryable<Person> People(WeftDb db) =>
        from login in db.Logins.AsNoTracking()
        join account in db.Accounts on login.AccountId equals account.Id
        select new Person { Username = account.Username, Login = login };
}

/// <summary>Somebody with a local account.</summary>
internal sealed class Person
{
    /// <summary>The handle without @.</summary>
    public required string Username { get; init; }

    /// <summary>How they get in; a copy, not to be changed.</summary>
    public required Login Login { get; init; }

    /// <summary>Whose account.</summary>
    public long Id => Login.AccountId;
}
