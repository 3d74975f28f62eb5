using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>
/// The post that somebody means to act on, found as far as that person may see it. Never a repost's row: who acts on a
/// repost means its original.
/// </summary>
/// <param name="Facts">The post's own facts.</param>
/// <param name="Stance">What the actor is to the author; without mutes, which forbid nothing.</param>
/// <param name="MentionsActor">The post mentions the actor.</param>
/// <param name="ActorIsLocal">The actor is of this server.</param>
internal sealed record PostTarget(TargetFacts Facts, Stance Stance, bool MentionsActor, bool ActorIsLocal) : TargetFacts(Facts)
{
    // Each act begins with this, so it is translated once; who may see the post is then decided in memory.
    private static readonly CompiledQuery<Func<WeftDb, long, long, CancellationToken, Task<Row?>>> Query = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long actorId, long postId, CancellationToken cancellation) =>
                db
                    .Posts.Where(p => p.Id == postId && db.Accounts.Any(a => a.Id == actorId))
                    .Select(p => new Row(
                        new TargetFacts(
                            p.Id,
                            p.AuthorId,
                            p.Visibility,
                            p.ConversationId,
                            p.ReplyPolicy,
                            p.QuotePolicy,
                            p.QuoteOnRequest,
                            p.LikePolicy,
                            p.RepostPolicy,
                            p.Uri
                        )
                        {
                            Consent = p.Consent,
                            InReplyToAccountId = p.InReplyToAccountId,
                            ReplyOnRequest = p.ReplyOnRequest,
                            LikeOnRequest = p.LikeOnRequest,
                            RepostOnRequest = p.RepostOnRequest,
                            LooksAtActs = p.LooksAtActs,
                            Named = p.Named,
                        },
                        p.RepostOfId,
                        db.Follows.Any(f => f.FollowerId == actorId && f.FolloweeId == p.AuthorId),
                        db.Follows.Any(f => f.FollowerId == p.AuthorId && f.FolloweeId == actorId),
                        db.Blocks.Any(b => b.AccountId == actorId && b.TargetId == p.AuthorId),
                        db.Blocks.Any(b => b.AccountId == p.AuthorId && b.TargetId == actorId),
                        db.PostMentions.Any(m => m.PostId == p.Id && m.AccountId == actorId),
                        db.Accounts.Any(a => a.Id == actorId && a.Domain == null),
                        db.DomainBlocks.Any(b =>
                            (b.AccountId == actorId || b.AccountId == p.AuthorId)
                            && db.Accounts.Any(a =>
                                a.Id == (b.AccountId == actorId ? p.AuthorId : actorId)
                                && (a.Domain == b.Domain || a.Domain!.EndsWith("." + b.Domain))
                            )
                        ),
                        p.Uri == null
                            ? HostPolicy.Normal
                            : db.Accounts.Where(a => a.Id == p.AuthorId).Select(a => a.Standing).FirstOrDefault()
                    ))
                    .FirstOrDefault()
        )
    );

    /// <summary>What was decided about the author's server.</summary>
    public HostPolicy Standing { get; private init; }

    /// <summary>Finds the post; null when there is none, or none that the actor may see, or the actor's account is gone.</summary>
    public static async Task<PostTarget?> FindAsync(WeftDb db, long actorId, long postId, CancellationToken cancellation)
    {
        if (await Query.For(db)(db, actorId, postId, cancellation) is not Row row)
        {
            return null;
        }

        PostTarget found = new(row.Facts, StanceOf(row), row.MentionsActor, row.ActorIsLocal) { Standing = row.Standing };
        if (!VisibilityRule.MaySee(found.AudienceFor(actorId), actorId, found.Stance))
        {
            return null;
        }

        return row.RepostOfId is long originalId ? await FindAsync(db, actorId, originalId, cancellation) : found;
    }

    /// <summary>
    /// Finds the post whoever may see it, for taking away what the actor did with it before it was hidden from the actor.
    /// </summary>
    public static Task<TargetFacts?> FindEvenHiddenAsync(WeftDb db, long postId, CancellationToken cancellation) =>
        db
            .Posts.Where(p => p.Id == postId && p.RepostOfId == null || db.Posts.Any(r => r.Id == postId && r.RepostOfId == p.Id))
            .Select(p => new TargetFacts(
                p.Id,
                p.AuthorId,
                p.Visibility,
                p.ConversationId,
                p.ReplyPolicy,
                p.QuotePolicy,
                p.QuoteOnRequest,
                p.LikePolicy,
                p.RepostPolicy,
                p.Uri
            )
            {
                Consent = p.Consent,
                InReplyToAccountId = p.InReplyToAccountId,
                ReplyOnRequest = p.ReplyOnRequest,
                LikeOnRequest = p.LikeOnRequest,
                RepostOnRequest = p.RepostOnRequest,
                LooksAtActs = p.LooksAtActs,
                Named = p.Named,
            })
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

    /// <summary>Whether the author's policy lets the actor do something with a post that the actor may see.</summary>
    /// <param name="policy">The post's policy for that.</param>
    /// <param name="actorId">Who wants to.</param>
    public bool Lets(InteractionPolicy policy, long actorId) => VisibilityRule.MayInteract(policy, AudienceFor(actorId), actorId, Stance);

    /// <summary>
    /// What the author's policies say to a reply by the actor. Whom another server's post mentions or answers may always, as
    /// GoToSocial has it.
    /// </summary>
    public Leave ForReply(long actorId) =>
        IsForeign && (MentionsActor || InReplyToAccountId == actorId) ? Leave.Given
        : NamedLeave.Of(Named, actorId)?.Reply is Leave named ? named
        : Lets(ReplyPolicy, actorId) ? Leave.Given
        : OnRequest(ReplyOnRequest, actorId);

    /// <summary>
    /// What the author's policies say to a like by the actor. Only this server's people are held to it here: of others' acts
    /// on others' posts their servers judge.
    /// </summary>
    public Leave ForLike(long actorId) => NamedLeave.Of(Named, actorId)?.Like ?? ForMark(LikePolicy, LikeOnRequest, actorId);

    /// <summary>What the author's policies say to a repost by the actor, as <see cref="ForLike"/>.</summary>
    public Leave ForRepost(long actorId) => NamedLeave.Of(Named, actorId)?.Repost ?? ForMark(RepostPolicy, RepostOnRequest, actorId);

    /// <summary>
    /// What the author's policies say to a quote by the actor. Private posts are quoted by their authors alone, private
    /// mentions by nobody. The author of another server's post is always asked, since third servers want to see a stamp.
    /// </summary>
    public Leave ForQuote(long actorId)
    {
        if (Visibility == Visibility.Mentioned || !IsOpen && AuthorId != actorId)
        {
            return Leave.Refused;
        }

        bool may =
            Lets(QuotePolicy, actorId)
            || NamedLeave.Of(Named, actorId)?.Quote is not null
            || QuoteOnRequest is InteractionPolicy asked && Lets(asked, actorId);
        return (may, IsForeign) switch
        {
            (false, _) => Leave.Refused,
            (true, true) => Leave.OnRequest,
            _ => Leave.Given,
        };
    }

    private Leave ForMark(InteractionPolicy? policy, InteractionPolicy? onRequest, long actorId) =>
        policy is not InteractionPolicy said || !ActorIsLocal || Lets(said, actorId) ? Leave.Given : OnRequest(onRequest, actorId);

    private Leave OnRequest(InteractionPolicy? policy, long actorId) =>
        policy is InteractionPolicy asked && Lets(asked, actorId) ? Leave.OnRequest : Leave.Refused;

    /// <summary>What the rules ask of the post, as far as it concerns the actor.</summary>
    private PostAudience AudienceFor(long actorId) =>
        new(AuthorId, Visibility, InReplyToAccountId, MentionsActor ? [actorId] : [])
        {
            Standing = Standing,
            IsHeld = Consent != Consent.Given,
        };

    private static Stance StanceOf(Row row) =>
        (row.Follows ? Stance.Follows : 0)
        | (row.FollowedBy ? Stance.FollowedBy : 0)
        | (row.Blocks ? Stance.Blocks : 0)
        | (row.BlockedBy ? Stance.BlockedBy : 0)
        | (row.IsShutOut ? Stance.ShutsOut : 0);

    private sealed record Row(
        TargetFacts Facts,
        long? RepostOfId,
        bool Follows,
        bool FollowedBy,
        bool Blocks,
        bool BlockedBy,
        bool MentionsActor,
        bool ActorIsLocal,
        bool IsShutOut,
        HostPolicy Standing
    );
}

/// <summary>What acts need to know of the post that they are about.</summary>
internal record TargetFacts(
    long Id,
    long AuthorId,
    Visibility Visibility,
    long ConversationId,
    InteractionPolicy ReplyPolicy,
    InteractionPolicy QuotePolicy,
    InteractionPolicy? QuoteOnRequest,
    InteractionPolicy? LikePolicy,
    InteractionPolicy? RepostPolicy,
    string? Uri
)
{
    /// <summary>Whether the author of what it answers lets it stand.</summary>
    public Consent Consent { get; init; }

    /// <summary>Whom it answers.</summary>
    public long? InReplyToAccountId { get; init; }

    /// <summary>As <see cref="Post.ReplyOnRequest"/>.</summary>
    public InteractionPolicy? ReplyOnRequest { get; init; }

    /// <summary>As <see cref="Post.LikeOnRequest"/>.</summary>
    public InteractionPolicy? LikeOnRequest { get; init; }

    /// <summary>As <see cref="Post.RepostOnRequest"/>.</summary>
    public InteractionPolicy? RepostOnRequest { get; init; }

    /// <summary>As <see cref="Post.LooksAtActs"/>.</summary>
    public bool LooksAtActs { get; init; }

    /// <summary>As <see cref="Post.Named"/>.</summary>
    public string? Named { get; init; }

    /// <summary>True when another server has to be told of what is done with it.</summary>
    public bool IsForeign => Uri is not null;

    /// <summary>True when everyone may see it.</summary>
    public bool IsOpen => Visibility is Visibility.Public or Visibility.Unlisted && Consent == Consent.Given;
}
