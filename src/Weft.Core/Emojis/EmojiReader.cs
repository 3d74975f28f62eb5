using Microsoft.EntityFrameworkCore;
using Weft.Core.Media.Remote;
using Weft.Core.Storage;

namespace Weft.Core.Emojis;

/// <summary>Reads custom emoji. Keeps those asked for lately, also that there is none of a name, and hears when they change.</summary>
public sealed class EmojiReader(IDbContextFactory<WeftDb> contexts, PictureSeal seal, TimeProvider clock) : IEventListener
{
    private const int Kept = 20_000;

    // The command line changes this server's emoji too, and tells no running server.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly BoundedCache<(string Domain, string Shortcode), Entry> cache = new(Kept);

    /// <summary>The emoji that stand in texts of a server, in the order of their names; most texts have none.</summary>
    /// <param name="domain">The server as in its handles; null for this one.</param>
    /// <param name="texts">Texts or clean HTML.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<IReadOnlyList<EmojiModel>> InAsync(string? domain, IEnumerable<string> texts, CancellationToken cancellation)
    {
        IReadOnlyCollection<string> words = EmojiWords.In(texts);
        if (words.Count == 0)
        {
            return [];
        }

        string server = domain ?? "";
        List<EmojiModel> found = [];
        List<string>? missing = null;
        foreach (string word in words)
        {
            if (cache.TryGet((server, word), out Entry? entry) && (domain is not null || clock.GetElapsedTime(entry.ReadAt) < Fresh))
            {
                found.AddRange(entry.Emoji is { } kept ? [kept] : []);
            }
            else
            {
                (missing ??= []).Add(word);
            }
        }

        if (missing is not null)
        {
            found.AddRange(await ReadAsync(server, missing, cancellation));
        }

        return found.Count < 2 ? found : [.. found.OrderBy(e => e.Shortcode, StringComparer.Ordinal)];
    }

    /// <summary>All of this server, in the order of their names.</summary>
    public async Task<IReadOnlyList<EmojiModel>> OwnAsync(CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<CustomEmoji> rows = await db
            .CustomEmojis.AsNoTracking()
            .Where(e => e.Domain == "")
            .OrderBy(e => e.Shortcode)
            .ToListAsync(cancellation);
        return [.. rows.Select(ToModel).OfType<EmojiModel>()];
    }

    /// <summary>One of this server; null when there is none.</summary>
    public async Task<EmojiModel?> FindOwnAsync(long id, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.CustomEmojis.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id && e.Domain == "", cancellation) is { } row
            ? ToModel(row)
            : null;
    }

    /// <inheritdoc/>
    public void Hear(WeftEvent happened)
    {
        if (happened is EmojisChanged changed)
        {
            cache.DropWhere(entry => entry.Domain == changed.Domain);
        }
    }

    private async Task<List<EmojiModel>> ReadAsync(string domain, List<string> words, CancellationToken cancellation)
    {
        long readAt = clock.GetTimestamp();
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<CustomEmoji> rows = await db
            .CustomEmojis.AsNoTracking()
            .Where(e => e.Domain == domain && words.Contains(e.Shortcode))
            .ToListAsync(cancellation);
        List<EmojiModel> found = [.. rows.Select(ToModel).OfType<EmojiModel>()];
        foreach (string word in words)
        {
            cache.Put((domain, word), new Entry(domain, found.Find(e => e.Shortcode == word), readAt));
        }

        return found;
    }

    private EmojiModel? ToModel(CustomEmoji row)
    {
        (string Moving, string Still)? picture = row switch
        {
            { FileKey: { } key } => ($"{key}/{EmojiFiles.Moving}", $"{key}/{EmojiFiles.Still}"),
            { Url: { } url } when seal.PathOf(PictureKind.Emoji, row.Id, url) is var path => ($"{path}/original", $"{path}/small"),
            _ => null,
        };
        return picture is var (moving, still) ? new EmojiModel(row.Id, row.Shortcode, moving, still, row.Category, row.UpdatedAt) : null;
    }

    private sealed record Entry(string Domain, EmojiModel? Emoji, long ReadAt);
}
