using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Core.Timelines;
using Weft.Testing;

namespace Weft.Core.Tests.Safety;

/// <summary>
/// The people of <see cref="VisibilityMatrix"/>, and what the author and nora said. Nora is everybody's neighbour: she
/// follows the author, is mentioned, answers, quotes and reposts; all follow her.
/// </summary>
internal sealed class MatrixStage : IAsyncDisposable
{
    private const string Text = "#weft @mentioned @friend @blocked @blocker @nora";

    private static readonly Visibility[] All = [Visibility.Public, Visibility.Unlisted, Visibility.Followers, Visibility.Mentioned];

    private readonly TestStore store;
    private readonly Dictionary<string, long> people = [];
    private readonly Dictionary<string, LiveHome> homes = [];

    private MatrixStage(TestStore store) => this.store = store;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Nora's first post, which the author answers and quotes.</summary>
    public long Root { get; private set; }

    /// <summary>The author's posts that answer nothing.</summary>
    public long[] Said { get; private set; } = [];

    /// <summary>The author's answers to the root.</summary>
    public long[] Answers { get; private set; } = [];

    /// <summary>The author's quotes of the root.</summary>
    public long[] Quotes { get; private set; } = [];

    /// <summary>Nora's public answers to what the author said.</summary>
    public long[] NorasAnswers { get; private set; } = [];

    /// <summary>Nora's quotes of the public and the unlisted post.</summary>
    public long[] NorasQuotes { get; private set; } = [];

    /// <summary>Nora's reposts of the public and the unlisted post.</summary>
    public long[] NorasReposts { get; private set; } = [];

    public static async Task<MatrixStage> OpenAsync(DatabaseKind kind)
    {
        TestStore store = await TestStore.OpenAsync(
            kind,
            services => services.AddSingleton(new LocalDomain("weft.example")).AddAccounts().AddNotifications().AddPosts().AddTimelines()
        );
        MatrixStage stage = new(store);
        await stage.SetAsync();
        return stage;
    }

    public T Get<T>()
        where T : notnull => store.Services.GetRequiredService<T>();

    public long? IdOf(string viewer) => viewer == "visitor" ? null : people[viewer];

    /// <summary>Somebody's home, live since before anything was said.</summary>
    public async Task<IReadOnlyList<PostView>> HomeAsync(string viewer)
    {
        HomePage page = await homes[viewer].ReadAsync(new HomePageRequest(0, long.MaxValue, 200, Upwards: false));
        return await Get<PostReader>().ReadHomeAsync(page, people[viewer], Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (LiveHome home in homes.Values)
        {
            home.Close();
        }

        await store.DisposeAsync();
    }

    private async Task SetAsync()
    {
        foreach (string name in VisibilityMatrix.Viewers.Skip(1).Append("nora"))
        {
            await JoinAsync(name);
        }

        foreach (string name in people.Keys.Where(name => name != "nora"))
        {
            await FollowAsync(name, "nora");
            LiveHome home = new(people[name], Get<TimelineHub>(), Get<RebuildGate>(), Get<IDbContextFactory<WeftDb>>(), store.Clock);
            homes[name] = home;
            await home.ReadAsync(new HomePageRequest(0, long.MaxValue, 20, Upwards: false));
        }

        foreach (string name in new[] { "follower", "friend", "blocked", "blocker", "muter", "nora" })
        {
            await FollowAsync(name, "author");
        }

        Root = await SayAsync(new PublishPost(people["nora"], "the root"));
        Said = await SayAllAsync(new PublishPost(people["author"], Text));
        Answers = await SayAllAsync(new PublishPost(people["author"], Text, InReplyToId: Root));
        Quotes = await SayAllAsync(new PublishPost(people["author"], Text, QuoteOfId: Root));
        NorasAnswers = [.. await EachAsync(Said, id => SayAsync(new PublishPost(people["nora"], "indeed", InReplyToId: id)))];
        NorasQuotes = [.. await EachAsync(Said[..2], id => SayAsync(new PublishPost(people["nora"], "look", QuoteOfId: id)))];
        NorasReposts = [.. await EachAsync(Said[..2], RepostAsync)];
        await MarkAsync();

        Done(await Get<BlockAccountHandler>().RunAsync(new BlockAccount(people["author"], people["blocked"]), Token));
        Done(await Get<BlockAccountHandler>().RunAsync(new BlockAccount(people["blocker"], people["author"]), Token));
        Done(await Get<MuteAccountHandler>().RunAsync(new MuteAccount(people["muter"], people["author"]), Token));
    }

    /// <summary>All like and save what they can.</summary>
    private async Task MarkAsync()
    {
        foreach (long viewer in people.Values)
        {
            foreach (long post in Said)
            {
                await Get<LikePostHandler>().RunAsync(new LikePost(viewer, post), Token);
                await Get<BookmarkPostHandler>().RunAsync(new BookmarkPost(viewer, post), Token);
            }
        }
    }

    private async Task JoinAsync(string name)
    {
        long id = store.Ids.Next(IdSource.PickShard());
        people[name] = id;
        await store.AddAsync(
            new Account
            {
                Id = id,
                Shard = SnowflakeId.ShardOf(id),
                Username = name,
                CreatedAt = store.Clock.GetUtcNow(),
            },
            new Handle { Name = name, AccountId = id }
        );
    }

    private async Task FollowAsync(string follower, string followee) =>
        Done(await Get<FollowAccountHandler>().RunAsync(new FollowAccount(people[follower], people[followee]), Token));

    private async Task<long> SayAsync(PublishPost command)
    {
        store.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return Done(await Get<PublishPostHandler>().RunAsync(command, Token)).Id;
    }

    private async Task<long> RepostAsync(long id)
    {
        store.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return Done(await Get<RepostPostHandler>().RunAsync(new RepostPost(people["nora"], id), Token)).Id;
    }

    private async Task<long[]> SayAllAsync(PublishPost command) =>
        [.. await EachAsync(All, visibility => SayAsync(command with { Visibility = visibility }))];

    private static async Task<List<long>> EachAsync<T>(IEnumerable<T> items, Func<T, Task<long>> act)
    {
        List<long> done = [];
        foreach (T item in items)
        {
            done.Add(await act(item));
        }

        return done;
    }

    private static T Done<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Refusal}");
}
