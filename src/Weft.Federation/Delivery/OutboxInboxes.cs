using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Federation.Documents;

namespace Weft.Federation.Delivery;

/// <summary>Where an outbox entry has to be sent.</summary>
internal static class OutboxInboxes
{
    /// <summary>
    /// Each inbox once, with its host: a server's shared inbox where it has one and the act is for many, else the inboxes of
    /// those meant. What is for some people alone never goes to a shared inbox. Nothing goes to a suspended server.
    /// Reads all followers, on all shards.
    /// </summary>
    /// <param name="db">For reading.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(WeftDb db, OutboxEntry entry, CancellationToken cancellation)
    {
        bool shared = (entry.ToFollowers || entry.Act == OutboxAct.DeleteAccount) && entry.Visibility != Visibility.Mentioned;
        IQueryable<long> followers = db.Follows.Where(f => entry.ToFollowers && f.FolloweeId == entry.ActorId).Select(f => f.FollowerId);
        // Of many followers on one server the database names one line: its shared inbox.
        List<string> reached = await db
            .RemoteActors.Where(a => entry.RecipientIds.Contains(a.AccountId) || followers.Contains(a.AccountId))
            .Join(
                db.Accounts.Where(a => a.Domain != null && a.Standing != HostPolicy.Suspended),
                actor => actor.AccountId,
                account => account.Id,
                (actor, _) => shared ? actor.SharedInbox ?? actor.Inbox : actor.Inbox
            )
            .Distinct()
            .ToListAsync(cancellation);
        Dictionary<string, string> inboxes = new(StringComparer.Ordinal);
        foreach (string inbox in reached)
        {
            if (Origin.Of(inbox)?.Authority is { } host)
            {
                inboxes[inbox] = host;
            }
        }

        return inboxes;
    }
}
