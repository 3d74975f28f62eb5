using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Collections;
using Weft.Federation.Documents;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;

namespace Weft.Federation.Synchronization;

/// <summary>
/// Makes both servers agree on who of us follows somebody of theirs (FEP-8fcf): who is not on their list follows no
/// longer, and of whom they list wrongly they are told.
/// </summary>
public sealed partial class SynchronizeFollowers(
    IDbContextFactory<WeftDb> contexts,
    DocumentFetch documents,
    KnownThings things,
    LocalAddresses addresses,
    IActorKeys keys,
    IWriter writer,
    TimeProvider clock,
    ILogger<SynchronizeFollowers> log
)
{
    /// <summary>The same person's followers are compared no more often than this.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    private static readonly WalkLimits Limits = new(Pages: 50, Items: 10_000, Bytes: 10 * 1024 * 1024);

    private readonly BoundedCache<long, Compared> compared = new(10_000);
    private readonly Channel<Offer> offers = Channel.CreateBounded<Offer>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>What is to be compared. Lost with the process: the next post for followers says the same again.</summary>
    internal ChannelReader<Offer> Offers => offers.Reader;

    /// <summary>A post came with the header; the author has signed it.</summary>
    /// <param name="author">The author.</param>
    /// <param name="field">The header's value; null without one.</param>
    public void Offered(RemotePerson author, string? field)
    {
        ArgumentNullException.ThrowIfNull(author);
        if (
            SynchronizationHeader.TryParse(field, out SynchronizationHeader? header)
            && author.Followers is { } followers
            && WebAddress.SameId(header.CollectionId, followers)
            && Origin.Same(header.Url, author.Uri)
        )
        {
            offers.Writer.TryWrite(new Offer(author, header));
        }
    }

    /// <summary>Compares, and sets right what differs.</summary>
    /// <returns>How many follows were changed or disowned.</returns>
    public async Task<int> RunAsync(RemotePerson author, SynchronizationHeader header, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(author);
        ArgumentNullException.ThrowIfNull(header);
        IReadOnlyDictionary<long, string> ours = await FollowersHereAsync(author.AccountId, cancellation);
        DateTimeOffset now = clock.GetUtcNow();
        bool isRecent = compared.TryGet(author.AccountId, out Compared? last) && last.At + Pause > now;
        if (Digest(ours.Values) == header.Digest || isRecent)
        {
            return 0;
        }

        compared.Put(author.AccountId, new Compared(now));
        if (await ListedAsync(header, cancellation) is not { } listed)
        {
            return 0;
        }

        IReadOnlyList<long> theirs = await things.AccountsAsync(listed, cancellation);
        int changed = 0;
        foreach (long follower in ours.Keys.Except(theirs))
        {
            await new RemoveFollowerHandler(writer).RunAsync(new RemoveFollower(author.AccountId, follower), cancellation);
            changed++;
        }

        foreach (long stranger in theirs.Except(ours.Keys))
        {
            await new DisownFollowHandler(writer).RunAsync(new DisownFollow(stranger, author.AccountId), cancellation);
            changed++;
        }

        LogSynchronized(author.Uri, changed);
        return changed;
    }

    /// <summary>Whom they list; null when the list is not the one that the header speaks of, so that nobody is removed because of a part of it.</summary>
    private async Task<IReadOnlyList<string>?> ListedAsync(SynchronizationHeader header, CancellationToken cancellation)
    {
        SigningIdentity instance = await keys.OfAsync(ActorKey.InstanceActor, cancellation);
        CollectionWalk walk = new(documents, new Reference(header.Url, null), header.Url, Limits, instance);
        List<string> listed = [];
        while (await walk.NextPageAsync(cancellation) is { } page)
        {
            listed.AddRange(page.Select(entry => entry.Id).OfType<string>());
        }

        if (walk.Why is not null || Digest(listed.Distinct()) != header.Digest)
        {
            LogUnclear(header.Url, walk.Why ?? "It is another list by now.");
            return null;
        }

        return [.. listed.Where(things.IsLocal)];
    }

    private async Task<IReadOnlyDictionary<long, string>> FollowersHereAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db
            .Follows.Where(f => f.FolloweeId == accountId)
            .Join(db.Accounts.Where(a => a.Domain == null), f => f.FollowerId, a => a.Id, (_, a) => new { a.Id, a.Username })
            .ToDictionaryAsync(a => a.Id, a => addresses.Actor(a.Username), cancellation);
    }

    private static string Digest(IEnumerable<string> ids)
    {
        FollowersDigest digest = new();
        foreach (string id in ids)
        {
            digest.Add(id);
        }

        return digest.ToString();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The followers of {Actor} here and there differed by {Count} and agree now")]
    private partial void LogSynchronized(string actor, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The list of followers at {Url} could not be used: {Why}")]
    private partial void LogUnclear(string url, string why);

    private sealed record Compared(DateTimeOffset At);
}

/// <summary>What another server said of who of us follows somebody of its.</summary>
internal sealed record Offer(RemotePerson Author, SynchronizationHeader Header);
