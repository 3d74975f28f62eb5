using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Emojis;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Posts.Polls;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>Loads the read models of posts, from the cache where they are kept. Decides nothing about who may see them.</summary>
public sealed class PostLoader(
    IDbContextFactory<WeftDb> contexts,
    PostCache cache,
    AccountReader accounts,
    EmojiReader emojis,
    PictureSeal seal
)
{
    private const int AppsKept = 10_000;

    // Stored counts and pending changes are read in one statement, so that folding between two cannot count twice.
    private static readonly CompiledQuery<Func<WeftDb, long[], IAsyncEnumerable<Row>>> Rows = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, long[] ids) =>
                db
                    .Posts.Where(p => ids.Contains(p.Id))
                    .Select(p => new Row(
                        p,
                        db.CountChanges.Where(c => c.TargetId == p.Id && c.Kind == CountKind.Replies).Sum(c => c.Delta),
                        db.CountChanges.Where(c => c.TargetId == p.Id && c.Kind == CountKind.Reposts).Sum(c => c.Delta),
                        db.CountChanges.Where(c => c.TargetId == p.Id && c.Kind == CountKind.Likes).Sum(c => c.Delta),
                        db.CountChanges.Where(c => c.TargetId == p.Id && c.Kind == CountKind.Quotes).Sum(c => c.Delta)
                    ))
        )
    );

    // What an app is called never changes.
    private readonly BoundedCache<long, PostApp> apps = new(AppsKept);

    /// <summary>The models of those that exist, by id.</summary>
    public async Task<Dictionary<long, PostModel>> LoadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellation)
    {
        Dictionary<long, PostModel> found = new(ids.Count);
        await LoadAsync(ids, found, cancellation);
        return found;
    }

    /// <summary>Adds the models of those that exist and are not there yet.</summary>
    public async Task LoadAsync(IEnumerable<long> ids, Dictionary<long, PostModel> found, CancellationToken cancellation)
    {
        List<(long Id, PostCache.Stamp Stamp)>? missing = null;
        foreach (long id in ids)
        {
            if (found.ContainsKey(id))
            {
                continue;
            }

            if (cache.Find(id) is { } kept)
            {
                found[id] = kept;
            }
            else
            {
                (missing ??= []).Add((id, cache.StampOf(id)));
            }
        }

        if (missing is null)
        {
            return;
        }

        await foreach (PostModel post in ReadAsync([.. missing.Select(m => m.Id).Distinct()], cancellation))
        {
            found[post.Id] = post;
            cache.Put(post, missing.First(m => m.Id == post.Id).Stamp);
        }
    }

    /// <summary>To be taken before a post is written that <see cref="KeepNewAsync"/> is told of.</summary>
    internal PostCache.Stamp StampOf(long id) => cache.StampOf(id);

    /// <summary>The model of a post that was just written and mentions nobody, kept for its readers.</summary>
    /// <param name="post">The post, with its tags.</param>
    /// <param name="author">Its author, with the post counted.</param>
    /// <param name="stamp">Taken before it was written.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task<PostModel> KeepNewAsync(Post post, AccountModel author, PostCache.Stamp stamp, CancellationToken cancellation)
    {
        PostApp? app = null;
        if (post.AppId is long appId && !apps.TryGet(appId, out app))
        {
            await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
            app = (await AppsAsync(db, [appId], cancellation)).GetValueOrDefault(appId);
        }

        PostModel model = await WithEmojisAsync(
            ToModel(
                new Row(post, 0, 0, 0, 0),
                await accounts.WithEmojisAsync(author, cancellation),
                app,
                [],
                [.. post.Tags.Select(t => t.Name)]
            ),
            cancellation
        );
        cache.Put(model, stamp);
        return model;
    }

    private async IAsyncEnumerable<PostModel> ReadAsync(
        long[] ids,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        List<Row> rows = [];
        await foreach (Row row in Rows.For(db)(db, ids).WithCancellation(cancellation))
        {
            rows.Add(row);
        }

        long[] withMentions =
        [
            .. rows.Where(r => r.Post.Html is not null || r.Post.Text.Contains('@', StringComparison.Ordinal)).Select(r => r.Post.Id),
        ];
        long[] withTags = [.. rows.Where(r => r.Post.Html is not null || HasTagSign(r.Post.Text)).Select(r => r.Post.Id)];
        ILookup<long, MentionModel> mentions = await MentionsAsync(db, withMentions, cancellation);
        ILookup<long, string> tags = await TagsAsync(db, withTags, cancellation);
        Dictionary<long, PostApp> appsById = await AppsAsync(db, rows.Select(r => r.Post.AppId).OfType<long>().Distinct(), cancellation);
        Dictionary<long, PollModel> polls = await PollQuery.LoadAsync(
            db,
            [.. rows.Where(r => r.Post.HasPoll).Select(r => r.Post.Id)],
            cancellation
        );
        ILookup<long, MediaModel> media = await MediaAsync(db, rows, cancellation);
        IReadOnlyList<AccountModel> authors = await accounts.ReadAsync([.. rows.Select(r => r.Post.AuthorId).Distinct()], cancellation);
        Dictionary<long, AccountModel> authorsById = authors.ToDictionary(a => a.Id);
        foreach (Row row in rows)
        {
            if (authorsById.TryGetValue(row.Post.AuthorId, out AccountModel? author))
            {
                PostApp? app = row.Post.AppId is long appId ? appsById.GetValueOrDefault(appId) : null;
                PostModel model = ToModel(row, author, app, [.. mentions[row.Post.Id]], [.. tags[row.Post.Id]]) with
                {
                    Media = [.. media[row.Post.Id]],
                    Poll = polls.GetValueOrDefault(row.Post.Id),
                };
                yield return await WithEmojisAsync(model, cancellation);
            }
        }
    }

    private async ValueTask<PostModel> WithEmojisAsync(PostModel post, CancellationToken cancellation)
    {
        IEnumerable<string> texts = (post.Poll?.Options.Select(o => o.Title) ?? []).Prepend(post.ContentWarning).Prepend(post.Text);
        IReadOnlyList<EmojiModel> found = await emojis.InAsync(post.Author.Domain, texts, cancellation);
        return found.Count == 0 ? post : post with { Emojis = found };
    }

    private static PostModel ToModel(
        Row row,
        AccountModel author,
        PostApp? app,
        IReadOnlyList<MentionModel> mentions,
        IReadOnlyList<string> tags
    )
    {
        Post post = row.Post;
        return new PostModel
        {
            Id = post.Id,
            Author = author,
            Text = post.Text,
            Html = post.Html,
            Uri = post.Uri,
            Url = post.Url,
            ContentWarning = post.ContentWarning,
            Sensitive = post.Sensitive,
            Visibility = post.Visibility,
            ReplyPolicy = post.ReplyPolicy,
            ReplyOnRequest = post.ReplyOnRequest,
            Named = post.Named,
            QuotePolicy = post.QuotePolicy,
            QuoteOnRequest = post.QuoteOnRequest,
            Language = post.Language,
            InReplyToId = post.InReplyToId,
            InReplyToAccountId = post.InReplyToAccountId,
            ConversationId = post.ConversationId,
            RepostOfId = post.RepostOfId,
            QuoteOfId = post.QuoteOfId,
            QuoteConsent = post.QuoteConsent,
            QuoteStamp = post.QuoteStamp,
            Consent = post.Consent,
            Stamp = post.Stamp,
            QuoteRevoked = post.QuoteRevokedAt is not null,
            App = app,
            CreatedAt = post.CreatedAt,
            EditedAt = post.EditedAt,
            RepliesCount = Math.Max(0, post.RepliesCount + row.Replies),
            RepostsCount = Math.Max(0, post.RepostsCount + row.Reposts),
            LikesCount = Math.Max(0, post.LikesCount + row.Likes),
            QuotesCount = Math.Max(0, post.QuotesCount + row.Quotes),
            Mentions = mentions,
            Tags = tags,
        };
    }

    private async Task<ILookup<long, MediaModel>> MediaAsync(WeftDb db, List<Row> rows, CancellationToken cancellation)
    {
        long[] Those(bool isForeign) =>
            [.. rows.Where(r => r.Post.MediaCount > 0 && r.Post.Uri is not null == isForeign).Select(r => r.Post.Id)];

        ILookup<long, MediaModel> own = await MediaReader.OfPostsAsync(db, Those(isForeign: false), cancellation);
        long[] foreign = Those(isForeign: true);
        return foreign.Length == 0
            ? own
            : own.SelectMany(post => post, (post, media) => (PostId: post.Key, Media: media))
                .Concat(await MediaReader.OfRemotePostsAsync(db, seal, foreign, cancellation))
                .ToLookup(m => m.PostId, m => m.Media);
    }

    private async Task<Dictionary<long, PostApp>> AppsAsync(WeftDb db, IEnumerable<long> ids, CancellationToken cancellation)
    {
        Dictionary<long, PostApp> found = [];
        List<long>? missing = null;
        foreach (long id in ids)
        {
            if (apps.TryGet(id, out PostApp? app))
            {
                found[id] = app;
            }
            else
            {
                (missing ??= []).Add(id);
            }
        }

        if (missing is not null)
        {
            foreach (ClientApp row in await db.Apps.Where(a => missing.Contains(a.Id)).ToListAsync(cancellation))
            {
                PostApp app = new(row.Name, row.Website);
                apps.Put(row.Id, app);
                found[row.Id] = app;
            }
        }

        return found;
    }

    private static async Task<ILookup<long, MentionModel>> MentionsAsync(WeftDb db, long[] ids, CancellationToken cancellation)
    {
        if (ids.Length == 0)
        {
            return Enumerable.Empty<MentionModel>().ToLookup(_ => 0L);
        }

        var rows = await (
            from mention in db.PostMentions
            join account in db.Accounts on mention.AccountId equals account.Id
            where ids.Contains(mention.PostId)
            select new
            {
                mention.PostId,
                Mention = new MentionModel(account.Id, account.Username, account.Domain, account.Uri, account.Url),
            }
        ).ToListAsync(cancellation);
        return rows.ToLookup(r => r.PostId, r => r.Mention);
    }

    private static async Task<ILookup<long, string>> TagsAsync(WeftDb db, long[] ids, CancellationToken cancellation)
    {
        if (ids.Length == 0)
        {
            return Enumerable.Empty<string>().ToLookup(_ => 0L);
        }

        var rows = await db.PostTags.Where(t => ids.Contains(t.PostId)).Select(t => new { t.PostId, t.Name }).ToListAsync(cancellation);
        return rows.ToLookup(r => r.PostId, r => r.Name);
    }

    /// <summary>Both the ASCII and the full-width sign begin a tag.</summary>
    private static bool HasTagSign(string text) => text.AsSpan().IndexOfAny('#', '＃') >= 0;

    private sealed record Row(Post Post, int Replies, int Reposts, int Likes, int Quotes);
}
