using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Collections;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Http;
using Weft.Federation.Inbox;
using Weft.Federation.Posts;
using Weft.Federation.Signatures;

namespace Weft.Federation.CatchingUp;

/// <summary>What came of reading an outbox.</summary>
/// <param name="Taken">How many posts and reposts came in that had not come before.</param>
/// <param name="Why">Why not all could be read; null when nothing is missing.</param>
/// <param name="MayPassLater">Whether it broke off because of something that may pass.</param>
public sealed record OutboxRead(int Taken, string? Why, bool MayPassLater)
{
    /// <summary>The outbox was read, but some of what stands in it could not be opened this time.</summary>
    public bool HasMissed { get; init; }

    /// <summary>Something is missing because there was so much, and some of it came in: the next reading gets further.</summary>
    public bool IsAdvancing { get; init; }

    /// <summary>It is this server's own fault, and says nothing of the other.</summary>
    public bool IsFault { get; init; }
}

/// <summary>
/// Reads what somebody elsewhere said since a moment, as one of those who follow them here, so that what is for followers
/// is there too. Each post and repost goes through the door by which it would have come.
/// </summary>
public sealed class ReadOutbox(
    IDbContextFactory<WeftDb> contexts,
    DocumentFetch documents,
    RemoteActors actors,
    KnownThings things,
    IActorKeys keys,
    IEnumerable<IActivityHandler> handlers,
    IWriter writer
)
{
    /// <summary>How much of one outbox is read at once.</summary>
    public static readonly WalkLimits Limits = new(Pages: 15, Items: 300, Bytes: 8 * 1024 * 1024);

    /// <summary>How long reading one outbox may take, and then taking what stands there.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<ActivityKind, IActivityHandler> byKind = handlers
        .SelectMany(h => h.Kinds.Select(kind => (kind, h)))
        .Where(pair => pair.kind is ActivityKind.Create or ActivityKind.Announce)
        .ToDictionary(pair => pair.kind, pair => pair.h);

    /// <summary>Reads one.</summary>
    /// <param name="accountId">Whose: an account of another server.</param>
    /// <param name="since">What was said before is not taken.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<OutboxRead> RunAsync(long accountId, DateTimeOffset since, CancellationToken cancellation)
    {
        RemoteActor? actor;
        long? follower;
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            actor = await db.RemoteActors.AsNoTracking().FirstOrDefaultAsync(a => a.AccountId == accountId, cancellation);
            follower = await db
                .Follows.Where(f => f.FolloweeId == accountId && db.Accounts.Any(a => a.Id == f.FollowerId && a.Domain == null))
                .OrderBy(f => f.FollowerId)
                .Select(f => (long?)f.FollowerId)
                .FirstOrDefaultAsync(cancellation);
        }

        if (
            actor is not { Outbox: { } outbox }
            || follower is not long asker
            || !Origin.Same(outbox, actor.Uri)
            || await actors.KnownAsync(actor.Uri, cancellation) is not { } author
        )
        {
            return new(0, null, false);
        }

        SigningIdentity identity = await keys.OfAsync(asker, cancellation);
        return await ReadAsync(outbox, author, identity, since, cancellation);
    }

    private async Task<OutboxRead> ReadAsync(
        string outbox,
        RemotePerson author,
        SigningIdentity asker,
        DateTimeOffset since,
        CancellationToken cancellation
    )
    {
        CollectionWalk walk = new(documents, new Reference(outbox, null), author.Uri, Limits, asker);
        OutboxEntries entries = new(documents, things, IsTakenAsync, author, asker, since);
        bool isInTime = await WithinAsync(
            async token =>
            {
                while (!entries.IsDone && await walk.NextPageAsync(token) is { } page)
                {
                    await entries.OpenAsync(page, token);
                }
            },
            cancellation
        );

        int taken = 0;
        // Also when time ran out: what has come in is not asked for again, so the next reading gets further.
        isInTime &= await WithinAsync(
            async token =>
            {
                // The oldest first, so that answers find what they answer.
                foreach (ActivityDocument activity in entries.Opened.Reverse())
                {
                    if (byKind.TryGetValue(activity.Kind, out IActivityHandler? handler))
                    {
                        taken += await TakeAsync(activity, author, handler, token) ? 1 : 0;
                    }
                }
            },
            cancellation
        );

        string? why = isInTime
            ? entries.Missed ?? (entries.IsThrough ? null : walk.Why)
            : $"It took longer than {Patience.TotalSeconds} s.";
        return new(taken, why, walk.MayPassLater || !isInTime)
        {
            HasMissed = entries.Missed is not null,
            IsAdvancing = entries.IsFull && taken > 0,
        };
    }

    /// <summary>Does it for as long as there is patience; false when it was not done by then.</summary>
    private static async Task<bool> WithinAsync(Func<CancellationToken, Task> act, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await act(patience.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Takes it; false when it came before, or has no effect.</summary>
    private async Task<bool> TakeAsync(
        ActivityDocument activity,
        RemotePerson author,
        IActivityHandler handler,
        CancellationToken cancellation
    )
    {
        OncePerActivity once = ActivityKey.WriterById(writer, activity);
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await once.IsTakenAsync(db, cancellation))
            {
                return false;
            }
        }

        await handler.TakeAsync(new Received(activity, author, null, once, new FetchBudget()), cancellation);
        return once.IsNoted;
    }

    private async Task<bool> IsTakenAsync(string id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        string key = OncePerActivity.KeyOf(id);
        return await db.ReceivedActivities.AnyAsync(a => a.Key == key, cancellation);
    }
}
