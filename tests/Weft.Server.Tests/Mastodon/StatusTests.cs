using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Posts, and what can be done with them.</summary>
public sealed class StatusTests
{
    [Fact]
    public async Task A_post_is_what_a_get_of_it_shows()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);

        ApiAnswer said = await anna.PostAsync(
            "/api/v1/statuses",
            new
            {
                status = $"Hello @{bert.Name} #Weft <b>&\"</b> https://weft.example/a",
                spoiler_text = "Greeting",
                language = "en",
            }
        );

        Assert.Equal(said.Body, (await anna.GetAsync($"/api/v1/statuses/{said.Id}")).Body);
        JsonElement post = said.Json;
        JsonElement mention = post.GetProperty("mentions")[0];
        Assert.Equal(bert.Id, mention.GetProperty("id").GetString());
        string content = post.GetProperty("content").GetString()!;
        Assert.Contains(
            $"<a href=\"{mention.GetProperty("url").GetString()}\" class=\"u-url mention\">",
            content,
            StringComparison.Ordinal
        );
        Assert.Contains("&lt;b&gt;&amp;&quot;&lt;/b&gt;", content, StringComparison.Ordinal);
        Assert.Equal("weft", post.GetProperty("tags")[0].GetProperty("name").GetString());
        Assert.Equal("Greeting", post.GetProperty("spoiler_text").GetString());
        Assert.True(post.GetProperty("sensitive").GetBoolean());
        Assert.EndsWith($"/@{anna.Name}/{said.Id}", post.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_thread_that_lives_here_nothing_is_refreshed_and_refreshes_are_for_those_who_may_read()
    {
        App[] people = await World.JoinAsync(2);
        string id = await people[0].SayAsync("Hello");
        await people[1].SayAsync("Hi", answering: id);
        const string None = "/api/v1_alpha/async_refreshes/0123456789abcdef0123456789abcdef";

        ApiAnswer thread = await people[0].GetAsync($"/api/v1/statuses/{id}/context");

        Assert.Equal(1, thread.Json.GetProperty("descendants").GetArrayLength());
        Assert.DoesNotContain("Mastodon-Async-Refresh", thread.Headers.Keys);
        await people[0].GetAsync(None, 404);
        await (await World.VisitorAsync()).GetAsync(None, 401);
        await (await World.JoinAsync("write")).GetAsync(None, 403);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_said_of_the_viewer()
    {
        string id = await (await World.JoinAsync()).SayAsync("Hello");

        JsonElement seen = await (await World.VisitorAsync()).SeeAsync(id);

        foreach (string name in new[] { "favourited", "reblogged", "muted", "bookmarked", "pinned", "filtered" })
        {
            Assert.False(seen.TryGetProperty(name, out _), name);
        }

        Assert.Equal("denied", seen.GetProperty("quote_approval").GetProperty("current_user").GetString());
    }

    [Theory]
    [InlineData("favourite", "unfavourite", "favourited", "favourites_count")]
    [InlineData("bookmark", "unbookmark", "bookmarked", null)]
    [InlineData("mute", "unmute", "muted", null)]
    public async Task Doing_and_undoing_answers_the_new_state(string act, string undo, string mark, string? count)
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("Hello");

        for (int twice = 0; twice < 2; twice++)
        {
            ApiAnswer done = await bert.PostAsync($"/api/v1/statuses/{id}/{act}");
            Assert.True(done.Json.GetProperty(mark).GetBoolean());
            Assert.Equal(done.Body, (await bert.GetAsync($"/api/v1/statuses/{id}")).Body);
            Assert.True(count is null || done.Json.GetProperty(count).GetInt32() == 1);
        }

        for (int twice = 0; twice < 2; twice++)
        {
            ApiAnswer undone = await bert.PostAsync($"/api/v1/statuses/{id}/{undo}");
            Assert.False(undone.Json.GetProperty(mark).GetBoolean());
            Assert.True(count is null || undone.Json.GetProperty(count).GetInt32() == 0);
        }
    }

    [Fact]
    public async Task A_repost_answers_its_wrapper_and_twice_the_first_one()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("Hello");

        JsonElement first = (await bert.PostAsync($"/api/v1/statuses/{id}/reblog")).Json;
        JsonElement second = (await bert.PostAsync($"/api/v1/statuses/{id}/reblog")).Json;

        Assert.Equal(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(id, first.GetProperty("reblog").GetProperty("id").GetString());
        Assert.True(first.GetProperty("reblog").GetProperty("reblogged").GetBoolean());
        Assert.Equal(1, first.GetProperty("reblog").GetProperty("reblogs_count").GetInt32());
        Assert.Equal(bert.Id, first.GetProperty("account").GetProperty("id").GetString());
        Assert.Equal([bert.Id], (await anna.GetAsync($"/api/v1/statuses/{id}/reblogged_by")).Ids);

        JsonElement undone = (await bert.PostAsync($"/api/v1/statuses/{id}/unreblog")).Json;
        Assert.Equal(id, undone.GetProperty("id").GetString());
        Assert.False(undone.GetProperty("reblogged").GetBoolean());
        Assert.Equal(id, (await bert.PostAsync($"/api/v1/statuses/{id}/unreblog")).Id);
    }

    [Fact]
    public async Task Pinned_posts_stand_on_the_profile_and_only_mine_say_whether_they_are()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("Pin me");
        await anna.SayAsync("Not me");

        Assert.True((await anna.PostAsync($"/api/v1/statuses/{id}/pin")).Json.GetProperty("pinned").GetBoolean());
        Assert.Equal([id], (await bert.GetAsync($"/api/v1/accounts/{anna.Id}/statuses?pinned=1")).Ids);
        Assert.False((await bert.SeeAsync(id)).TryGetProperty("pinned", out _));
        await bert.PostAsync($"/api/v1/statuses/{id}/pin", 403);
        Assert.False((await anna.PostAsync($"/api/v1/statuses/{id}/unpin")).Json.GetProperty("pinned").GetBoolean());
    }

    [Fact]
    public async Task An_edit_shows_in_the_history_whose_last_entry_is_the_present()
    {
        App anna = await World.JoinAsync();
        string id = await anna.SayAsync("First");

        JsonElement edited = (await anna.PutAsync($"/api/v1/statuses/{id}", new { status = "Second", spoiler_text = "Careful" })).Json;
        JsonElement history = (await anna.GetAsync($"/api/v1/statuses/{id}/history")).Json;
        JsonElement source = (await anna.GetAsync($"/api/v1/statuses/{id}/source")).Json;

        Assert.Equal("<p>Second</p>", edited.GetProperty("content").GetString());
        Assert.Equal(JsonValueKind.String, edited.GetProperty("edited_at").ValueKind);
        Assert.Equal(
            ["<p>First</p>", "<p>Second</p>"],
            history.EnumerateArray().Select(version => version.GetProperty("content").GetString())
        );
        Assert.Equal(("Second", "Careful"), (source.GetProperty("text").GetString(), source.GetProperty("spoiler_text").GetString()));
    }

    [Fact]
    public async Task Deleting_answers_the_source_so_that_it_can_be_written_anew()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("Delete & redraft");

        await bert.DeleteAsync($"/api/v1/statuses/{id}", 404);
        JsonElement deleted = (await anna.DeleteAsync($"/api/v1/statuses/{id}")).Json;

        Assert.Equal("Delete & redraft", deleted.GetProperty("text").GetString());
        Assert.Contains("Record not found", (await anna.GetAsync($"/api/v1/statuses/{id}", 404)).Body, StringComparison.Ordinal);
        await anna.DeleteAsync($"/api/v1/statuses/{id}", 404);
    }

    [Fact]
    public async Task The_same_key_posts_once()
    {
        App anna = await World.JoinAsync();
        string key = Guid.NewGuid().ToString();

        ApiAnswer first = await anna.SendAsync(
            HttpMethod.Post,
            "/api/v1/statuses",
            ApiClient.Form(("status", "Once")),
            200,
            ("Idempotency-Key", key)
        );
        ApiAnswer second = await anna.SendAsync(
            HttpMethod.Post,
            "/api/v1/statuses",
            ApiClient.Form(("status", "Once")),
            200,
            ("Idempotency-Key", key)
        );

        Assert.Equal(first.Id, second.Id);
        Assert.Single((await anna.GetAsync($"/api/v1/accounts/{anna.Id}/statuses")).Ids);
    }

    [Fact]
    public async Task A_thread_is_what_was_before_and_what_came_after_depth_first()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string root = await anna.SayAsync("root");
        string reply = await bert.SayAsync("reply", answering: root);
        string sibling = await bert.SayAsync("sibling", answering: root);
        string deep = await anna.SayAsync("deep", answering: reply);

        JsonElement around = (await anna.GetAsync($"/api/v1/statuses/{reply}/context")).Json;
        JsonElement below = (await anna.GetAsync($"/api/v1/statuses/{root}/context")).Json;

        Assert.Equal([root], Ids(around.GetProperty("ancestors")));
        Assert.Equal([deep], Ids(around.GetProperty("descendants")));
        Assert.Equal([reply, deep, sibling], Ids(below.GetProperty("descendants")));
        Assert.Equal(2, (await anna.SeeAsync(root)).GetProperty("replies_count").GetInt32());
        Assert.Equal(anna.Id, (await anna.SeeAsync(reply)).GetProperty("in_reply_to_account_id").GetString());
    }

    [Fact]
    public async Task What_I_may_not_see_does_not_exist()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("Followers only", "private");

        foreach (string path in new[] { "", "/context", "/history", "/source", "/favourited_by", "/reblogged_by", "/quotes", "/card" })
        {
            await bert.GetAsync($"/api/v1/statuses/{id}{path}", 404);
        }

        foreach (string act in new[] { "favourite", "reblog", "bookmark", "mute", "pin" })
        {
            await bert.PostAsync($"/api/v1/statuses/{id}/{act}", 404);
        }

        Assert.Empty((await bert.GetAsync($"/api/v1/statuses?id[]={id}")).Ids);
        await bert.PostAsync("/api/v1/statuses", new { status = "Reply", in_reply_to_id = id }, 404);
    }

    [Theory]
    [InlineData("""{"status":""}""", "Text can't be blank")]
    [InlineData("""{}""", "Text can't be blank")]
    [InlineData("""{"status":"x","visibility":"local"}""", "visibility is not included in the list")]
    [InlineData("""{"status":"x","in_reply_to_id":"abc"}""", "in_reply_to_id is not an id")]
    [InlineData("""{"status":{"a":1}}""", "status is not a text")]
    [InlineData("""{"status":"x","media_ids":["1"]}""", "Validation failed: Media ids are not your own uploads, or are in a post already")]
    [InlineData("""{"status":"x","scheduled_at":"2030-01-01T00:00:00.000Z"}""", "Scheduled posts are not available on this server yet")]
    public async Task What_cannot_be_posted_is_refused_by_name(string body, string sentence)
    {
        App anna = await World.JoinAsync();
        using StringContent content = new(body, System.Text.Encoding.UTF8, "application/json");

        ApiAnswer answer = await anna.SendAsync(HttpMethod.Post, "/api/v1/statuses", content, 422);

        Assert.Contains(sentence, answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_hundred_and_one_characters_are_refused_with_the_limit()
    {
        App anna = await World.JoinAsync();

        await anna.PostAsync("/api/v1/statuses", new { status = new string('x', 500) });
        ApiAnswer refused = await anna.PostAsync("/api/v1/statuses", new { status = new string('x', 501) }, 422);

        Assert.Contains("500", refused.Body, StringComparison.Ordinal);
    }

    private static string[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
