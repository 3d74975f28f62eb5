using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>
/// The post that somebody means to act on, found as far as that person may see it. Never a repost's row: who acts on a
/// repost means its original.
/// </summary>
internal sealed record PostTarget(
    long Id,
    long AuthorId,
    Visibility Visibility,
    long ConversationId,
    InteractionPolicy ReplyPolicy,
    InteractionPolicy QuotePolicy
)
{
    /// <summary>True when everyone may see it.</summary>
    public bool IsOpen => Visibility is Visibility.Public or Visibility.Unlisted;

    /// <summary>Finds the post; null when there is none, or none that the actor may see, or the actor's account is gone.</summary>
    public static async Task<PostTarget?> FindAsync(WeftDb db, long actorId, long postId, CancellationToken cancellation)
    {
        var row = await db
            .Posts.Where(p => p.Id == postId)
            .VisibleTo(db, actorId)
            .Where(p => db.Accounts.Any(a => a.Id == actorId))
            .Select(p => new
            {
                p.RepostOfId,
                Found = new PostTarget(p.Id, p.AuthorId, p.Visibility, p.ConversationId, p.ReplyPolicy, p.QuotePolicy),
            })
            .FirstOrDefaultAsync(cancellation);
        return row?.RepostOfId is long original ? await FindAsync(db, actorId, original, cancellation) : row?.Found;
    }

    /// <summary>
    /// Finds the post whoever may see it, for taking away what the actor did with it before it was hidden from the actor.
    /// </summary>
    public static Task<PostTarget?> FindEvenHiddenAsync(WeftDb db, long postId, CancellationToken cancellation) =>
        db
            .Posts.Where(p => p.Id == postId && p.RepostOfId == null || db.Posts.Any(r => r.Id == postId && r.RepostOfId == p.Id))
            .Select(p => new PostTarget(p.Id, p.AuthorId, p.Visibility, p.ConversationId, p.ReplyPolicy, p.QuotePolicy))
            .FirstOrDefaultAsync(cancellation);

    /// <summary>
    /// Keeps the post, its author and the actor from being deleted until the command's transaction ends: who deletes waits,
    /// and then takes along what the command wrote. Only PostgreSQL needs it: SQLite runs commands one after the other.
    /// </summary>
    /// <returns>False when one of them went away meanwhile.</returns>
    public async Task<bool> KeepAsync(Work work, long actorId, CancellationToken cancellation)
    {
        if (!AccountLock.IsNeeded(work.Db))
        {
            return true;
        }

        long[] people = AuthorId == actorId ? [actorId] : [AuthorId, actorId];
        if (!await AccountLock.KeepAsync(work, cancellation, people))
        {
            return false;
        }

        List<long> kept = await work
            .Db.Database.SqlQuery<long>($"""SELECT "Id" AS "Value" FROM "Posts" WHERE "Id" = {Id} FOR KEY SHARE""")
            .ToListAsync(cancellation);
        return kept.Count == 1;
    }

    /// <summary>Whether the author's policy lets the actor reply or quote. Asks the database only where the answer depends on it.</summary>
    /// <param name="db">The command's context.</param>
    /// <param name="policy">This post's policy for what the actor wants to do.</param>
    /// <param name="actorId">Who wants to.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> LetsAsync(WeftDb db, InteractionPolicy policy, long actorId, CancellationToken cancellation)
    {
        bool follows = policy == InteractionPolicy.Followers && await FollowsAsync(db, actorId, AuthorId, cancellation);
        bool followed = policy == InteractionPolicy.Followed && await FollowsAsync(db, AuthorId, actorId, cancellation);
        bool mentioned =
            policy == InteractionPolicy.Mentioned
            && await db.PostMentions.AnyAsync(m => m.PostId == Id && m.AccountId == actorId, cancellation);
        Stance stance = (follows ? Stance.Follows : Stance.None) | (followed ? Stance.FollowedBy : Stance.None);
        PostAudience audience = new(AuthorId, Visibility, null, mentioned ? [actorId] : []);
        return VisibilityRule.MayInteract(policy, audience, actorId, stance);
    }

    private static Task<bool> FollowsAsync(WeftDb db, long followerId, long followeeId, CancellationToken cancellation) =>
        db.Follows.AnyAsync(f => f.FollowerId == followerId && f.FolloweeId == followeeId, cancellation);
}
