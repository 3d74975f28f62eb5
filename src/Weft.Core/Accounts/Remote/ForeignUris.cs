using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Remote;

/// <summary>What is gone at its own server stays away here.</summary>
public static class ForeignUris
{
    /// <summary>Marks an id as gone, known or not, so that what comes late is not taken.</summary>
    public static async Task MarkGoneAsync(Work work, string uri, ForeignKind kind, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (await work.Db.ForeignUris.FindAsync([uri], cancellation) is ForeignUri known)
        {
            known.GoneAt ??= work.Now;
            return;
        }

        work.Db.ForeignUris.Add(
            new ForeignUri
            {
                Uri = uri,
                Kind = kind,
                GoneAt = work.Now,
            }
        );
    }

    /// <summary>True when something has that id, or had it.</summary>
    internal static Task<bool> IsTakenAsync(Work work, string uri, CancellationToken cancellation) =>
        work.Db.ForeignUris.AnyAsync(u => u.Uri == uri, cancellation);

    /// <summary>Keeps the id of something that has come.</summary>
    internal static void Keep(Work work, string uri, ForeignKind kind, long localId) =>
        work.Statements.Insert(
            new ForeignUri
            {
                Uri = uri,
                Kind = kind,
                LocalId = localId,
            }
        );

    /// <summary>Forgets the ids of all posts of an account that ends.</summary>
    internal static Task ForgetPostsAsync(Work work, long accountId, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        IQueryable<long> own = db.Posts.Where(p => p.AuthorId == accountId).Select(p => p.Id);
        return db.ForeignUris.Where(u => u.Kind == ForeignKind.Post && own.Contains(u.LocalId)).ExecuteDeleteAsync(cancellation);
    }
}
