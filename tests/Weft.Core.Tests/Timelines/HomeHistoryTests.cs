using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Core.Timelines;
using Weft.Testing;

namespace Weft.Core.Tests.Timelines;

/// <summary>
/// Random histories of posts, replies, reposts, deletions, follows, blocks and mutes, by the real commands: a timeline
/// that was live all the time, one that is rebuilt, and a plain reading of the tables give the same pages.
/// </summary>
public sealed class HomeHistoryTests
{
    private const int People = 5;

    private enum Act
    {
        Post,
        PostToMentioned,
        Reply,
        Repost,
        Delete,
        Follow,
        Unfollow,
        Block,
        Unblock,
        Mute,
        Unmute,
        HideReposts,
        Like,
        Answer,
        Wait,
        Read,
    }

    private sealed record Step(Act Act, int Who, int Whom, int Which, int Minutes);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(Act.Post)),
            (1, Gen.Const(Act.PostToMentioned)),
            (4, Gen.Const(Act.Reply)),
            (6, Gen.Const(Act.Repost)),
            (2, Gen.Const(Act.Delete)),
            (4, Gen.Const(Act.Follow)),
            (1, Gen.Const(Act.Unfollow)),
            (1, Gen.Const(Act.Block)),
            (1, Gen.Const(Act.Unblock)),
            (1, Gen.Const(Act.Mute)),
            (1, Gen.Const(Act.Unmute)),
            (1, Gen.Const(Act.HideReposts)),
            (2, Gen.Const(Act.Like)),
            (3, Gen.Const(Act.Answer)),
            (2, Gen.Const(Act.Wait)),
            (3, Gen.Const(Act.Read))
        ),
        Gen.Int[0, People - 1],
        Gen.Int[0, People - 1],
        Gen.Int[0, 1000],
        Gen.Int[1, 1500],
        (act, who, whom, which, minutes) => new Step(act, who, whom, which, minutes)
    );

    [Theory]
    [EachDatabase]
    public async Task A_live_a_rebuilt_and_a_plainly_read_timeline_are_the_same(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(
            kind,
            services => services.AddSingleton(new LocalDomain("weft.example")).AddAccounts().AddPosts().AddTimelines()
        );
        await Steps.Array[10, 60].SampleAsync(async steps => await PlayAsync(store, steps), iter: 25, threads: 1);
    }

    private static async Task PlayAsync(TestStore store, Step[] steps)
    {
        History history = new(store, [.. Enumerable.Range(0, People).Select(_ => store.Ids.Next(IdSource.PickShard()))]);
        await store.AddAsync([
            .. history.People.Select(id => new Account
            {
                Id = id,
                Shard = SnowflakeId.ShardOf(id),
                Username = $"p{id}",
                Domain = id == history.Afar ? "far.example" : null,
                CreatedAt = store.Clock.GetUtcNow(),
            }),
        ]);
        // The first person's timeline is live from the beginning and hears of everything as it happens.
        LiveHome live = history.Open();
        try
        {
            await live.ReadAsync(new HomePageRequest(0, long.MaxValue, 20, Upwards: false));
            foreach (Step step in steps)
            {
                await history.DoAsync(step);
                if (step.Act == Act.Read)
                {
                    await history.CheckAsync(live);
                }
            }

            await history.CheckAsync(live);
        }
        finally
        {
            live.Close();
        }
    }

    /// <summary>One run: who there is, what was said, and how to act.</summary>
    private sealed class History(TestStore store, long[] people)
    {
        private readonly List<long> rows = [];

        public long[] People => people;

        /// <summary>Lives elsewhere, and looks at each like, reply and repost first.</summary>
        public long Afar => people[^1];

        private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

        public LiveHome Open() => new(people[0], Get<TimelineHub>(), Get<RebuildGate>(), Get<IDbContextFactory<WeftDb>>(), store.Clock);

        public async Task DoAsync(Step step)
        {
            store.Clock.Advance(TimeSpan.FromMilliseconds(5));
            long who = people[step.Who];
            long whom = people[step.Whom];
            long? row = rows.Count == 0 ? null : rows[step.Which % rows.Count];
            switch (step.Act)
            {
                case Act.Post:
                    await PublishAsync(new PublishPost(who, "hello"));
                    break;
                case Act.PostToMentioned:
                    await PublishAsync(new PublishPost(who, $"psst @p{whom}", Visibility: Visibility.Mentioned));
                    break;
                case Act.Reply when row is long answered:
                    await PublishAsync(new PublishPost(who, "so it is", InReplyToId: answered));
                    break;
                case Act.Repost when row is long original:
                    Outcome<Post> repost = await Get<RepostPostHandler>().RunAsync(new RepostPost(who, original), Cancellation);
                    Remember(repost);
                    break;
                case Act.Delete when row is long gone:
                    await DeleteAsync(gone);
                    break;
                case Act.Follow:
                    await Get<FollowAccountHandler>().RunAsync(new FollowAccount(who, whom), Cancellation);
                    await Get<AnswerFollowRequestHandler>().RunAsync(new AnswerFollowRequest(whom, who, true), Cancellation);
                    break;
                case Act.Answer when row is long asked:
                    await AnswerAsync(asked, step.Minutes % 3 != 0);
                    break;
                case Act.HideReposts:
                    await Get<FollowAccountHandler>().RunAsync(new FollowAccount(who, whom, ShowReposts: false), Cancellation);
                    break;
                case Act.Unfollow:
                    await Get<UnfollowAccountHandler>().RunAsync(new UnfollowAccount(who, whom), Cancellation);
                    break;
                case Act.Block:
                    await Get<BlockAccountHandler>().RunAsync(new BlockAccount(who, whom), Cancellation);
                    break;
                case Act.Unblock:
                    await Get<UnblockAccountHandler>().RunAsync(new UnblockAccount(who, whom), Cancellation);
                    break;
                case Act.Mute:
                    TimeSpan? duration = step.Which % 2 == 0 ? TimeSpan.FromMinutes(step.Minutes) : null;
                    await Get<MuteAccountHandler>().RunAsync(new MuteAccount(who, whom, Duration: duration), Cancellation);
                    break;
                case Act.Unmute:
                    await Get<UnmuteAccountHandler>().RunAsync(new UnmuteAccount(who, whom), Cancellation);
                    break;
                case Act.Like when row is long liked:
                    await Get<LikePostHandler>().RunAsync(new LikePost(who, liked), Cancellation);
                    break;
                case Act.Wait:
                    store.Clock.Advance(TimeSpan.FromMinutes(step.Minutes));
                    break;
            }
        }

        /// <summary>The whole timeline, in small pages downwards and upwards, from each of the three.</summary>
        public async Task CheckAsync(LiveHome live)
        {
            List<HomeEntry> expected = await PlainAsync();
            Assert.Equal(expected, await DownAsync(live));
            Assert.Equal(expected, await UpAsync(live));
            LiveHome rebuilt = Open();
            try
            {
                Assert.Equal(expected, await DownAsync(rebuilt));
            }
            finally
            {
                rebuilt.Close();
            }
        }

        private static async Task<List<HomeEntry>> DownAsync(LiveHome home)
        {
            List<HomeEntry> all = [];
            long below = long.MaxValue;
            while (true)
            {
                HomePage page = await home.ReadAsync(new HomePageRequest(0, below, 4, Upwards: false));
                all.AddRange(page.Entries);
                if (!page.Full)
                {
                    return all;
                }

                below = page.Entries[^1].PostId;
            }
        }

        private static async Task<List<HomeEntry>> UpAsync(LiveHome home)
        {
            List<HomeEntry> all = [];
            long above = 1;
            while (true)
            {
                HomePage page = await home.ReadAsync(new HomePageRequest(above, long.MaxValue, 3, Upwards: true));
                all.InsertRange(0, page.Entries);
                if (!page.Full)
                {
                    return all;
                }

                above = page.Entries[0].PostId;
            }
        }

        /// <summary>The rules of docs/adr/0007 written down a second time, over whole tables.</summary>
        private async Task<List<HomeEntry>> PlainAsync()
        {
            await using WeftDb db = store.Read();
            long me = people[0];
            DateTimeOffset now = store.Clock.GetUtcNow();
            List<Post> posts = await db
                .Posts.Include(p => p.Mentions)
                .Where(p => people.Contains(p.AuthorId))
                .OrderBy(p => p.Id)
                .ToListAsync(Cancellation);
            List<Follow> follows = await db.Follows.Where(f => f.FollowerId == me).ToListAsync(Cancellation);
            HashSet<long> unwelcome =
            [
                .. await db.Blocks.Where(b => b.AccountId == me).Select(b => b.TargetId).ToListAsync(Cancellation),
                .. await db.Blocks.Where(b => b.TargetId == me).Select(b => b.AccountId).ToListAsync(Cancellation),
                .. (await db.Mutes.Where(m => m.AccountId == me).ToListAsync(Cancellation))
                    .Where(m => m.ExpiresAt is null || m.ExpiresAt > now)
                    .Select(m => m.TargetId),
            ];
            bool Follows(long id) => follows.Exists(f => f.FolloweeId == id);
            bool Belongs(Post post)
            {
                long? original = post.RepostOfId is long id ? posts.Single(p => p.Id == id).AuthorId : null;
                if (original is long o && o != me && unwelcome.Contains(o))
                {
                    return false;
                }

                if (post.AuthorId == me)
                {
                    return true;
                }

                if (post.Consent != Consent.Given || !Follows(post.AuthorId) || unwelcome.Contains(post.AuthorId))
                {
                    return false;
                }

                if (post.Visibility == Visibility.Mentioned && post.Mentions.All(m => m.AccountId != me))
                {
                    return false;
                }

                if (original is not null)
                {
                    return follows.Single(f => f.FolloweeId == post.AuthorId).ShowReposts;
                }

                return post.InReplyToAccountId is not long answered
                    || answered == post.AuthorId
                    || answered == me
                    || Follows(answered) && !unwelcome.Contains(answered);
            }

            List<Post> belonging = posts.FindAll(Belongs);
            bool Repeats(Post post) =>
                post.RepostOfId is long target
                && belonging.Exists(e =>
                    e.Id < post.Id && e.Id > post.Id - SnowflakeId.Span(TimeSpan.FromHours(24)) && (e.RepostOfId ?? e.Id) == target
                );
            HashSet<long> liked = await db.Likes.Where(l => l.AccountId == me).Select(l => l.PostId).ToHashSetAsync(Cancellation);
            HashSet<long> reposted = [.. posts.Where(p => p.AuthorId == me).Select(p => p.RepostOfId).OfType<long>()];
            PostMarks Marks(long id) => (liked.Contains(id) ? PostMarks.Liked : 0) | (reposted.Contains(id) ? PostMarks.Reposted : 0);
            return
            [
                .. belonging
                    .Where(p => !Repeats(p))
                    .OrderByDescending(p => p.Id)
                    .Select(p => new HomeEntry(p.Id, p.RepostOfId ?? p.Id, Marks(p.RepostOfId ?? p.Id))),
            ];
        }

        private async Task PublishAsync(PublishPost command)
        {
            Outcome<Post> said = await Get<PublishPostHandler>().RunAsync(command, Cancellation);
            Remember(said);
            if (said.Succeeded && command.AuthorId == Afar)
            {
                await store.AskFirstAsync(said.Value.Id);
            }
        }

        /// <summary>What the author of the post says to the reply or repost; nothing to anything else.</summary>
        private async Task AnswerAsync(long row, bool yes)
        {
            await using WeftDb db = store.Read();
            if (await db.Posts.SingleOrDefaultAsync(p => p.Id == row, Cancellation) is { } post)
            {
                Interaction kind = post.RepostOfId is null ? Interaction.Reply : Interaction.Repost;
                await Get<ReceiveInteractionAnswerHandler>()
                    .RunAsync(new ReceiveInteractionAnswer(Afar, kind, post.AuthorId, row, yes ? $"stamp of {row}" : null), Cancellation);
            }
        }

        private async Task DeleteAsync(long row)
        {
            await using WeftDb db = store.Read();
            Post? post = await db.Posts.SingleOrDefaultAsync(p => p.Id == row, Cancellation);
            if (post?.RepostOfId is long original)
            {
                await Get<UndoRepostHandler>().RunAsync(new UndoRepost(post.AuthorId, original), Cancellation);
            }
            else if (post is not null)
            {
                await Get<DeletePostHandler>().RunAsync(new DeletePost(post.AuthorId, row), Cancellation);
            }
        }

        private void Remember(Outcome<Post> outcome)
        {
            if (outcome.Succeeded)
            {
                rows.Add(outcome.Value.Id);
            }
        }

        private T Get<T>()
            where T : notnull => store.Services.GetRequiredService<T>();
    }
}
