using Weft.Core;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Announce: a repost. What is reposted is known, or fetched at its own server: that it is inlined says nothing, unless it
/// is the announcer's own. A community passes on whole activities (FEP-1b12): of a Create its post
/// is meant, unless it answers another, as who follows a community wants the beginnings of its conversations; an Update or
/// Delete of what is known is looked at where it was made.
/// </summary>
internal sealed class TakeAnnounce(RemotePosts posts, KnownThings things, Stamps stamps, Forwarded forwarded) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Announce];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        (ActivityDocument activity, RemotePerson actor) = (received.Activity, received.Actor);
        ActivityDocument? passedOn = activity.Object?.Inlined as ActivityDocument;
        if (passedOn is { Kind: ActivityKind.Update or ActivityKind.Delete })
        {
            return await PassedOnAsync(passedOn, received, cancellation);
        }

        if (activity.Id is null || Meant(activity.Object) is not { } meant)
        {
            return "The repost has no id, or is of no post.";
        }

        if (await OriginalAsync(meant, received, cancellation) is not long original)
        {
            return received.Missing("What is reposted is not known and concerns nobody here, or is not to be had.");
        }

        bool isAnswer = passedOn?.Object?.Inlined is PostDocument { InReplyTo: not null };
        if (isAnswer || passedOn is not null && await things.IsReplyAsync(original, cancellation))
        {
            await received.Writer.NoteAsync(cancellation);
            return "The reply that a community passes on is known now; it is no repost.";
        }

        if (!await stamps.LetRepostAsync(activity, original, received.Budget, cancellation))
        {
            return "The author of the post lets only those repost it who have a stamp.";
        }

        Outcome<Post> outcome = await new RepostPostHandler(received.Writer).RunAsync(Of(activity, actor, original), cancellation);
        return outcome.Succeeded ? "The post is reposted." : "The post may not be reposted, or the repost was here before.";
    }

    /// <summary>The repost of a post that is here.</summary>
    internal static RepostPost Of(ActivityDocument announce, RemotePerson actor, long original)
    {
        Visibility visibility = announce.Addressing.Visibility(actor.Followers);
        return new RepostPost(
            actor.AccountId,
            original,
            visibility == Visibility.Mentioned ? Visibility.Followers : visibility,
            announce.Id,
            announce.Published
        )
        {
            Stamp = announce.Authorization,
        };
    }

    private async Task<string> PassedOnAsync(ActivityDocument passedOn, Received received, CancellationToken cancellation)
    {
        string? done = await forwarded.TakeAsync(passedOn, received.Budget, cancellation);
        if (received.Budget.MissedForNow)
        {
            return received.Missing("What is passed on is not to be had.");
        }

        await received.Writer.NoteAsync(cancellation);
        return done ?? "What is passed on is not its doer's own.";
    }

    private static Reference? Meant(Reference? announced) =>
        announced?.Inlined is ActivityDocument inner ? (inner.Kind == ActivityKind.Create ? inner.Object : null) : announced;

    private async Task<long?> OriginalAsync(Reference meant, Received received, CancellationToken cancellation)
    {
        if (meant.Id is not { } id)
        {
            return null;
        }

        if (await things.PostAsync(id, cancellation) is long known)
        {
            return known;
        }

        // A post that nobody here would see reposted is not fetched.
        if (!await things.HasFollowersHereAsync(received.Actor, cancellation))
        {
            return null;
        }

        return meant.Inlined is PostDocument own && Embedding.Believes(received.Actor.Uri, own)
            ? await posts.TakeFetchedAsync(own, received.Budget, cancellation)
            : await posts.FindAsync(id, received.Budget, cancellation);
    }
}
