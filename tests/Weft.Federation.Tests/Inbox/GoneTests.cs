using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Federation.Inbox;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Somebody says that something of another server is gone; what is true is for that server to say.</summary>
public sealed class GoneTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    private static readonly Said Tombstone = new(
        410,
        "application/activity+json",
        Encoding.UTF8.GetBytes("""{"id":"http://threads.net/1","type":"Tombstone"}""")
    );

    [Theory, EachDatabase]
    public async Task Another_address_of_the_server_that_is_gone_ends_nobody(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);

        InboxAnswer answer = await stage.EndAsync();

        Assert.Equal((401, true), (answer.Status, await stage.IsKnownAsync()));
        Assert.Contains("/users/ann", stage.There.Asked);
    }

    [Theory, EachDatabase]
    public async Task An_actor_that_is_gone_with_its_key_ends(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        stage.There.Answer("/users/ann", new Said(410));

        InboxAnswer answer = await stage.EndAsync();

        Assert.Equal((202, false), (answer.Status, await stage.IsKnownAsync()));
    }

    [Theory, EachDatabase]
    public async Task An_actor_that_cannot_be_asked_for_now_is_asked_for_with_the_next_try(DatabaseKind kind)
    {
        await using Stage stage = await Stage.OpenAsync(kind);
        stage.There.Answer("/users/ann", new Said(502));

        InboxAnswer answer = await stage.EndAsync();

        Assert.Equal((503, true), (answer.Status, await stage.IsKnownAsync()));
    }

    [Fact]
    public async Task An_actor_whose_server_shows_it_to_nobody_is_not_asked_for_for_ever_and_stays()
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        stage.There.Answer("/users/ann", new Said(401));
        List<int> answers = [];
        for (int tries = 0; tries < RepeatedFaults.Most; tries++)
        {
            answers.Add((await stage.EndAsync()).Status);
        }

        Assert.Equal([503, 503, 202], answers);
        Assert.True(await stage.IsKnownAsync());
    }

    [Theory]
    [InlineData("m.example", Visibility.Public, 404, false, false)]
    [InlineData("m.example", Visibility.Unlisted, 404, false, false)]
    [InlineData("m.example", Visibility.Public, 410, false, false)]
    [InlineData("m.example", Visibility.Followers, 404, false, true)]
    [InlineData("m.example", Visibility.Mentioned, 404, false, true)]
    [InlineData("m.example", Visibility.Followers, 410, false, false)]
    [InlineData("m.example", Visibility.Followers, 410, true, false)]
    [InlineData("threads.net", Visibility.Public, 404, false, true)]
    [InlineData("threads.net", Visibility.Public, 410, false, true)]
    [InlineData("threads.net", Visibility.Public, 410, true, false)]
    public async Task A_Delete_that_somebody_passes_on_counts_when_the_post_is_gone_and_not_when_it_is_hidden(
        string host,
        Visibility visibility,
        int status,
        bool withTombstone,
        bool stays
    )
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite, host);
        string id = await stage.SayAsync(visibility);
        stage.There.Answer("/users/ann/statuses/1", withTombstone ? Tombstone : new Said(status));

        InboxAnswer answer = await stage.PassOnAsync(
            $$"""{"id":"{{stage.Ann}}#2","type":"Delete","actor":"{{stage.Ann}}","object":"{{id}}"}"""
        );

        Assert.Equal(202, answer.Status);
        Assert.Equal(stays, await stage.Village.PostAsync(id) is not null);
    }

    [Theory]
    [InlineData(Visibility.Public, 404, false)]
    [InlineData(Visibility.Followers, 404, true)]
    [InlineData(Visibility.Followers, 410, false)]
    public async Task So_does_the_Delete_of_a_stamp(Visibility visibility, int status, bool stays)
    {
        await using Stage stage = await Stage.OpenAsync(DatabaseKind.Sqlite);
        string id = await stage.SayAsync(visibility);
        string stamp = $"{stage.Ann}/stamps/1";
        await stage.LikeAsync(id, stamp);
        stage.There.Answer("/users/ann/stamps/1", new Said(status));

        await stage.PassOnAsync($$"""{"id":"{{stage.Ann}}#2","type":"Delete","actor":"{{stage.Ann}}","object":"{{stamp}}"}""");

        Assert.Equal(stays, await stage.Village.ReadAsync(db => db.Likes.AnyAsync(Village.Cancellation)));
    }

    /// <summary>Bob here follows Ann there; Olaf is at a third server.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private readonly RemoteServer elsewhere = new("o.example");

        private Stage(Village village, string host) => (Village, There) = (village, new RemoteServer(host));

        public Village Village { get; }

        public RemoteServer There { get; }

        public string Ann { get; private set; } = "";

        public long Bob { get; private set; }

        public static async Task<Stage> OpenAsync(DatabaseKind kind, string host = "m.example")
        {
            Stage stage = new(await Village.OpenAsync(kind), host);
            stage.Ann = stage.There.AddPerson("ann");
            stage.Bob = await stage.Village.JoinAsync("bob");
            await stage.Village.FollowAsync(stage.Bob, await stage.Village.KnowAsync(stage.Ann));
            return stage;
        }

        /// <summary>Ann's end, told under a key of her server that is gone, with a signature that nobody can check.</summary>
        public Task<InboxAnswer> EndAsync()
        {
            There.Answer("/gone", new Said(410));
            return Village.TakeAsync(
                There,
                There.Url("/gone"),
                $$"""{"id":"{{Ann}}#delete","type":"Delete","actor":"{{Ann}}","object":"{{Ann}}"}"""
            );
        }

        public Task<bool> IsKnownAsync() => Village.ReadAsync(db => db.Accounts.AnyAsync(a => a.Uri == Ann, Village.Cancellation));

        public async Task<string> SayAsync(Visibility visibility)
        {
            string id = $"{Ann}/statuses/1";
            (string to, string cc) = visibility switch
            {
                Visibility.Public => (Public, $"{Ann}/followers"),
                Visibility.Unlisted => ($"{Ann}/followers", Public),
                Visibility.Followers => ($"{Ann}/followers", Village.Actor("bob")),
                _ => (Village.Actor("bob"), Village.Actor("bob")),
            };
            string note =
                $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{Ann}}","content":"x","published":"2026-06-30T10:00:00Z","to":["{{to}}"],"cc":["{{cc}}"],"tag":{"type":"Mention","href":"{{Village.Actor("bob")}}"} }""";
            await Village.TakeAsync(There, Ann, $$"""{"id":"{{Ann}}#1","type":"Create","actor":"{{Ann}}","object":{{note}} }""");
            Assert.Equal(visibility, (await Village.PostAsync(id))!.Visibility);
            return id;
        }

        public async Task LikeAsync(string post, string stamp) =>
            await Village.Store.AddAsync(
                new Like
                {
                    AccountId = Bob,
                    PostId = (await Village.PostAsync(post))!.Id,
                    Id = Village.Store.Ids.Next(SnowflakeId.ShardOf(Bob)),
                    Shard = SnowflakeId.ShardOf(Bob),
                    Stamp = stamp,
                }
            );

        public Task<InboxAnswer> PassOnAsync(string json) => Village.TakeAsync(elsewhere, elsewhere.AddPerson("olaf"), json);

        public async ValueTask DisposeAsync()
        {
            await Village.DisposeAsync();
            await There.DisposeAsync();
            await elsewhere.DisposeAsync();
        }
    }
}
