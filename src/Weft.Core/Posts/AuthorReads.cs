using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>What an account's posts are like where nothing else is said.</summary>
/// <param name="Visibility">Who sees them.</param>
/// <param name="Sensitive">Whether media are veiled.</param>
/// <param name="Language">Their language.</param>
/// <param name="QuotePolicy">Who may quote them.</param>
/// <param name="IsFollowedElsewhere">Whether somebody of another server follows the account.</param>
internal sealed record AuthorDefaults(
    Visibility Visibility,
    bool Sensitive,
    string? Language,
    InteractionPolicy QuotePolicy,
    bool IsFollowedElsewhere
);

/// <summary>What each post asks of its author, compiled.</summary>
internal static class AuthorReads
{
    private static readonly CompiledQuery<Func<WeftDb, long, CancellationToken, Task<AuthorDefaults?>>> Defaults = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long id, CancellationToken cancellation) =>
                db
                    .Accounts.Where(a => a.Id == id)
                    .Select(a => new AuthorDefaults(
                        a.DefaultVisibility,
                        a.DefaultSensitive,
                        a.DefaultLanguage,
                        a.DefaultQuotePolicy,
                        db.Follows.Any(f => f.FolloweeId == a.Id && f.Uri != null)
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

    /// <summary>The author's defaults; null when the account is gone.</summary>
    public static Task<AuthorDefaults?> DefaultsAsync(WeftDb db, long authorId, CancellationToken cancellation) =>
        Defaults.For(db)(db, authorId, cancellation);

    /// <summary>The followers who asked to be told of each post, in the order of the index that holds them alone.</summary>
    public static IAsyncEnumerable<long> ListenersAsync(WeftDb db, long authorId) => Listeners.For(db)(db, authorId);
}
