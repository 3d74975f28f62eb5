using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Collections;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Http;
using Weft.Federation.Posts;
using Weft.Federation.Signatures;

namespace Weft.Federation.Threads;

/// <summary>
/// Completes the thread around a post: asks the servers of its posts what answers them, by the conversation's collection of
/// activities (<c>contextHistory</c>, FEP-f228) where there is one, else by that of its posts (FEP-7888), else by the replies
/// of each post. What is new is fetched at its own server. On the way it is seen whether what is known was changed or
/// deleted.
/// </summary>
public sealed class ReadThread(
    IDbContextFactory<WeftDb> contexts,
    DocumentFetch documents,
    RemotePosts posts,
    FetchedChanges changes,
    KnownThings things,
    IActorKeys keys
)
{
    /// <summary>How many documents one reading fetches, pages of collections aside.</summary>
    public const int MostDocuments = 100;

    /// <summary>How many replies below the post that was opened are followed.</summary>
    public const int Depth = 6;

    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How much of one collection is read.</summary>
    private static readonly WalkLimits Limits = new(Pages: 10, Items: 300, Bytes: 2 * 1024 * 1024);

    private const int MostKnownReplies = 20;

    /// <summary>Reads the thread of a post that is known here.</summary>
    /// <returns>How many posts are new here.</returns>
    public Task<int> RunAsync(long postId, CancellationToken cancellation) => RunAsync(new ThreadReading(postId), cancellation);

    /// <summary>Reads the thread of a post that is known here, and notes what is found as soon as it is.</summary>
    /// <returns>How many posts are new here.</returns>
    public async Task<int> RunAsync(ThreadReading told, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(told);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        Reading reading = new(await keys.OfAsync(ActorKey.InstanceActor, cancellation), told);
        try
        {
            foreach (string uri in await BeginningsAsync(told.PostId, patience.Token))
            {
                reading.Seen.Add(uri);
                reading.Later.Enqueue(new Step(uri, 0, null));
            }

            while (reading.TryTake(out Step? step))
            {
                await FollowAsync(step, reading, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // What was found until now stays.
        }

        return told.Found;
    }

    /// <summary>The post itself; of one of this server, whose replies come by themselves, those of its replies that live elsewhere.</summary>
    private async Task<IReadOnlyList<string>> BeginningsAsync(long postId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var post = await db.Posts.Where(p => p.Id == postId).Select(p => new { p.Uri }).FirstOrDefaultAsync(cancellation);
        if (post?.Uri is { } uri)
        {
            return [uri];
        }

        return await db
            .Posts.Where(p => p.InReplyToId == postId && p.Uri != null)
            .OrderByDescending(p => p.Id)
            .Select(p => p.Uri!)
            .Take(MostKnownReplies)
            .ToListAsync(cancellation);
    }

    private async Task FollowAsync(Step step, Reading reading, CancellationToken cancellation)
    {
        if (!reading.Budget.Take())
        {
            return;
        }

        FetchedDocument fetched = await documents.FetchAsync(step.Uri, Wanted.Document, reading.Asker, cancellation);
        if (fetched.IsGone)
        {
            await changes.GoneAsync(step.Uri, cancellation);
        }
        else if (fetched.Document is PostDocument post)
        {
            await FollowAsync(post, step, reading, cancellation);
        }
        else if (fetched.Document is ActivityDocument activity && step is { Depth: > 0, Answers: null })
        {
            await TakeUpAsync(activity, step, reading, cancellation);
        }
    }

    /// <summary>
    /// A conversation's list named an activity: what it was done to is next. It is fetched itself, since it may say something
    /// else than it did when the activity was done.
    /// </summary>
    private async Task TakeUpAsync(ActivityDocument activity, Step step, Reading reading, CancellationToken cancellation)
    {
        if (
            ListedPost.Of(new Reference(activity.Id, activity)) is not { } listed
            || things.IsLocal(listed.Id)
            || !reading.Seen.Add(listed.Id)
        )
        {
            return;
        }

        reading.Listed.Add(listed.Id);
        await NoteAsync(step with { Uri = listed.Id }, listed.MayHaveChanged, reading, cancellation);
    }

    /// <summary>What is new is fetched first; what is known only where there is a reason to look at it again.</summary>
    private async Task NoteAsync(Step step, bool again, Reading reading, CancellationToken cancellation)
    {
        if (await things.PostAsync(step.Uri, cancellation) is null)
        {
            reading.First.Enqueue(step);
        }
        else if (again)
        {
            reading.Later.Enqueue(step);
        }
    }

    private async Task FollowAsync(PostDocument post, Step step, Reading reading, CancellationToken cancellation)
    {
        if (await things.PostAsync(post.Id, cancellation) is not null)
        {
            await changes.EditedAsync(post, cancellation);
        }
        else if (IsPart(post, step, reading) && await posts.TakeFetchedAsync(post, reading.Budget, cancellation) is not null)
        {
            reading.Told.NoteFound();
        }
        else
        {
            return;
        }

        reading.Parts.Add(post.Id!);
        if (step.Depth == Depth)
        {
            return;
        }

        bool isWhole = step.Depth == 0 && await WalkConversationAsync(post, reading, cancellation);
        if (!isWhole && post.Replies is { } replies)
        {
            await WalkAsync(replies, post, step.Depth + 1, reading, cancellation);
        }
    }

    /// <summary>A post belongs here when it answers the one whose replies named it, or, of a conversation's list, another part of it.</summary>
    private static bool IsPart(PostDocument post, Step step, Reading reading) =>
        post.InReplyTo is { } answered
        && (
            step.Answers is null
                ? reading.Parts.Contains(answered) || reading.Listed.Contains(answered)
                : WebAddress.SameId(answered, step.Answers)
        );

    /// <summary>
    /// Reads one of the conversation's collections, that of activities rather than that of posts, where it is of the post's
    /// origin. True when one was there to be read.
    /// </summary>
    private async Task<bool> WalkConversationAsync(PostDocument post, Reading reading, CancellationToken cancellation)
    {
        foreach (string? list in (string?[])[post.ContextHistory, post.Context])
        {
            if (
                list is not null
                && Origin.Same(list, post.Id)
                && !things.IsLocal(list)
                && await WalkAsync(new Reference(list, null), post, null, reading, cancellation) > 1
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes what a collection lists; answers how much that was.</summary>
    private async Task<int> WalkAsync(Reference collection, PostDocument post, int? depth, Reading reading, CancellationToken cancellation)
    {
        CollectionWalk walk = new(documents, collection, post.Id!, Limits, reading.Asker);
        int listed = 0;
        List<(string Id, PostDocument? Post)> found = [];
        HashSet<string> changed = new(StringComparer.Ordinal);
        while (await walk.NextPageAsync(cancellation) is { } page)
        {
            listed += page.Count;
            foreach (ListedPost entry in page.Select(ListedPost.Of).OfType<ListedPost>().Where(entry => !things.IsLocal(entry.Id)))
            {
                if (entry.MayHaveChanged)
                {
                    changed.Add(entry.Id);
                }

                if (reading.Seen.Add(entry.Id))
                {
                    // What stands there whole is believed of the same author alone.
                    found.Add((entry.Id, entry.Inlined is PostDocument said && Embedding.Believes(post.AttributedTo, said) ? said : null));
                }
            }
        }

        reading.Listed.UnionWith(depth is null ? found.Select(f => f.Id) : []);
        foreach ((string id, PostDocument? own) in found)
        {
            Step step = new(id, depth ?? 1, depth is null ? null : post.Id);
            // What a list of activities shows of a post is what was said then.
            if (own is not null && !changed.Contains(id))
            {
                await FollowAsync(own, step, reading, cancellation);
            }
            else
            {
                await NoteAsync(step, depth is not null || changed.Contains(id), reading, cancellation);
            }
        }

        return listed;
    }

    /// <summary>What is to be fetched.</summary>
    /// <param name="Uri">The post.</param>
    /// <param name="Depth">How far below the one that was opened.</param>
    /// <param name="Answers">What it has to answer; null when a conversation's list named it.</param>
    private sealed record Step(string Uri, int Depth, string? Answers);

    /// <summary>One reading.</summary>
    private sealed class Reading(SigningIdentity asker, ThreadReading told)
    {
        public SigningIdentity Asker { get; } = asker;

        public FetchBudget Budget { get; } = new(MostDocuments);

        /// <summary>What is new goes before what is known and may only lead on.</summary>
        public Queue<Step> First { get; } = [];

        public Queue<Step> Later { get; } = [];

        /// <summary>Each id is followed once.</summary>
        public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

        /// <summary>What is known to belong to the thread.</summary>
        public HashSet<string> Parts { get; } = new(StringComparer.Ordinal);

        /// <summary>What the conversation's list names.</summary>
        public HashSet<string> Listed { get; } = new(StringComparer.Ordinal);

        public ThreadReading Told { get; } = told;

        public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Step? step) =>
            First.TryDequeue(out step) || Later.TryDequeue(out step);
    }
}
