using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Collections;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Inbox;
using Weft.Federation.Posts;
using Weft.Federation.Signatures;

namespace Weft.Federation.CatchingUp;

/// <summary>What came of reading an outbox.</summary>
/// <param name="Taken">How many posts and reposts went through the door; most were known perhaps.</param>
/// <param name="Why">Why not all could be read; null when nothing is missing.</param>
/// <param name="MayPassLater">Whether reading again may help.</param>
public sealed record OutboxRead(int Taken, string? Why, bool MayPassLater)
{
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

    /// <summary>How many posts, of which an outbox tells only the ids, are fetched one by one.</summary>
    public const int MostFetches = 60;

    /// <summary>How long one outbox may take.</summary>
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

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            SigningIdentity identity = await keys.OfAsync(asker, patience.Token);
            return await ReadAsync(outbox, author, identity, since, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(0, $"It took longer than {Patience.TotalSeconds} s.", true);
        }
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
        List<Reference> said = [];
        bool reached = false;
        while (!reached && await walk.NextPageAsync(cancellation) is { } page)
        {
            said.AddRange(page.Where(entry => !(SaidAt(entry) < since)));
            // The newest come first: behind a page that ends with older ones there is nothing new.
            reached = SaidAt(page[^1]) < since;
        }

        int taken = 0;
        int fetches = 0;
        // The oldest first, so that answers find what they answer.
        foreach (Reference entry in Enumerable.Reverse(said))
        {
            (ActivityDocument? activity, int fetched) = await OpenAsync(entry, author, asker, fetches < MostFetches, cancellation);
            fetches += fetched;
            if (activity is not null && byKind.TryGetValue(activity.Kind, out IActivityHandler? handler))
            {
                await TakeAsync(activity, author, handler, cancellation);
                taken++;
            }
        }

        return new(taken, reached ? null : walk.Why, walk.MayPassLater);
    }

    private async Task TakeAsync(ActivityDocument activity, RemotePerson author, IActivityHandler handler, CancellationToken cancellation)
    {
        OncePerActivity once = ActivityKey.WriterById(writer, activity);
        await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
        {
            if (await once.IsTakenAsync(db, cancellation))
            {
                return;
            }
        }

        await handler.TakeAsync(new Received(activity, author, null, once, new FetchBudget()), cancellation);
    }

    /// <summary>
    /// What an entry of the outbox says, when it is the author's own doing. An activity may stand there by its id alone, and
    /// so may the post in it: then they are asked for, as the same person.
    /// </summary>
    private async Task<(ActivityDocument? Activity, int Fetched)> OpenAsync(
        Reference entry,
        RemotePerson author,
        SigningIdentity asker,
        bool mayFetch,
        CancellationToken cancellation
    )
    {
        int fetched = 0;
        Document? document = entry.Inlined;
        if (document is null && mayFetch && Origin.Same(entry.Id, author.Uri))
        {
            fetched++;
            document = (await documents.FetchAsync(entry.Id!, Wanted.Document, asker, cancellation)).Document;
        }

        if (document is not ActivityDocument { Id: not null } activity || !Embedding.Believes(author.Uri, activity))
        {
            return (null, fetched);
        }

        bool isBare =
            activity is { Kind: ActivityKind.Create, Object: { Id: { } id, Inlined: null } }
            && Origin.Same(id, author.Uri)
            && await things.PostAsync(id, cancellation) is null;
        if (!isBare)
        {
            return (activity, fetched);
        }

        if (!mayFetch)
        {
            return (null, fetched);
        }

        FetchedDocument post = await documents.FetchAsync(activity.Object!.Id!, Wanted.Document, asker, cancellation);
        return (post.Document is PostDocument said ? activity with { Objects = [new Reference(said.Id, said)] } : null, fetched + 1);
    }

    private static DateTimeOffset? SaidAt(Reference entry) =>
        entry.Inlined is ActivityDocument activity ? activity.Published ?? (activity.Object?.Inlined as PostDocument)?.Published : null;
}
