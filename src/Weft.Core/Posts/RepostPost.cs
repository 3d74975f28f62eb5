using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An account shows a post to its followers; reposting a repost reposts its original.</summary>
/// <param name="AccountId">Who reposts.</param>
/// <param name="PostId">The post, or a repost of it.</param>
/// <param name="Visibility">
/// Who may see the repost: everyone or followers, never only those mentioned; null for the account's own default. Of the
/// account's own post to followers it is always followers.
/// </param>
/// <param name="Uri">The id of the other server's Announce, when the account is of another server.</param>
/// <param name="PublishedAt">When it was made there; null for now.</param>
public sealed record RepostPost(
    long AccountId,
    long PostId,
    Visibility? Visibility = null,
    string? Uri = null,
    DateTimeOffset? PublishedAt = null
)
{
    /// <summary>The stamp by which the post's author lets the other server's account repost it; null for none.</summary>
    public string? Stamp { get; init; }
}

/// <summary>Reposts a post. Doing it twice answers the first repost and changes nothing.</summary>
public sealed class RepostPostHandler(IWriter writer)
{
    /// <summary>
    /// Answers the repost's own row; <see cref="Refusal.NotFound"/> when the account may not see the post,
    /// <see cref="Refusal.NotAllowed"/> when the post is not for everyone (one's own post to followers excepted).
    /// </summary>
    public Task<Outcome<Post>> RunAsync(RepostPost command, CancellationToken cancellation) =>
        command.Visibility is Visibility.Mentioned
            ? Task.FromResult<Outcome<Post>>(Refused.Invalid("visibility", "inclusion", "is not possible for a repost"))
            : writer.RunAsync(work => RepostAsync(work, command, cancellation), cancellation);

    internal static async Task<Outcome<Post>> RepostAsync(Work work, RepostPost command, CancellationToken cancellation)
    {
        long accountId = command.AccountId;
        if (await PostTarget.FindAsync(work.Db, accountId, command.PostId, cancellation) is not PostTarget original)
        {
            return Refused.NotFound;
        }

        bool ownToFollowers = original is { Visibility: Visibility.Followers, Consent: Consent.Given } && original.AuthorId == accountId;
        if (!original.IsOpen && !ownToFollowers)
        {
            return Refused.NotAllowed("A post that is not for everyone cannot be reposted.");
        }

        Leave leave = original.ForRepost(accountId);
        if (leave == Leave.Refused)
        {
            return Refused.NotAllowed("The author does not let you repost this post.");
        }

        Post? first = await work.Db.Posts.FirstOrDefaultAsync(p => p.AuthorId == accountId && p.RepostOfId == original.Id, cancellation);
        if (first is not null)
        {
            return first;
        }

        if (
            command.Uri is null
            && await work.Db.Accounts.AnyAsync(a => a.Id == accountId && a.Domain == null && a.MovedToId != null, cancellation)
        )
        {
            return Refused.NotAllowed("You have moved to another account. Say that you are back, and you can repost here again.");
        }

        if (
            !await original.KeepAsync(work, accountId, cancellation)
            || command.Uri is not null && await ForeignUris.IsTakenAsync(work, command.Uri, cancellation)
        )
        {
            return Refused.NotFound;
        }

        Visibility visibility = ownToFollowers
            ? Visibility.Followers
            : command.Visibility ?? await DefaultAsync(work.Db, accountId, cancellation);
        int shard = SnowflakeId.ShardOf(accountId);
        long id = command.PublishedAt is DateTimeOffset at ? work.Ids.At(at, shard, work.Attempt) : work.Ids.Next(shard);
        Post repost = new()
        {
            Id = id,
            Shard = shard,
            AuthorId = accountId,
            Uri = command.Uri,
            Visibility = visibility,
            ReplyPolicy = original.ReplyPolicy,
            QuotePolicy = original.QuotePolicy,
            ConversationId = original.ConversationId,
            RepostOfId = original.Id,
            Consent = leave == Leave.OnRequest ? Consent.Asked : Consent.Given,
            Stamp = command.Stamp,
            CreatedAt = SnowflakeId.TimeOf(id),
        };
        if (command.Uri is not null)
        {
            ForeignUris.Keep(work, command.Uri, ForeignKind.Post, id);
        }

        if (!await Counting.AddAsync(work, repost, cancellation))
        {
            return Refused.NotFound;
        }

        work.Raise(new PostMarkChanged(accountId, original.Id, PostMarks.Reposted, true));
        if (leave == Leave.OnRequest)
        {
            work.Raise(new PostPublished(id, accountId, visibility, null, original.Id, original.AuthorId, []) { IsHeld = true });
            work.Ask(Interaction.Repost, accountId, original, id, visibility);
            return repost;
        }

        Tell(work, repost, original, original.ActorIsLocal);
        await Notifier.AddAsync(
            work,
            NotificationKind.Repost,
            original.AuthorId,
            accountId,
            original.Id,
            original.ConversationId,
            cancellation
        );
        return repost;
    }

    /// <summary>Tells of a repost that stands, and counts it.</summary>
    internal static void Tell(Work work, Post repost, TargetFacts original, bool isOurs)
    {
        if (isOurs)
        {
            Announce(work, repost, original);
        }

        work.Raise(new PostPublished(repost.Id, repost.AuthorId, repost.Visibility, null, original.Id, original.AuthorId, []));
        Counting.Note(work, repost.AuthorId, original.Id, CountKind.Reposts, 1);
    }

    /// <summary>Tells other servers of a repost of this one.</summary>
    internal static void Announce(Work work, Post repost, TargetFacts original)
    {
        OutboxEntry entry = work.TellOfMark(OutboxAct.Repost, repost.AuthorId, original, repost.Id);
        (entry.Visibility, entry.ToFollowers, entry.Stamp) = (repost.Visibility, true, repost.Stamp);
    }

    /// <summary>The account's default, as far as it suits a repost: who addresses posts to nobody shows reposts to followers.</summary>
    private static async Task<Visibility> DefaultAsync(WeftDb db, long accountId, CancellationToken cancellation)
    {
        Visibility usual = await db
            .Accounts.Where(a => a.Id == accountId)
            .Select(a => a.DefaultVisibility)
            .FirstOrDefaultAsync(cancellation);
        return usual == Visibility.Mentioned ? Visibility.Followers : usual;
    }
}
