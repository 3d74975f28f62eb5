using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Media;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>
/// The read models of posts that were shown lately, dropped by the events that change them. Doors hang their renderings
/// on the models, so a model lives for at most a minute: what it says of its author's counts is never older.
/// </summary>
public sealed class PostCache(TimeProvider clock) : IEventListener
{
    /// <summary>How many posts are kept.</summary>
    private const int Capacity = 50_000;

    private const int Stripes = 4_096;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly BoundedCache<long, Entry> entries = new(Capacity);
    private readonly int[] drops = new int[Stripes];
    private int profileDrops;

    private sealed record Entry(PostModel Post, long BornAt);

    /// <summary>The post's model, if it is kept and fresh.</summary>
    public PostModel? Find(long id) =>
        entries.TryGet(id, out Entry? entry) && clock.GetElapsedTime(entry.BornAt) < Lifetime ? entry.Post : null;

    /// <summary>What to remember before reading a post from the database, and to hand to <see cref="Put"/>.</summary>
    public Stamp StampOf(long id) => new(Volatile.Read(ref drops[Stripe(id)]), Volatile.Read(ref profileDrops));

    /// <summary>Keeps a model, unless something that it may not yet show has happened since the stamp was taken.</summary>
    public void Put(PostModel post, Stamp stamp)
    {
        entries.Put(post.Id, new Entry(post, clock.GetTimestamp()));
        if (StampOf(post.Id) != stamp)
        {
            entries.Drop(post.Id);
        }
    }

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        switch (happened)
        {
            case PostEdited edited:
                Drop(edited.PostId);
                break;
            case PostDeleted deleted:
                Drop(deleted.PostId);
                break;
            case MediaMeasured measured:
                Drop(measured.PostId);
                break;
            case PostCountsChanged changed:
                foreach (long id in changed.PostIds)
                {
                    Drop(id);
                }

                break;
            case ProfileChanged profile:
                DropAuthor(profile.AccountId);
                break;
            case AccountDeleted account:
                DropAuthor(account.AccountId);
                break;
            case HostsJudged or EmojisChanged { Domain: "" }:
                Interlocked.Increment(ref profileDrops);
                entries.DropWhere(_ => true);
                break;
        }
    }

    private void Drop(long id)
    {
        Interlocked.Increment(ref drops[Stripe(id)]);
        entries.Drop(id);
    }

    private void DropAuthor(long accountId)
    {
        Interlocked.Increment(ref profileDrops);
        entries.DropWhere(entry => entry.Post.Author.Id == accountId || entry.Post.Mentions.Any(m => m.AccountId == accountId));
    }

    private static int Stripe(long id) => (int)((ulong)(id * -7046029254386353131L) >> 52);

    /// <summary>How many drops there had been.</summary>
    public readonly record struct Stamp(int Drops, int ProfileDrops);
}
