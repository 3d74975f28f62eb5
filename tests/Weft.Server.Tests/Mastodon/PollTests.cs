using System.Text.Json;
using Weft.Server.Tests.Identity;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Polls: asking, voting, and what is told of the votes.</summary>
public sealed class PollTests
{
    private static readonly string[] Drinks = ["Tea", "Coffee", "Water"];

    [Fact]
    public async Task Everyone_sees_the_votes_and_each_their_own()
    {
        App[] people = await World.JoinAsync(3);
        (App anna, App bert, App cora) = (people[0], people[1], people[2]);
        JsonElement asked = await AskAsync(anna);
        string id = asked.GetProperty("id").GetString()!;
        Assert.Equal(asked.GetRawText(), (await anna.SeeAsync(id)).GetRawText());
        Assert.Equal(Drinks, Poll(asked).GetProperty("options").EnumerateArray().Select(o => o.GetProperty("title").GetString()));

        JsonElement voted = (await bert.PostAsync($"/api/v1/polls/{id}/votes", new { choices = new[] { 1 } })).Json;
        await cora.PostAsync($"/api/v1/polls/{id}/votes", new { choices = new[] { "1" } });

        Assert.Equal("""[1]""", voted.GetProperty("own_votes").GetRawText());
        Assert.True(voted.GetProperty("voted").GetBoolean());
        Assert.Equal([0, 1, 0], Counts(voted));
        JsonElement seen = Poll(await bert.SeeAsync(id));
        Assert.Equal([0, 2, 0], Counts(seen));
        Assert.Equal(seen.GetRawText(), (await bert.GetAsync($"/api/v1/polls/{id}")).Body);
        Assert.Equal((2, 2), (seen.GetProperty("votes_count").GetInt32(), seen.GetProperty("voters_count").GetInt32()));
        JsonElement visited = (await (await World.VisitorAsync()).GetAsync($"/api/v1/polls/{id}")).Json;
        Assert.Equal(("[]", false), (visited.GetProperty("own_votes").GetRawText(), visited.GetProperty("voted").GetBoolean()));
        JsonElement home = (await anna.GetAsync("/api/v1/timelines/home")).Json.EnumerateArray().First();
        Assert.Equal([0, 2, 0], Counts(Poll(home)));
    }

    [Fact]
    public async Task A_vote_counts_once_and_for_what_is_there()
    {
        App[] people = await World.JoinAsync(3);
        (App anna, App bert, App cora) = (people[0], people[1], people[2]);
        string id = (await AskAsync(anna)).GetProperty("id").GetString()!;
        string votes = $"/api/v1/polls/{id}/votes";
        await bert.PostAsync(votes, new { choices = new[] { 0 } });

        Assert.Equal(
            "Validation failed: You have already voted on this poll",
            Error(await bert.PostAsync(votes, new { choices = new[] { 1 } }, 422))
        );
        Assert.Equal(
            "Validation failed: You cannot vote in your own polls",
            Error(await anna.PostAsync(votes, new { choices = new[] { 1 } }, 422))
        );
        int[][] wrong =
        [
            [3],
            [0, 1],
            [],
        ];
        foreach (int[] choices in wrong)
        {
            Assert.Contains("does not exist", Error(await cora.PostAsync(votes, new { choices }, 422)), StringComparison.Ordinal);
        }

        Assert.Contains("choices", Error(await cora.PostAsync(votes, new { choices = new[] { "x" } }, 422)), StringComparison.Ordinal);
        Assert.Equal([1, 0, 0], Counts(Poll(await cora.SeeAsync(id))));
        string plain = await anna.SayAsync("No question");
        await bert.PostAsync($"/api/v1/polls/{plain}/votes", new { choices = new[] { 0 } }, 404);
        await bert.GetAsync($"/api/v1/polls/{plain}", 404);
    }

    [Fact]
    public async Task Several_choices_where_they_are_allowed_and_hidden_counts_until_the_end()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = (await AskAsync(anna, multiple: true, hidden: true)).GetProperty("id").GetString()!;

        JsonElement voted = (await bert.PostAsync($"/api/v1/polls/{id}/votes", new { choices = new[] { 2, 0 } })).Json;

        Assert.Equal("[0,2]", voted.GetProperty("own_votes").GetRawText());
        Assert.Equal((2, 1), (voted.GetProperty("votes_count").GetInt32(), voted.GetProperty("voters_count").GetInt32()));
        Assert.All(
            voted.GetProperty("options").EnumerateArray(),
            option => Assert.Equal(JsonValueKind.Null, option.GetProperty("votes_count").ValueKind)
        );
    }

    [Theory]
    [InlineData("""{"status":"x","poll":{"options":["a"],"expires_in":300}}""", "options")]
    [InlineData("""{"status":"x","poll":{"options":["a","b","c","d","e"],"expires_in":300}}""", "options")]
    [InlineData("""{"status":"x","poll":{"options":["a","a"],"expires_in":300}}""", "same option")]
    [InlineData("""{"status":"x","poll":{"options":["a","b"],"expires_in":299}}""", "5 minutes")]
    [InlineData("""{"status":"x","poll":{"options":["a","b"]}}""", "5 minutes")]
    [InlineData("""{"status":"x","poll":{"options":["a","123456789012345678901234567890123456789012345678901"],"expires_in":300}}""", "50")]
    public async Task What_cannot_be_asked_is_refused_with_the_reason(string body, string words)
    {
        App anna = await World.JoinAsync();
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");

        ApiAnswer answer = await anna.SendAsync(HttpMethod.Post, "/api/v1/statuses", content, 422);

        Assert.Contains(words, Error(answer), StringComparison.Ordinal);
        Assert.Contains("Poll", Error(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_keeps_the_votes_of_the_same_options_and_no_others()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = (await AskAsync(anna)).GetProperty("id").GetString()!;
        await bert.PostAsync($"/api/v1/polls/{id}/votes", new { choices = new[] { 0 } });

        JsonElement same = (await anna.PutAsync($"/api/v1/statuses/{id}", Question("What else?", Drinks))).Json;
        Assert.Equal([1, 0, 0], Counts(Poll(same)));
        JsonElement other = (await anna.PutAsync($"/api/v1/statuses/{id}", Question("What else?", ["Tea", "Milk"]))).Json;
        Assert.Equal([0, 0], Counts(Poll(other)));
        Assert.NotEqual(JsonValueKind.Null, other.GetProperty("edited_at").ValueKind);
        JsonElement none = (await anna.PutAsync($"/api/v1/statuses/{id}", new { status = "Never mind" })).Json;
        Assert.Equal(JsonValueKind.Null, none.GetProperty("poll").ValueKind);
    }

    [Fact]
    public async Task The_history_tells_what_could_be_chosen_in_each_version()
    {
        App anna = await World.JoinAsync();
        string id = (await AskAsync(anna)).GetProperty("id").GetString()!;
        await anna.PutAsync($"/api/v1/statuses/{id}", Question("What do you drink?", ["Tea", "Milk"]));
        await anna.PutAsync($"/api/v1/statuses/{id}", new { status = "Never mind" });
        await anna.PutAsync($"/api/v1/statuses/{id}", Question("What, then?", ["Juice", "Milk"]));

        JsonElement[] versions = [.. (await anna.GetAsync($"/api/v1/statuses/{id}/history")).Json.EnumerateArray()];

        Assert.Equal(4, versions.Length);
        Assert.Equal(Drinks, Titles(versions[0]));
        Assert.Equal(["Tea", "Milk"], Titles(versions[1]));
        Assert.False(versions[2].TryGetProperty("poll", out _));
        Assert.Equal(["Juice", "Milk"], Titles(versions[3]));

        static IEnumerable<string?> Titles(JsonElement version) =>
            version.GetProperty("poll").GetProperty("options").EnumerateArray().Select(o => o.GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_poll_ends_with_its_post_and_a_vote_with_its_voter()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = (await AskAsync(anna)).GetProperty("id").GetString()!;
        await bert.PostAsync($"/api/v1/polls/{id}/votes", new { choices = new[] { 0 } });

        await anna.DeleteAsync($"/api/v1/statuses/{id}");

        await bert.GetAsync($"/api/v1/polls/{id}", 404);
    }

    [Fact]
    public async Task On_the_page_a_poll_is_asked_and_answered_by_plain_forms()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        string name = $"pp{Guid.NewGuid():N}"[..12];
        await weft.CliAsync("accounts", "create", name, "--email", $"{name}@people.example", "--password", Visitor.Password);
        await weft.CliAsync("accounts", "create", name + "b", "--email", $"{name}b@people.example", "--password", Visitor.Password);
        using Visitor anna = new(weft);
        using Visitor bert = new(weft);
        await anna.LogInAsync(name);
        await bert.LogInAsync(name + "b");

        ApiAnswer asked = await anna.SubmitAsync(
            "/compose",
            "/compose",
            ("text", "What do you drink?"),
            ("option", "Tea"),
            ("option", "Coffee"),
            ("option", ""),
            ("option", ""),
            ("open", "60"),
            ("visibility", "0"),
            ("reply", "0")
        );
        Assert.Equal(303, asked.Status);
        ApiAnswer profile = await bert.GetAsync($"/@{name}");
        string vote = System.Text.RegularExpressions.Regex.Match(profile.Body, "/posts/[0-9]+/vote").Value;
        Assert.Contains("minutes left", profile.Body, StringComparison.Ordinal);
        ApiAnswer voted = await bert.SubmitAsync(profile, vote, ("vote", "1"));

        Assert.Equal(303, voted.Status);
        ApiAnswer after = await bert.GetAsync($"/@{name}");
        Assert.Contains("100%", after.Body, StringComparison.Ordinal);
        Assert.Contains("Your vote", after.Body, StringComparison.Ordinal);
        Assert.Equal(422, (await bert.SubmitAsync(profile, vote, ("vote", "0"))).Status);
    }

    [Fact]
    public async Task On_the_page_counts_are_hidden_and_a_poll_is_changed_and_taken_away_by_plain_forms()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        string name = $"pc{Guid.NewGuid():N}"[..12];
        ApiClient app = await weft.CreateAccountAsync(name);
        using Visitor anna = new(weft);
        await anna.LogInAsync(name);
        (string, string)[] asked =
        [
            ("text", "What do you drink?"),
            ("option", "Tea"),
            ("option", "Coffee"),
            ("open", "60"),
            ("hide_totals", "true"),
            ("visibility", "0"),
            ("reply", "0"),
        ];
        await anna.SubmitAsync("/compose", "/compose", asked);
        ApiAnswer said = await app.GetAsync($"/api/v1/timelines/home");
        string id = said.Json[0].GetProperty("id").GetString()!;
        Assert.Equal(JsonValueKind.Null, Poll(said.Json[0]).GetProperty("options")[0].GetProperty("votes_count").ValueKind);

        // The form begins with what is asked, and saying the same again changes nothing.
        ApiAnswer form = await anna.GetAsync($"/compose?edit={id}");
        Assert.Contains("value=\"Coffee\"", form.Body, StringComparison.Ordinal);
        Assert.Matches("name=\"hide_totals\"[^>]*checked", form.Body);
        await anna.SubmitAsync(form, "/compose", [asked[0], asked[1], asked[2], asked[3], asked[4]]);
        Assert.Equal(JsonValueKind.Null, (await StatusAsync()).GetProperty("edited_at").ValueKind);

        await anna.SubmitAsync(form, "/compose", asked[0], ("option", "Tea"), ("option", "Milk"), ("open", "60"));
        JsonElement changed = await StatusAsync();
        Assert.Equal("Milk", Poll(changed).GetProperty("options")[1].GetProperty("title").GetString());
        Assert.Equal([0, 0], Counts(Poll(changed)));
        ApiAnswer history = await anna.GetAsync($"/@{name}/{id}/history");
        Assert.Contains("Coffee", history.Body, StringComparison.Ordinal);

        await anna.SubmitAsync(form, "/compose", asked[0], ("option", ""), ("option", ""), ("open", "60"));
        Assert.Equal(JsonValueKind.Null, (await StatusAsync()).GetProperty("poll").ValueKind);

        async Task<JsonElement> StatusAsync() => (await app.GetAsync($"/api/v1/statuses/{id}")).EnsureSuccess().Json;
    }

    private static object Question(string text, IReadOnlyList<string> options, bool multiple = false, bool hidden = false) =>
        new
        {
            status = text,
            poll = new
            {
                options,
                expires_in = "3600",
                multiple,
                hide_totals = hidden,
            },
        };

    private static async Task<JsonElement> AskAsync(App who, bool multiple = false, bool hidden = false) =>
        (await who.PostAsync("/api/v1/statuses", Question("What do you drink?", Drinks, multiple, hidden))).Json;

    private static JsonElement Poll(JsonElement status) => status.GetProperty("poll");

    private static List<int> Counts(JsonElement poll) =>
        [.. poll.GetProperty("options").EnumerateArray().Select(o => o.GetProperty("votes_count").GetInt32())];

    private static string Error(ApiAnswer answer) => answer.Json.GetProperty("error").GetString()!;
}
