using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Emojis;
using Weft.Core.Media.Remote;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Reads accounts as everyone sees them. Keeps those read lately, and hears when they change.</summary>
public sealed class AccountReader(IDbContextFactory<WeftDb> contexts, EmojiReader emojis, PictureSeal seal) : IEventListener
{
    /// <summary>How much of a search is looked at, in characters.</summary>
    private const int MaxQuery = 100;

    /// <summary>How long a handle with its domain can be, in characters.</summary>
    private const int MaxHandle = 500;

    // Account and pending changes in one statement: folding moves a number from one to the other.
    private static readonly CompiledQuery<Func<WeftDb, long[], IAsyncEnumerable<Row>>> Rows = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long[] ids) =>
                db
                    // Who is on a suspended server is nowhere: every door asks here.
                    .Accounts.Where(a => ids.Contains(a.Id) && a.Standing != HostPolicy.Suspended)
                    .Select(a => new Row(
                        a,
                        db.CountChanges.Where(c => c.TargetId == a.Id && c.Kind == CountKind.Followers).Sum(c => c.Delta),
                        a.Domain == null ? null : db.RemoteActors.FirstOrDefault(r => r.AccountId == a.Id)!.AvatarUrl,
                        a.Domain == null ? null : db.RemoteActors.FirstOrDefault(r => r.AccountId == a.Id)!.HeaderUrl
                    ))
        )
    );

    private readonly AccountCache cache = new();

    /// <summary>The account; null when there is none.</summary>
    public async Task<AccountModel?> FindAsync(long id, CancellationToken cancellation) =>
        await ReadAsync([id], cancellation) is [AccountModel account] ? account : null;

    /// <summary>
    /// The account with that name, without regard to case and a leading @; null when there is none. Of another server's
    /// account the name with its domain.
    /// </summary>
    public async Task<AccountModel?> FindByUsernameAsync(string username, CancellationToken cancellation)
    {
        string name = Usernames.Normalize(username);
        if (
            name.Length > MaxHandle
            || !name.Contains('@', StringComparison.Ordinal) && Usernames.Check(name, allowReserved: true) is not null
        )
        {
            return null;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        long id = await db
            .Handles.Where(h => h.Name == name && h.RetiredAt == null)
            .Select(h => h.AccountId)
            .FirstOrDefaultAsync(cancellation);
        return id == 0 ? null : await FindAsync(id, cancellation);
    }

    /// <summary>Whether an account of this server had that name and was deleted.</summary>
    public async Task<bool> HasLeftAsync(string username, CancellationToken cancellation)
    {
        string name = Usernames.Normalize(username);
        if (Usernames.Check(name, allowReserved: true) is not null)
        {
            return false;
        }

        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Handles.AnyAsync(h => h.Name == name && h.RetiredAt != null, cancellation);
    }

    /// <summary>The accounts in the order of their ids as given, each as often as given; unknown ones are left out.</summary>
    public async Task<IReadOnlyList<AccountModel>> ReadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Dictionary<long, AccountModel> found = await FindAllAsync(ids, cancellation);
        long[] newSelves = [.. found.Values.Select(a => a.MovedToId).OfType<long>()];
        if (newSelves.Length > 0)
        {
            // Put together at each reading, so that the new self is as it is now.
            Dictionary<long, AccountModel> selves = await FindAllAsync(newSelves, cancellation);
            foreach (AccountModel gone in found.Values.Where(a => a.MovedToId is not null).ToList())
            {
                found[gone.Id] = gone with { MovedTo = selves.GetValueOrDefault(gone.MovedToId!.Value) };
            }
        }

        return [.. ids.Select(id => found.GetValueOrDefault(id)).OfType<AccountModel>()];
    }

    private async Task<Dictionary<long, AccountModel>> FindAllAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        Dictionary<long, AccountModel> found = [];
        Dictionary<long, long> missing = [];
        foreach (long id in ids)
        {
            if (cache.Find(id) is AccountModel model)
            {
                found[id] = model;
            }
            else
            {
                missing[id] = cache.Stamp(id);
            }
        }

        if (missing.Count > 0)
        {
            await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
            foreach (AccountModel model in await LoadAsync(db, missing.Keys, cancellation))
            {
                cache.Keep(model, missing[model.Id]);
                found[model.Id] = model;
            }
        }

        return found;
    }

    /// <summary>The accounts by their ids; unknown ones are left out.</summary>
    internal async Task<Dictionary<long, AccountModel>> ReadByIdAsync(IEnumerable<long> ids, CancellationToken cancellation) =>
        (await ReadAsync([.. ids.Distinct()], cancellation)).ToDictionary(a => a.Id);

    /// <summary>
    /// Accounts whose username begins with the query or whose display name holds it: the exact name first, then those
    /// whom the viewer follows, then by followers. Leaves out whoever blocks the viewer or is blocked, and whoever waits
    /// for approval. Scans all accounts, on all shards.
    /// </summary>
    /// <param name="query">A part of a name; nothing is found for nothing.</param>
    /// <param name="viewerId">Who looks; null for somebody who is not logged in.</param>
    /// <param name="part">Which of them; their order has no key that a page could go on from.</param>
    /// <param name="onlyFollowing">Whether to look only among those whom the viewer follows.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AccountModel>> SearchAsync(
        string query,
        long? viewerId,
        SearchPart part,
        bool onlyFollowing,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(query);
        string text = Searchable(query);
        string prefix = Usernames.Normalize(text);
        if (prefix.Length == 0 || part.IsBeyond)
        {
            return [];
        }

        long viewer = viewerId ?? 0;
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        IQueryable<ShutOut> shut = db.ShutOut();
        List<long> ids = await Named(db, prefix, text)
            .Where(a =>
                a.Standing == HostPolicy.Normal
                || a.Standing == HostPolicy.Silenced && db.Follows.Any(f => f.FollowerId == viewer && f.FolloweeId == a.Id)
            )
            .Where(a => !shut.Any(s => s.AccountId == viewer && s.TargetId == a.Id))
            .Where(a => !onlyFollowing || db.Follows.Any(f => f.FollowerId == viewer && f.FolloweeId == a.Id))
            .Where(a => !db.Blocks.Any(b => b.AccountId == viewer && b.TargetId == a.Id || b.AccountId == a.Id && b.TargetId == viewer))
            .Where(a => !db.Logins.Any(l => l.AccountId == a.Id && l.ApprovedAt == null))
            .OrderByDescending(a => a.Username == prefix)
            .ThenByDescending(a => db.Follows.Any(f => f.FollowerId == viewer && f.FolloweeId == a.Id))
            .ThenByDescending(a => a.FollowersCount)
            .ThenByDescending(a => a.Id)
            .Select(a => a.Id)
            .Take(part.Reach)
            .ToListAsync(cancellation);
        return await ReadAsync(part.Of(ids), cancellation);
    }

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        switch (happened)
        {
            case ProfileChanged profile:
                cache.Drop(profile.AccountId);
                break;
            case AccountDeleted account:
                cache.Drop(account.AccountId);
                break;
            case HostsJudged or EmojisChanged { Domain: "" }:
                cache.DropAll();
                break;
            case AccountCountsChanged counts:
                foreach (long id in counts.AccountIds)
                {
                    cache.Drop(id);
                }

                break;
        }
    }

    /// <summary>Without what no name holds: control characters, halves of characters, and more than a name can be.</summary>
    private static string Searchable(string query)
    {
        StringBuilder text = new();
        foreach (Rune rune in query.Trim().EnumerateRunes().Where(r => !Rune.IsControl(r)).Take(MaxQuery))
        {
            text.Append(rune);
        }

        return text.ToString();
    }

    private static IQueryable<Account> Named(WeftDb db, string prefix, string text)
    {
        string bare = text.TrimStart('@');
        string lower = bare.ToLowerInvariant();
        int at = prefix.IndexOf('@', StringComparison.Ordinal);
        if (at > 0)
        {
            // A handle of another server, or its beginning.
            IQueryable<long> named = db.Handles.Where(h => h.Name.StartsWith(prefix) && h.RetiredAt == null).Select(h => h.AccountId);
            return db.Accounts.Where(a => named.Contains(a.Id));
        }

        // SQLite lowers ASCII letters only, so that the name is compared as it is written too.
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, which knows no culture.
        return db.Accounts.Where(a =>
            a.Username.StartsWith(prefix) || a.DisplayName.ToLower().Contains(lower) || a.DisplayName.Contains(bare)
        );
#pragma warning restore CA1304, CA1311, CA1862
    }

    private async Task<IEnumerable<AccountModel>> LoadAsync(WeftDb db, IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        List<AccountModel> models = [];
        await foreach (Row row in Rows.For(db)(db, [.. ids]).WithCancellation(cancellation))
        {
            AccountModel model = ToModel(row.Account, row.PendingFollowers);
            models.Add(
                model.IsLocal
                    ? model
                    : model with
                    {
                        AvatarPath = seal.OnlyPathOf(PictureKind.Avatar, model.Id, row.AvatarUrl),
                        HeaderPath = seal.OnlyPathOf(PictureKind.Header, model.Id, row.HeaderUrl),
                    }
            );
        }

        for (int i = 0; i < models.Count; i++)
        {
            models[i] = await WithEmojisAsync(models[i], cancellation);
        }

        return models;
    }

    /// <summary>The account with the custom emoji of its texts.</summary>
    internal async ValueTask<AccountModel> WithEmojisAsync(AccountModel account, CancellationToken cancellation)
    {
        IEnumerable<string> texts = account.Fields.SelectMany(f => new[] { f.Name, f.Value }).Prepend(account.Note);
        IReadOnlyList<EmojiModel> found = await emojis.InAsync(account.Domain, texts.Prepend(account.RawDisplayName), cancellation);
        return found.Count == 0 ? account : account with { Emojis = found };
    }

    /// <summary>The account of a row, with the followers that are not yet counted in it.</summary>
    internal static AccountModel ToModel(Account account, int pendingFollowers) =>
        new(
            account.Id,
            account.Username,
            account.DisplayName.Length > 0 ? account.DisplayName : account.Username,
            account.DisplayName,
            account.Note,
            account.Fields,
            account.Locked,
            account.Bot,
            account.Discoverable,
            account.Indexable,
            account.HideCollections,
            account.CreatedAt,
            account.LastPostAt,
            account.FollowersCount + pendingFollowers,
            account.FollowingCount,
            account.PostsCount
        )
        {
            Domain = account.Domain,
            Uri = account.Uri,
            Url = account.Url,
            AvatarPath = account.AvatarPath,
            HeaderPath = account.HeaderPath,
            MovedToId = account.MovedToId,
            Standing = account.Standing,
        };

    private sealed record Row(Account Account, int PendingFollowers, string? AvatarUrl, string? HeaderUrl);
}
