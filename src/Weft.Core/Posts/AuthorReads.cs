using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>What an account's posts are like where nothing else is said.</summary>
internal sealed record AuthorDefaults(Visibility Visibility, bool Sensitive, string? Language, InteractionPolicy QuotePolicy);

/// <summary>
/// What each post asks of its author, compiled. One for each host, since a compiled query belongs to the model of one
/// database.
/// </summary>
internal sealed class AuthorReads
{
    /// <summary>The author's defaults; null when the account is gone.</summary>
    public Func<WeftDb, long, Task<AuthorDefaults?>> Defaults { get; } =
        EF.CompileAsyncQuery(
            (WeftDb db, long id) =>
                db
                    .Accounts.Where(a => a.Id == id)
                    .Select(a => new AuthorDefaults(a.DefaultVisibility, a.DefaultSensitive, a.DefaultLanguage, a.DefaultQuotePolicy))
                    .FirstOrDefault()
        );

    /// <summary>The followers who asked to be told of each post. The order is that of the index that holds them alone.</summary>
    public Func<WeftDb, long, IAsyncEnumerable<long>> Listeners { get; } =
        EF.CompileAsyncQuery(
            (WeftDb db, long authorId) =>
                db
                    .Follows.Where(f => f.FolloweeId == authorId && f.Notify)
                    .OrderBy(f => f.FollowerId)
                    .Take(MassNotifier.Limit)
                    .Select(f => f.FollowerId)
        );
}
