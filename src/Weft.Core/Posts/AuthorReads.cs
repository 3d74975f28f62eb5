using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>The author of a new post, as it was before.</summary>
/// <param name="Account">The account's row, with what its posts are like where nothing else is said.</param>
/// <param name="PendingFollowers">Followers that are noted down and not yet counted in the row.</param>
/// <param name="IsFollowedElsewhere">Whether somebody of another server follows the account.</param>
/// <param name="HasListeners">Whether a follower asked to be told of each post.</param>
internal sealed record Author(Account Account, int PendingFollowers, bool IsFollowedElsewhere, bool HasListeners);

/// <summary>What each post asks of its author, compiled.</summary>
internal static class AuthorReads
{
    private static readonly CompiledQuery<Func<WeftDb, long, CancellationToken, Task<Author?>>> Authors = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long id, CancellationToken cancellation) =>
                db
                    .Accounts.AsNoTracking()
                    .Where(a => a.Id == id)
                    .Select(a => new Author(
                        a,
                        db.CountChanges.Where(c => c.TargetId == a.Id && c.Kind == CountKind.Followers).Sum(c => c.Delta),
                        db.Follows.Any(f => f.FolloweeId == a.Id && f.Uri != null),
                        db.Follows.Any(f => f.FolloweeId == a.Id && f.Notify)
                    ))
                    .FirstOrDefault()
        )
    );

    private static readonly CompiledQuery<Func<WeftDb, long, IAsyncEnumerable<long>>> Listeners = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long authorId) =>
                db
                    .Follows.Where(f => f.FolloweeId == authorId && f.Notify)
                    .OrderBy(f => f.FollowerId)
                    .Take(MassNotifier.Limit)
                    .Select(f => f.FollowerId)
        )
    );

    /// <summary>The author; null when the account is gone.</summary>
    public static Task<Author?> FindAsync(WeftDb db, long authorId, CancellationToken cancellation) =>
        Authors.For(db)(db, authorId, cancellation);

    /// <summary>The followers who asked to be told of each post, in the order of the index that holds them alone.</summary>
    public static IAsyncEnumerable<long> ListenersAsync(WeftDb db, long authorId) => Listeners.For(db)(db, authorId);
}
