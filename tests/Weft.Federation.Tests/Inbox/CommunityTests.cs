using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>A community (FEP-1b12; Lemmy) passes on what its members do: whole activities, which it did not do itself.</summary>
public sealed class CommunityTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    [Theory, EachDatabase]
    public async Task A_change_that_is_passed_on_is_read_where_it_was_made(DatabaseKind kind)
    {
        await using Square square = await Square.OpenAsync(kind);
        string page = square.Page("What I said");
        await square.PassOnAsync("Create", page);
        Assert.Equal("What I said", await square.TextAsync());

        square.Page("What I say now", ",\"updated\":\"2026-06-30T10:30:00Z\"");
        string forged = square.Said("What I never said", ",\"updated\":\"2026-06-30T11:00:00Z\"");
        Assert.Equal(202, (await square.PassOnAsync("Update", forged)).Status);

        Assert.Equal("What I say now", await square.TextAsync());
        Assert.Single(await square.RepostsAsync());
    }

    [Theory, EachDatabase]
    public async Task A_deletion_that_is_passed_on_counts_when_it_is_gone_where_it_was(DatabaseKind kind)
    {
        await using Square square = await Square.OpenAsync(kind);
        await square.PassOnAsync("Create", square.Page("Here"));

        Assert.Equal(202, (await square.PassOnAsync("Delete", $"\"{square.PageId}\"")).Status);
        Assert.Equal("Here", await square.TextAsync());

        square.Elsewhere.Answer("/post/1", new Said(410));
        await square.PassOnAsync("Delete", $"\"{square.PageId}\"");
        Assert.Null(await square.TextAsync());
    }

    [Theory, EachDatabase]
    public async Task A_change_of_what_is_not_known_is_not_asked_for(DatabaseKind kind)
    {
        await using Square square = await Square.OpenAsync(kind);
        string page = square.Page("Who knows");

        await square.PassOnAsync("Update", page);
        await square.PassOnAsync("Delete", $"\"{square.PageId}\"");

        Assert.DoesNotContain("/post/1", square.Elsewhere.Asked);
    }

    [Theory, EachDatabase]
    public async Task What_is_answered_there_is_known_and_no_repost(DatabaseKind kind)
    {
        await using Square square = await Square.OpenAsync(kind);
        await square.PassOnAsync("Create", square.Page("A question"));
        string comment = $"{square.Elsewhere.Url("/comment/1")}";
        string answer = square
            .Said("An answer", $",\"inReplyTo\":\"{square.PageId}\"")
            .Replace($"\"id\":\"{square.PageId}\"", $"\"id\":\"{comment}\"", StringComparison.Ordinal);
        square.Elsewhere.Serve("/comment/1", answer);

        Assert.Equal(202, (await square.PassOnAsync("Create", answer)).Status);

        Post page = (await square.Village.PostAsync(square.PageId))!;
        Assert.Equal(page.Id, (await square.Village.PostAsync(comment))!.InReplyToId);
        Assert.Equal([page.Id], await square.RepostsAsync());

        // A person who reposts an answer means it.
        await square.Village.TakeAsync(
            square.There,
            square.Tea,
            $$"""{"id":"{{square.Tea}}#by-hand","type":"Announce","actor":"{{square.Tea}}","to":["{{Public}}"],"object":"{{comment}}"}"""
        );
        Assert.Equal(2, (await square.RepostsAsync()).Count);
    }

    /// <summary>Bob here follows the community Tea; Kim of a third server writes in it.</summary>
    private sealed class Square : IAsyncDisposable
    {
        private int passedOn;

        private Square(Village village) => Village = village;

        public Village Village { get; }

        public RemoteServer There { get; } = new("l.example");

        public RemoteServer Elsewhere { get; } = new("o.example");

        public string Tea { get; private set; } = "";

        public string Kim { get; private set; } = "";

        public string PageId => Elsewhere.Url("/post/1");

        public static async Task<Square> OpenAsync(DatabaseKind kind)
        {
            Square square = new(await Village.OpenAsync(kind));
            square.Tea = square.There.AddPerson("tea");
            square.Kim = square.Elsewhere.AddPerson("kim");
            long bob = await square.Village.JoinAsync("bob");
            await square.Village.FollowAsync(bob, await square.Village.KnowAsync(square.Tea));
            return square;
        }

        /// <summary>Kim's post as somebody tells it.</summary>
        public string Said(string text, string extra = "") =>
            $$"""{"id":"{{PageId}}","type":"Note","attributedTo":"{{Kim}}","content":"{{text}}","published":"2026-06-30T10:00:00Z","to":["{{Tea}}","{{Public}}"],"audience":"{{Tea}}"{{extra}} }""";

        /// <summary>Kim's post as its own server has it from now on.</summary>
        public string Page(string text, string extra = "")
        {
            string said = Said(text, extra);
            Elsewhere.Serve("/post/1", said);
            return said;
        }

        /// <summary>The community announces something that Kim did.</summary>
        public Task<Federation.Inbox.InboxAnswer> PassOnAsync(string type, string done)
        {
            passedOn++;
            string inner =
                $$"""{"id":"{{Elsewhere.Url($"/activities/{passedOn}")}}","type":"{{type}}","actor":"{{Kim}}","to":["{{Tea}}","{{Public}}"],"audience":"{{Tea}}","object":{{done}} }""";
            return Village.TakeAsync(
                There,
                Tea,
                $$"""{"id":"{{There.Url($"/activities/announce/{passedOn}")}}","type":"Announce","actor":"{{Tea}}","to":["{{Public}}"],"cc":["{{Tea}}/followers"],"object":{{inner}} }"""
            );
        }

        public async Task<string?> TextAsync() => (await Village.PostAsync(PageId))?.Text;

        /// <summary>What the community has reposted.</summary>
        public Task<List<long>> RepostsAsync() =>
            Village.ReadAsync(db =>
                db.Posts.Where(p => p.RepostOfId != null)
                    .OrderBy(p => p.Id)
                    .Select(p => p.RepostOfId!.Value)
                    .ToListAsync(Village.Cancellation)
            );

        public async ValueTask DisposeAsync()
        {
            await There.DisposeAsync();
            await Elsewhere.DisposeAsync();
            await Village.DisposeAsync();
        }
    }
}
