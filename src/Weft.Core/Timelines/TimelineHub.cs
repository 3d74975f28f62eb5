using System.Collections.Concurrent;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Safety;

namespace Weft.Core.Timelines;

/// <summary>
/// One for each silo: knows which live timelines want to hear of which authors, and hands each event to those. The cost
/// of a post is the number of its author's followers who are online here.
/// </summary>
public sealed class TimelineHub : IEventListener
{
    private readonly ConcurrentDictionary<long, Audience> audiences = new();
    private readonly ConcurrentDictionary<long, Audience> viewers = new();

    /// <summary>How many timelines are live on this silo.</summary>
    public int LiveTimelines => viewers.Count;

    /// <summary>Lets a timeline hear of what its viewer does: marks, follows, blocks, mutes.</summary>
    public void Register(LiveTimeline timeline) => Join(viewers, timeline.ViewerId, timeline);

    /// <summary>Lets a timeline hear of what these authors post and delete; each author once.</summary>
    public void Subscribe(LiveTimeline timeline, IEnumerable<long> authorIds)
    {
        foreach (long author in authorIds)
        {
            Join(audiences, author, timeline);
        }
    }

    /// <summary>Ends subscriptions.</summary>
    public void Unsubscribe(LiveTimeline timeline, IEnumerable<long> authorIds)
    {
        foreach (long author in authorIds)
        {
            Leave(audiences, author, timeline);
        }
    }

    /// <summary>Ends a timeline; its subscriptions end with <see cref="Unsubscribe"/>.</summary>
    public void Unregister(LiveTimeline timeline) => Leave(viewers, timeline.ViewerId, timeline);

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        switch (happened)
        {
            case PostPublished post:
                Deliver(audiences, post.AuthorId, post);
                break;
            case PostDeleted post:
                Deliver(audiences, post.AuthorId, post);
                break;
            case PostMarkChanged mark:
                Deliver(viewers, mark.ViewerId, mark);
                break;
            case ConversationMuteChanged mute:
                Deliver(viewers, mute.ViewerId, mute);
                break;
            case RelationshipChanged pair:
                MarkStale(viewers, pair.AccountId);
                if (pair.BothWays)
                {
                    MarkStale(viewers, pair.OtherId);
                }

                break;
            case DomainBlockChanged block:
                MarkStale(viewers, block.AccountId);
                break;
            case AccountDeleted account:
                MarkStale(audiences, account.AccountId);
                break;
            case HostsJudged:
                foreach (long viewer in viewers.Keys)
                {
                    MarkStale(viewers, viewer);
                }

                break;
        }
    }

    private static void Deliver(ConcurrentDictionary<long, Audience> map, long key, WeftEvent happened)
    {
        if (map.TryGetValue(key, out Audience? audience))
        {
            foreach (LiveTimeline timeline in audience.Members)
            {
                timeline.Deliver(happened);
            }
        }
    }

    private static void MarkStale(ConcurrentDictionary<long, Audience> map, long key)
    {
        if (map.TryGetValue(key, out Audience? audience))
        {
            foreach (LiveTimeline timeline in audience.Members)
            {
                timeline.MarkStale();
            }
        }
    }

    private static void Join(ConcurrentDictionary<long, Audience> map, long key, LiveTimeline timeline)
    {
        // An audience that its last member left is never joined again; a new one takes its place.
        while (!map.GetOrAdd(key, _ => new Audience()).TryJoin(timeline)) { }
    }

    private static void Leave(ConcurrentDictionary<long, Audience> map, long key, LiveTimeline timeline)
    {
        if (map.TryGetValue(key, out Audience? audience) && audience.Leave(timeline))
        {
            map.TryRemove(new KeyValuePair<long, Audience>(key, audience));
        }
    }

    /// <summary>
    /// Those who hear of one key. Read without a lock: joining writes behind what is read, leaving replaces the array, so
    /// that nobody is passed over.
    /// </summary>
    private sealed class Audience
    {
        private readonly Lock gate = new();
        private LiveTimeline[] members = [];
        private int count;
        private bool closed;

        public ReadOnlySpan<LiveTimeline> Members
        {
            get
            {
                lock (gate)
                {
                    return members.AsSpan(0, count);
                }
            }
        }

        public bool TryJoin(LiveTimeline timeline)
        {
            lock (gate)
            {
                if (closed)
                {
                    return false;
                }

                if (count == members.Length)
                {
                    Array.Resize(ref members, Math.Max(2, count * 2));
                }

                members[count++] = timeline;
                return true;
            }
        }

        /// <summary>True when nobody is left.</summary>
        public bool Leave(LiveTimeline timeline)
        {
            lock (gate)
            {
                members = [.. members.AsSpan(0, count).ToArray().Where(m => m != timeline)];
                count = members.Length;
                closed = count == 0;
                return closed;
            }
        }
    }
}
