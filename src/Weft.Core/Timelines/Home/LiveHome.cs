using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>
/// One viewer's home timeline in memory. Subscribes at the hub first, reads the database second, and merges by id, so
/// that nothing falls between. From then on a read takes what the hub has delivered and answers from memory; pages beyond
/// the buffer come from the database with the same rules. One call at a time: it belongs to its grain.
/// </summary>
internal sealed class LiveHome
{
    private readonly TimelineHub hub;
    private readonly RebuildGate gate;
    private readonly IDbContextFactory<WeftDb> contexts;
    private readonly TimeProvider clock;
    private readonly LiveTimeline live;
    private HomeBuffer? buffer;
    private HashSet<long> subscriptions = [];

    public LiveHome(long viewerId, TimelineHub hub, RebuildGate gate, IDbContextFactory<WeftDb> contexts, TimeProvider clock)
    {
        this.hub = hub;
        this.gate = gate;
        this.contexts = contexts;
        this.clock = clock;
        live = new LiveTimeline(viewerId);
        hub.Register(live);
    }

    /// <summary>Ends its subscriptions.</summary>
    public void Close()
    {
        hub.Unregister(live);
        hub.Unsubscribe(live, subscriptions);
    }

    /// <inheritdoc cref="IHomeTimelineGrain.ReadAsync"/>
    public async ValueTask<HomePage> ReadAsync(HomePageRequest request)
    {
        HomeBuffer current = await CatchUpAsync();
        if (!request.Upwards)
        {
            List<HomeCandidate> range = current.Range(request.Above, request.Below, request.Limit, upwards: false);
            long floor = current.Floor;
            if (range.Count >= request.Limit || floor == 0 || request.Above >= floor)
            {
                return await FinishAsync(current, range, request.Limit);
            }
        }
        else if (request.Above >= current.Floor)
        {
            return await FinishAsync(current, current.Range(request.Above, request.Below, request.Limit, upwards: true), request.Limit);
        }

        return await FinishAsync(current, await ReadBeyondAsync(current, request), request.Limit);
    }

    /// <summary>Takes what was delivered; reads everything again when that is not enough.</summary>
    private async ValueTask<HomeBuffer> CatchUpAsync()
    {
        for (int attempt = 0; ; attempt++)
        {
            if (buffer is null || live.IsStale || buffer.Facts.ValidUntil <= clock.GetUtcNow())
            {
                buffer = await RebuildAsync();
            }

            // Facts that change faster than they can be read are taken as they are after some tries.
            if (await DrainAsync(buffer) && (!live.IsStale || attempt == 3))
            {
                return buffer;
            }
        }
    }

    /// <summary>Applies events. False when the timeline has to be read again.</summary>
    private async ValueTask<bool> DrainAsync(HomeBuffer current)
    {
        while (live.TryTake(out WeftEvent? happened))
        {
            switch (happened)
            {
                case PostPublished post:
                    HomeCandidate row = HomeCandidate.From(post, live.ViewerId);
                    Admission admission = current.Add(row);
                    if (admission == Admission.Verify)
                    {
                        await VerifyAsync(current, row);
                    }
                    else if (admission == Admission.Rebuild)
                    {
                        live.MarkStale();
                        return false;
                    }

                    break;
                case PostDeleted post when !current.Remove(post.PostId):
                    live.MarkStale();
                    return false;
                case PostMarkChanged mark:
                    current.Mark(mark);
                    break;
                case ConversationMuteChanged:
                    current.ForgetMarks();
                    break;
            }
        }

        return true;
    }

    private async Task<HomeBuffer> RebuildAsync()
    {
        using IDisposable turn = await gate.EnterAsync();
        live.BeginRebuild();
        await using WeftDb db = await contexts.CreateDbContextAsync();
        DateTimeOffset now = Moment.Now(clock);
        HomeFacts facts = await HomeFacts.LoadAsync(db, live.ViewerId, now, CancellationToken.None);
        HashSet<long> wanted = [.. facts.Authors];
        hub.Subscribe(live, wanted.Except(subscriptions));
        hub.Unsubscribe(live, subscriptions.Except(wanted));
        subscriptions = wanted;
        return new HomeBuffer(
            facts,
            await HomeQuery.DownAsync(db, facts, 0, long.MaxValue, HomeBuffer.Capacity, now, CancellationToken.None)
        );
    }

    private async Task VerifyAsync(HomeBuffer current, HomeCandidate repost)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync();
        Dictionary<long, long> shadows = await HomeQuery.ShadowsAsync(db, current.Facts, [repost], CancellationToken.None);
        current.AddVerified(repost, shadows.TryGetValue(repost.Id, out long caster) ? caster : null);
    }

    private async Task<List<HomeCandidate>> ReadBeyondAsync(HomeBuffer current, HomePageRequest request)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync();
        DateTimeOffset now = clock.GetUtcNow();
        HomeReading reading = request.Upwards
            ? await HomeQuery.UpAsync(db, current.Facts, request.Above, request.Below, request.Limit, now, CancellationToken.None)
            : await HomeQuery.DownAsync(db, current.Facts, request.Above, request.Below, request.Limit, now, CancellationToken.None);
        return [.. reading.NewestFirst];
    }

    private async ValueTask<HomePage> FinishAsync(HomeBuffer current, List<HomeCandidate> rows, int limit)
    {
        HomeEntry[] entries = new HomeEntry[rows.Count];
        List<long>? unknown = null;
        for (int i = 0; i < entries.Length; i++)
        {
            long target = rows[i].TargetId;
            if (!current.TryGetMarks(target, out PostMarks marks))
            {
                (unknown ??= []).Add(target);
            }

            entries[i] = new HomeEntry(rows[i].Id, target, marks);
        }

        if (unknown is not null)
        {
            await using WeftDb db = await contexts.CreateDbContextAsync();
            Dictionary<long, PostMarks> read = await PostMarksQuery.LoadAsync(
                db,
                live.ViewerId,
                [.. unknown.Distinct()],
                CancellationToken.None
            );
            current.Learn(read);
            for (int i = 0; i < entries.Length; i++)
            {
                if (read.TryGetValue(entries[i].TargetId, out PostMarks marks))
                {
                    entries[i] = entries[i] with { Marks = marks };
                }
            }
        }

        return new HomePage(entries, entries.Length == limit, current.Facts.ShutOut);
    }
}
