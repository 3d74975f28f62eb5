using System.Collections.Frozen;
using Weft.Core.Safety;

namespace Weft.Core.Posts;

/// <summary>What the database says of a viewer and some posts and their authors.</summary>
/// <param name="ViewerId">Who looks; null for somebody who is not logged in.</param>
/// <param name="Marks">What the viewer has done with the posts.</param>
/// <param name="Stances">What the viewer is to the authors; none where it is not said.</param>
internal sealed record ViewerPart(long? ViewerId, IReadOnlyDictionary<long, PostMarks> Marks, IReadOnlyDictionary<long, Stance> Stances)
{
    public static readonly IReadOnlyDictionary<long, Stance> NoStances = FrozenDictionary<long, Stance>.Empty;

    // Before what is made of it.
    public static readonly ILookup<long, int> NoVotes = Enumerable.Empty<int>().ToLookup(_ => 0L);

    public static readonly ViewerPart Nobody = new(null, FrozenDictionary<long, PostMarks>.Empty, NoStances);

    /// <summary>What the viewer chose in the posts' polls.</summary>
    public ILookup<long, int> Votes { get; init; } = NoVotes;

    public Stance StanceTo(long accountId) => Stances.GetValueOrDefault(accountId);
}

/// <summary>Puts posts together for one viewer, from what was loaded.</summary>
internal sealed class PostComposer(IReadOnlyDictionary<long, PostModel> posts, ViewerPart viewer)
{
    /// <summary>The post, if it was loaded and the viewer may see it and what it reposts.</summary>
    public PostView? Guarded(long id) =>
        posts.TryGetValue(id, out PostModel? post)
        && MaySee(post)
        && (post.RepostOfId is not long original || posts.TryGetValue(original, out PostModel? reposted) && MaySee(reposted))
            ? Compose(post, depth: 0)
            : null;

    /// <summary>The post, if it was loaded; the home timeline's rules have let it in.</summary>
    public PostView? Admitted(long id) =>
        posts.TryGetValue(id, out PostModel? post)
        && (post.RepostOfId is not long original || posts.TryGetValue(original, out PostModel? reposted) && IsOfNobodyApart(reposted))
            ? Compose(post, depth: 0)
            : null;

    /// <summary>The home timeline's rules know people; whom a whole server's standing hides is known here.</summary>
    private bool IsOfNobodyApart(PostModel post) =>
        (viewer.StanceTo(post.Author.Id) & (Stance.ShutsOut | Stance.ShutOutBy)) == 0
        && (post.Author.Standing == HostPolicy.Normal || MaySee(post));

    private PostView Compose(PostModel post, int depth)
    {
        PostAudience audience = Audience(post);
        Stance stance = viewer.StanceTo(post.Author.Id);
        return new PostView(
            post,
            viewer.Marks.GetValueOrDefault(post.RepostOfId ?? post.Id),
            post.RepostOfId is long original ? Compose(posts[original], depth) : null,
            post.QuoteOfId is long quoted ? Quote(post, quoted, depth) : null,
            viewer.ViewerId is long quoter && post.RepostOfId is null && MayQuote(post, audience, quoter, stance),
            viewer.ViewerId is long replier && MayReply(post, audience, replier, stance)
        )
        {
            OwnVotes = post.Poll is null ? [] : [.. viewer.Votes[post.Id]],
            QuoteIsAsked =
                (post.QuoteOnRequest is not null || post.Named is not null)
                && viewer.ViewerId is long asking
                && NamedLeave.Of(post.Named, asking)?.Quote != Leave.Given
                && !VisibilityRule.MayInteract(post.QuotePolicy, audience, asking, stance),
        };
    }

    /// <summary>Of another server's post also with its author's leave, and whom it mentions or answers always, as GoToSocial has it.</summary>
    private static bool MayReply(PostModel post, in PostAudience audience, long viewerId, Stance stance) =>
        VisibilityRule.MayInteract(post.ReplyPolicy, audience, viewerId, stance)
        || NamedLeave.Of(post.Named, viewerId)?.Reply is not null
        || post.ReplyOnRequest is InteractionPolicy asked && VisibilityRule.MayInteract(asked, audience, viewerId, stance)
        || post.Uri is not null && (post.InReplyToAccountId == viewerId || post.MentionedIds.Contains(viewerId));

    /// <summary>Posts for followers can be quoted by their author only, posts for those mentioned by nobody.</summary>
    private static bool MayQuote(PostModel post, in PostAudience audience, long viewerId, Stance stance) =>
        post.Visibility switch
        {
            Visibility.Mentioned => false,
            Visibility.Followers => post.Author.Id == viewerId,
            _ => NamedLeave.Of(post.Named, viewerId)?.Quote is not null
                || VisibilityRule.MayInteract(post.QuotePolicy, audience, viewerId, stance)
                || post.QuoteOnRequest is InteractionPolicy asked && VisibilityRule.MayInteract(asked, audience, viewerId, stance),
        };

    private QuoteView Quote(PostModel post, long quotedId, int depth)
    {
        if (!posts.TryGetValue(quotedId, out PostModel? quoted))
        {
            return new QuoteView(QuoteState.Deleted, quotedId, null);
        }

        Stance stance = viewer.StanceTo(quoted.Author.Id);
        QuoteState state = post switch
        {
            { QuoteRevoked: true } => QuoteState.Revoked,
            { QuoteConsent: Consent.Refused } => QuoteState.Rejected,
            { QuoteConsent: Consent.Asked } => QuoteState.Pending,
            _ when (stance & (Stance.BlockedBy | Stance.ShutOutBy)) != 0 => QuoteState.Unauthorized,
            _ when stance.HasFlag(Stance.Blocks) => QuoteState.BlockedAccount,
            _ when stance.HasFlag(Stance.ShutsOut) => QuoteState.BlockedDomain,
            _ when !MaySee(quoted) => QuoteState.Unauthorized,
            _ when stance.HasFlag(Stance.Mutes) && quoted.Author.Id != viewer.ViewerId => QuoteState.MutedAccount,
            _ => QuoteState.Accepted,
        };
        // A veil can be lifted, so the post stands behind it; but never one that the viewer could not see without the block.
        // Of what a quoted post quotes only this is told.
        bool shown = depth == 0 && state is QuoteState.Accepted or QuoteState.MutedAccount;
        return new QuoteView(state, quotedId, shown ? Compose(quoted, depth + 1) : null);
    }

    private bool MaySee(PostModel post) => VisibilityRule.MaySee(Audience(post), viewer.ViewerId, viewer.StanceTo(post.Author.Id));

    private static PostAudience Audience(PostModel post) =>
        new(post.Author.Id, post.Visibility, post.InReplyToAccountId, post.MentionedIds)
        {
            Standing = post.Author.Standing,
            IsHeld = post.Consent != Consent.Given,
        };
}
