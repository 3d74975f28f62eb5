using CsCheck;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

/// <summary>Whatever people do in whatever order, the counts that are shown are what one would count.</summary>
public sealed class CountsPropertyTests
{
    private enum Act
    {
        Post,
        Reply,
        Quote,
        Like,
        Unlike,
        Repost,
        UndoRepost,
        Delete,
        Revoke,
        Answer,
    }

    [Theory, EachDatabase]
    public async Task Shown_counts_are_what_one_would_count(DatabaseKind kind)
    {
        Gen<(Act Act, int Who, int Which, Visibility Visibility)[]> histories = Gen.Select(
            Gen.Enum<Act>(),
            Gen.Int[0, 3],
            Gen.Int[0, 9],
            Gen.Enum<Visibility>()
        ).Array[20, 60];

        await histories.SampleAsync(history => HoldsAsync(kind, history), iter: kind == DatabaseKind.Sqlite ? 40 : 10, threads: 1);
    }

    private static async Task HoldsAsync(DatabaseKind kind, (Act Act, int Who, int Which, Visibility Visibility)[] history)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        // The last one lives elsewhere, and looks at each like, reply and repost first.
        long afar = await stage.JoinAsync("far", account => account.Domain = "far.example");
        long[] people = [await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"), afar];
        await stage.FollowAsync(people[1], people[0]);
        List<long> posts = [(await stage.SayAsync(people[0], "First")).Id];
        foreach ((Act act, int who, int which, Visibility visibility) in history)
        {
            if (act == Act.Answer)
            {
                await AnswerAsync(stage, afar, which, yes: who != 0);
            }
            else if (await DoAsync(stage, act, people[who], posts[which % posts.Count], visibility) is long made)
            {
                posts.Add(made);
                if (people[who] == afar && act != Act.Repost)
                {
                    await stage.Store.AskFirstAsync(made);
                }
            }
        }

        await using WeftDb db = stage.Store.Read();
        foreach (Post post in await db.Posts.Where(p => p.RepostOfId == null).ToListAsync())
        {
            IQueryable<Post> standing = db.Posts.Where(p => p.Consent == Consent.Given);
            IQueryable<Post> open = standing.Where(p => p.Visibility == Visibility.Public || p.Visibility == Visibility.Unlisted);
            Assert.Equal(
                await db.Likes.CountAsync(l => l.PostId == post.Id && l.Consent == Consent.Given),
                await stage.CountAsync(post.Id, CountKind.Likes)
            );
            Assert.Equal(await standing.CountAsync(p => p.RepostOfId == post.Id), await stage.CountAsync(post.Id, CountKind.Reposts));
            Assert.Equal(await open.CountAsync(p => p.InReplyToId == post.Id), await stage.CountAsync(post.Id, CountKind.Replies));
            Assert.Equal(
                await open.CountAsync(p => p.QuoteOfId == post.Id && p.QuoteRevokedAt == null && p.QuoteConsent == Consent.Given),
                await stage.CountAsync(post.Id, CountKind.Quotes)
            );
        }

        foreach (long person in people)
        {
            int counted = await db.Posts.CountAsync(p => p.AuthorId == person && p.Visibility != Visibility.Mentioned);
            Assert.Equal(counted, (await stage.AccountAsync(person)).PostsCount);
        }
    }

    /// <summary>Somebody elsewhere answers one of those who asked, or changes its mind.</summary>
    private static async Task AnswerAsync(PostStage stage, long afar, int which, bool yes)
    {
        await using WeftDb db = stage.Store.Read();
        IQueryable<long> theirs = db.Posts.Where(p => p.AuthorId == afar && p.Uri != null).Select(p => p.Id);
        List<ReceiveInteractionAnswer> asked =
        [
            .. (await db.Likes.Where(l => theirs.Contains(l.PostId)).OrderBy(l => l.Id).ToListAsync()).Select(l =>
                Of(Interaction.Like, l.AccountId, l.Id)
            ),
            .. (
                await db
                    .Posts.Where(p => theirs.Contains(p.InReplyToId ?? 0) || theirs.Contains(p.RepostOfId ?? 0))
                    .OrderBy(p => p.Id)
                    .ToListAsync()
            ).Select(p => Of(p.RepostOfId is null ? Interaction.Reply : Interaction.Repost, p.AuthorId, p.Id)),
        ];
        if (asked.Count > 0)
        {
            await stage.Get<ReceiveInteractionAnswerHandler>().RunAsync(asked[which % asked.Count], PostStage.Token);
        }

        ReceiveInteractionAnswer Of(Interaction kind, long who, long row) =>
            new(afar, kind, who, row, yes ? $"https://far.example/stamps/{row}" : null);
    }

    /// <summary>Answers the id of the row that was made, if one was; what is refused is part of the game.</summary>
    private static async Task<long?> DoAsync(PostStage stage, Act act, long who, long which, Visibility visibility)
    {
        CancellationToken none = PostStage.Token;
        PublishPost say = new(who, "@ana @bo something", Visibility: visibility);
        switch (act)
        {
            case Act.Post:
                return (await stage.TryAsync(say)).Value?.Id;
            case Act.Reply:
                return (await stage.TryAsync(say with { InReplyToId = which })).Value?.Id;
            case Act.Quote:
                return (await stage.TryAsync(say with { QuoteOfId = which })).Value?.Id;
            case Act.Like:
                await stage.Get<LikePostHandler>().RunAsync(new LikePost(who, which), none);
                return null;
            case Act.Unlike:
                await stage.Get<UnlikePostHandler>().RunAsync(new UnlikePost(who, which), none);
                return null;
            case Act.Repost:
                return (await stage.Get<RepostPostHandler>().RunAsync(new RepostPost(who, which), none)).Value?.Id;
            case Act.UndoRepost:
                await stage.Get<UndoRepostHandler>().RunAsync(new UndoRepost(who, which), none);
                return null;
            case Act.Delete:
                await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(who, which), none);
                return null;
            default:
                Post? quote = await stage.RowAsync(which);
                await stage.Get<RevokeQuoteHandler>().RunAsync(new RevokeQuote(who, quote?.QuoteOfId ?? 0, which), none);
                return null;
        }
    }
}
