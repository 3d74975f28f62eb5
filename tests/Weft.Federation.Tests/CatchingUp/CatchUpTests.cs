using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Federation.CatchingUp;
using Weft.Federation.Tests.Http;
using Weft.Federation.Tests.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.CatchingUp;

public sealed class CatchUpTests
{
    private static readonly TimeSpan Away = TimeSpan.FromHours(3);

    [Theory, EachDatabase]
    public async Task What_was_said_meanwhile_comes_in_at_its_own_time_and_once(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        string[] said = [street.Note(1, "One"), street.Note(2, "Two"), street.Note(3, "Three")];
        string reposted = street.Repost(4, Village.Post("bob", await street.Village.SayAsync(street.Bob, "Mine")));
        street.Outbox([
            [reposted, street.Create(said[2], 3)],
            [],
            [street.Create(said[1], 2), street.Create(said[0], 1)],
        ]);

        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(["<p>One</p>", "<p>Two</p>", "<p>Three</p>"], await street.TextsAsync());
        Post one = (await street.Village.PostAsync(street.There.Url("/notes/1")))!;
        Assert.Equal(street.At(1), one.CreatedAt);
        Assert.Equal(1, await street.Village.NotificationsAsync(street.Bob, NotificationKind.Repost));

        // What had been on its way all the time changes nothing.
        await street.Village.TakeAsync(street.There, street.Ann, street.Create(said[0], 1));
        await street.Village.TakeAsync(street.There, street.Ann, reposted);
        Assert.Equal(4, await street.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task What_was_said_before_is_not_taken_and_ends_the_reading(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        string recent = street.Create(street.Note(1, "Now"), 1);
        string old = street.Create(street.Note(2, "Long ago"), -600);
        street.Outbox([
            [recent, old],
            [street.Create(street.Note(3, "Longer ago"), -700)],
        ]);

        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(["<p>Now</p>"], await street.TextsAsync());
        Assert.DoesNotContain(street.There.Asked, asked => asked.EndsWith("page=2", StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    public async Task Posts_that_stand_there_by_their_ids_are_asked_for(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        street.There.Serve("/notes/1", street.Note(1, "By its id"));
        string bare =
            $$"""{"id":"{{street.There.Url("/creates/1")}}","type":"Create","actor":"{{street.Ann}}","to":"https://www.w3.org/ns/activitystreams#Public","object":"{{street.There.Url("/notes/1")}}"}""";
        street.Outbox([
            [bare],
        ]);

        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(["<p>By its id</p>"], await street.TextsAsync());
    }

    [Theory, EachDatabase]
    public async Task What_cannot_be_had_now_is_asked_for_again_and_the_rest_is_taken(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        street.There.Serve("/notes/1", street.Note(1, "One"));
        street.There.Answer("/notes/2", new Said(503));
        street.Outbox([
            [street.Create(street.Note(3, "Three"), 3), street.Bare(2), street.Bare(1)],
        ]);
        await street.ComeBackAsync();
        DateTimeOffset since = (await street.ReadingAsync()).Since;

        await street.CatchUpAsync();
        Assert.Equal(["<p>One</p>", "<p>Three</p>"], await street.TextsAsync());
        OutboxReading reading = await street.ReadingAsync();
        Assert.Equal((since, 1, street.Village.Now + TimeSpan.FromMinutes(5)), (reading.Since, reading.Failures, reading.DueAt));

        street.There.Serve("/notes/2", street.Note(2, "Two"));
        street.Village.Store.Clock.Advance(TimeSpan.FromMinutes(5));
        await street.CatchUpAsync();
        Assert.Equal(["<p>One</p>", "<p>Two</p>", "<p>Three</p>"], await street.TextsAsync());
        reading = await street.ReadingAsync();
        Assert.Equal((street.Village.Now - PlanReadings.Slack, 0), (reading.Since, reading.Failures));
        Assert.Single(street.There.Asked, "/notes/1");
    }

    [Theory, EachDatabase]
    public async Task One_entry_that_is_not_to_be_had_keeps_no_other_outbox_of_its_server_waiting(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        string zoe = street.There.AddPerson("zoe");
        await street.Village.FollowAsync(street.Bob, await street.Village.KnowAsync(zoe));
        await street.GoAwayAsync();
        foreach (string whose in (string[])["ann", "zoe"])
        {
            string actor = street.There.Person(whose);
            string note = street.Note(whose.Length + whose[0], whose).Replace(street.Ann, actor, StringComparison.Ordinal);
            string said = street.Create(note, 1).Replace(street.Ann, actor, StringComparison.Ordinal);
            street.There.Answer($"/notes/{whose}", new Said(503));
            string lost = street.Bare(2).Replace("/notes/2", $"/notes/{whose}", StringComparison.Ordinal);
            lost = lost.Replace(street.Ann, actor, StringComparison.Ordinal);
            street.There.Serve(
                $"/users/{whose}/outbox",
                $$"""{"id":"{{actor}}/outbox","type":"OrderedCollection","orderedItems":[{{lost}},{{said}}]}"""
            );
        }

        await street.ComeBackAsync();
        await street.CatchUpAsync();
        Assert.Equal(["<p>ann</p>", "<p>zoe</p>"], (await street.TextsAsync()).Order());
    }

    [Theory, EachDatabase]
    public async Task What_is_never_to_be_had_is_left_in_the_end(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        street.There.Answer("/notes/1", new Said(500));
        street.Outbox([
            [street.Bare(1)],
        ]);
        await street.ComeBackAsync();
        DateTimeOffset since = (await street.ReadingAsync()).Since;
        for (int reading = 0; reading < CatchUp.MostMisses; reading++)
        {
            await street.CatchUpAsync();
            Assert.Equal(since, (await street.ReadingAsync()).Since);
            street.Village.Store.Clock.Advance(TimeSpan.FromHours(12));
        }

        await street.CatchUpAsync();
        OutboxReading left = await street.ReadingAsync();
        Assert.Equal((street.Village.Now - PlanReadings.Slack, 0), (left.Since, left.Failures));
    }

    [Theory, EachDatabase]
    public async Task More_than_is_fetched_at_once_comes_in_one_after_the_other_the_newest_first(DatabaseKind kind)
    {
        const int Many = OutboxEntries.MostFetches + 10;
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        List<string> entries = [];
        for (int i = Many; i > 0; i--)
        {
            // Some tell the id of what was said alone, and some not even who said it.
            string note = street.Note(i, $"{i}");
            street.There.Serve($"/notes/{i}", note);
            street.There.Serve(
                $"/creates/{i}",
                $$"""{"id":"{{street.There.Url($"/creates/{i}")}}","type":"Create","actor":"{{street.Ann}}","to":"as:Public","object":{{note}} }"""
            );
            entries.Add(i % 2 == 0 ? street.Bare(i) : $"\"{street.There.Url($"/creates/{i}")}\"");
        }

        street.Outbox([.. entries.Chunk(20)]);
        await street.ComeBackAsync();
        DateTimeOffset since = (await street.ReadingAsync()).Since;

        await street.CatchUpAsync();
        IEnumerable<string> all = Enumerable.Range(1, Many).Select(i => $"<p>{i}</p>");
        Assert.Equal(all.Skip(10), await street.TextsAsync());
        Assert.Equal(since, (await street.ReadingAsync()).Since);

        street.Village.Store.Clock.Advance(TimeSpan.FromMinutes(5));
        await street.CatchUpAsync();
        Assert.Equal(all, await street.TextsAsync());
        Assert.Equal(street.Village.Now - PlanReadings.Slack, (await street.ReadingAsync()).Since);
        Assert.Equal(Many, street.There.Asked.Count(asked => asked.Split('/')[1] is "notes" or "creates"));
    }

    [Theory, EachDatabase]
    public async Task Behind_what_proves_old_nothing_is_fetched(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        int[] times = [1, -600, -700];
        foreach (int time in times)
        {
            street.There.Serve($"/notes/{time}", street.Note(time, $"At {time}"));
        }

        street.Outbox([
            [.. times.Select(street.Bare)],
            [street.Bare(-800)],
        ]);
        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(["<p>At 1</p>"], await street.TextsAsync());
        Assert.DoesNotContain(street.There.Asked, asked => asked is "/notes/-700" || asked.EndsWith("page=1", StringComparison.Ordinal));
        Assert.Equal(0, (await street.ReadingAsync()).Failures);
    }

    [Theory, EachDatabase]
    public async Task What_others_are_said_to_have_said_is_not_believed(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        string eve = street.There.AddPerson("eve");
        await street.GoAwayAsync();
        string note = street.Note(1, "Not mine").Replace(street.Ann, eve, StringComparison.Ordinal);
        string elsewhere = street
            .Note(2, "From elsewhere")
            .Replace(street.There.Url("/notes"), "http://x.example/notes", StringComparison.Ordinal);
        string byEve = street.Create(street.Note(3, "By eve"), 3).Replace(street.Ann, eve, StringComparison.Ordinal);
        street.Outbox([
            [street.Create(note, 1), street.Create(elsewhere, 2), byEve],
        ]);

        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(0, await street.CountAsync());
    }

    [Theory, EachDatabase]
    public async Task An_outbox_without_end_is_left(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        for (int page = 0; page < 40; page++)
        {
            street.Page(page, [street.Create(street.Note(page, $"Number {page}"), 5)], page + 1);
        }

        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(ReadOutbox.Limits.Pages - 1, await street.CountAsync());
        Assert.True((await street.ReadingAsync()).DueAt > street.Village.Now);
    }

    [Theory, EachDatabase]
    public async Task A_server_that_is_away_too_is_asked_again_for_the_same_time(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.GoAwayAsync();
        street.There.Answer("/users/ann/outbox", new Said(503));
        await street.ComeBackAsync();

        await street.CatchUpAsync();
        OutboxReading waiting = await street.ReadingAsync();
        Assert.Equal((1, street.Village.Now + TimeSpan.FromMinutes(5)), (waiting.Failures, waiting.DueAt));

        street.Outbox([
            [street.Create(street.Note(1, "Still there"), 1)],
        ]);
        await street.CatchUpAsync();
        Assert.Equal(0, await street.CountAsync());
        street.Village.Store.Clock.Advance(TimeSpan.FromMinutes(5));
        await street.CatchUpAsync();
        Assert.Equal(["<p>Still there</p>"], await street.TextsAsync());
        Assert.Equal(0, (await street.ReadingAsync()).Failures);
    }

    [Theory, EachDatabase]
    public async Task Without_a_silence_outboxes_are_read_twice_a_day_and_of_nobody_who_is_not_followed(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await street.Village.KnowAsync(street.There.AddPerson("stranger"));
        await street.Plan.PlanAsync(isStart: true, Village.Cancellation);
        street.Village.Store.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null((await street.Plan.PlanAsync(isStart: true, Village.Cancellation)).Value);

        OutboxReading reading = await street.ReadingAsync();
        Assert.InRange(reading.DueAt, street.Village.Now - TimeSpan.FromMinutes(1), street.Village.Now + PlanReadings.Usual);

        street.Village.Store.Clock.Advance(PlanReadings.Usual);
        street.Outbox([
            [street.Create(street.Note(1, "Never sent"), 60)],
        ]);
        await street.CatchUpAsync();
        Assert.Equal(["<p>Never sent</p>"], await street.TextsAsync());
    }

    [Theory, EachDatabase]
    public async Task An_outbox_that_cannot_be_read_for_a_fault_of_ours_keeps_no_other_waiting(DatabaseKind kind)
    {
        await using Street street = await Street.OpenAsync(kind);
        await using RemoteServer elsewhere = new("o.example");
        string olaf = elsewhere.AddPerson("olaf");
        long carl = await street.Village.JoinAsync("carl");
        await street.Village.FollowAsync(carl, await street.Village.KnowAsync(olaf));
        await street.GoAwayAsync();
        string note =
            $$"""{"id":"{{olaf}}/1","type":"Note","attributedTo":"{{olaf}}","content":"<p>One</p>","to":"as:Public","published":"{{street.At(1):O}}"}""";
        elsewhere.Serve(
            "/users/olaf/outbox",
            $$"""{"id":"{{olaf}}/outbox","type":"OrderedCollection","orderedItems":[{"id":"{{olaf}}/1#c","type":"Create","actor":"{{olaf}}","published":"{{street.At(1):O}}","to":"as:Public","object":{{note}} }]}"""
        );
        // Nobody can sign with that one.
        await street.Village.Store.AddAsync(
            new ActorKey
            {
                AccountId = street.Bob,
                Shard = SnowflakeId.ShardOf(street.Bob),
                RsaPem = "torn",
                Ed25519Seed = new byte[32],
                CreatedAt = street.Village.Now,
            }
        );

        await street.ComeBackAsync();
        await street.CatchUpAsync();

        Assert.Equal(["<p>One</p>"], await street.TextsAsync());
        OutboxReading failed = await street.Village.ReadAsync(db =>
            db.OutboxReadings.SingleAsync(r => r.Failures > 0, Village.Cancellation)
        );
        Assert.Equal((1, street.Village.Now + TimeSpan.FromMinutes(5)), (failed.Failures, failed.DueAt));
    }

    /// <summary>Bob here follows Ann there, whose outbox the test fills.</summary>
    private sealed class Street : IAsyncDisposable
    {
        private DateTimeOffset left;

        private Street(Village village) => Village = village;

        public Village Village { get; }

        public RemoteServer There { get; } = new();

        public string Ann { get; private set; } = "";

        public long Bob { get; private set; }

        public PlanReadings Plan => Village.Get<PlanReadings>();

        public static async Task<Street> OpenAsync(DatabaseKind kind)
        {
            Street street = new(await Village.OpenAsync(kind));
            street.Ann = street.There.AddPerson("ann");
            street.Bob = await street.Village.JoinAsync("bob");
            await street.Village.FollowAsync(street.Bob, await street.Village.KnowAsync(street.Ann));
            street.left = street.Village.Now;
            return street;
        }

        public async Task GoAwayAsync()
        {
            await Plan.PlanAsync(isStart: true, Village.Cancellation);
            left = Village.Now;
            Village.Store.Clock.Advance(Away);
        }

        public async Task ComeBackAsync()
        {
            TimeSpan? away = (await Plan.PlanAsync(isStart: true, Village.Cancellation)).Value;
            Assert.Equal(Away, away);
        }

        public Task<int> CatchUpAsync() => Village.Get<CatchUp>().RunAsync(Village.Cancellation);

        /// <summary>Minutes after this server was last heard of.</summary>
        public DateTimeOffset At(int minutes) => left + TimeSpan.FromMinutes(minutes);

        public string Note(int number, string text) =>
            $$"""{"id":"{{There.Url($"/notes/{number}")}}","type":"Note","attributedTo":"{{Ann}}","content":"<p>{{text}}</p>","to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["{{Ann}}/followers"],"published":"{{At(number):O}}"}""";

        public string Create(string note, int minutes) =>
            $$"""{"id":"{{There.Url($"/creates/{minutes}/{note.GetHashCode(StringComparison.Ordinal):x}")}}","type":"Create","actor":"{{Ann}}","published":"{{At(minutes):O}}","to":["https://www.w3.org/ns/activitystreams#Public"],"object":{{note}}}""";

        /// <summary>A Create that tells the id of the note alone.</summary>
        public string Bare(int number) =>
            $$"""{"id":"{{There.Url($"/creates/{number}")}}","type":"Create","actor":"{{Ann}}","to":"https://www.w3.org/ns/activitystreams#Public","object":"{{There.Url($"/notes/{number}")}}"}""";

        public string Repost(int minutes, string post) =>
            $$"""{"id":"{{There.Url($"/announces/{minutes}")}}","type":"Announce","actor":"{{Ann}}","published":"{{At(minutes):O}}","to":["https://www.w3.org/ns/activitystreams#Public"],"object":"{{post}}"}""";

        /// <summary>The outbox with these pages, the newest first.</summary>
        public void Outbox(string[][] pages)
        {
            for (int i = 0; i < pages.Length; i++)
            {
                Page(i, pages[i], i + 1 < pages.Length ? i + 1 : null);
            }
        }

        public void Page(int number, string[] entries, int? next)
        {
            There.Serve(
                "/users/ann/outbox",
                $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{Ann}}/outbox","type":"OrderedCollection","first":"{{Ann}}/outbox?page=0"}"""
            );
            string more = next is null ? "" : $"\"next\":\"{Ann}/outbox?page={next}\",";
            There.Serve(
                $"/users/ann/outbox?page={number}",
                $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{Ann}}/outbox?page={{number}}","type":"OrderedCollectionPage",{{more}}"partOf":"{{Ann}}/outbox","orderedItems":[{{string.Join(',', entries)}}]}"""
            );
        }

        /// <summary>What came from there, in the order of the home timeline.</summary>
        public Task<List<string>> TextsAsync() =>
            Village.ReadAsync(db =>
                db.Posts.Where(p => p.Html != null).OrderBy(p => p.Id).Select(p => p.Html!).ToListAsync(Village.Cancellation)
            );

        /// <summary>Posts and reposts that came from there.</summary>
        public Task<int> CountAsync() => Village.ReadAsync(db => db.Posts.CountAsync(p => p.Uri != null, Village.Cancellation));

        public Task<OutboxReading> ReadingAsync() => Village.ReadAsync(db => db.OutboxReadings.SingleAsync(Village.Cancellation));

        public async ValueTask DisposeAsync()
        {
            await There.DisposeAsync();
            await Village.DisposeAsync();
        }
    }
}
