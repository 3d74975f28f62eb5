using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Lists are read in parts, forwards and backwards, by their <c>Link</c> header and by ids.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task Following_next_reads_a_timeline_to_its_end_and_stops()
    {
        App anna = await World.JoinAsync();
        string[] all = await SayAsync(anna, 7);

        Assert.Equal(all, await ReadAllAsync(anna, "/api/v1/timelines/home?limit=3"));
        Assert.Equal(all, await ReadAllAsync(anna, $"/api/v1/accounts/{anna.Id}/statuses?limit=3"));
    }

    [Fact]
    public async Task Following_next_reads_lists_whose_keys_only_the_header_knows()
    {
        App[] people = await World.JoinAsync(6);
        App anna = people[0];
        string[] posts = await SayAsync(anna, 5);
        foreach (string id in posts)
        {
            await anna.PostAsync($"/api/v1/statuses/{id}/favourite");
            await anna.PostAsync($"/api/v1/statuses/{id}/bookmark");
        }

        foreach (App other in people[1..])
        {
            await other.FollowAsync(anna);
            await other.PostAsync($"/api/v1/statuses/{posts[0]}/favourite");
            await other.PostAsync($"/api/v1/statuses/{posts[0]}/reblog");
            await other.SayAsync("quote", quoting: posts[0]);
            await anna.PostAsync($"/api/v1/accounts/{other.Id}/mute", new { notifications = false });
        }

        string[] others = [.. people[1..].Select(person => person.Id).Reverse()];
        string[] marked = [.. posts.Reverse()];
        Assert.Equal(marked, await ReadAllAsync(anna, "/api/v1/favourites?limit=2"));
        Assert.Equal(marked, await ReadAllAsync(anna, "/api/v1/bookmarks?limit=2"));
        Assert.Equal(others, await ReadAllAsync(anna, $"/api/v1/accounts/{anna.Id}/followers?limit=2"));
        Assert.Equal(others, await ReadAllAsync(anna, "/api/v1/mutes?limit=2"));
        Assert.Equal(others, (await ReadAllAsync(anna, $"/api/v1/statuses/{posts[0]}/favourited_by?limit=2"))[..5]);
        Assert.Equal(others, await ReadAllAsync(anna, $"/api/v1/statuses/{posts[0]}/reblogged_by?limit=2"));
        Assert.Equal(15, (await ReadAllAsync(anna, "/api/v1/notifications?limit=4&types[]=favourite&types[]=reblog&types[]=quote")).Length);
    }

    [Fact]
    public async Task The_newest_since_and_the_nearest_above_are_two_things()
    {
        App anna = await World.JoinAsync();
        string[] all = await SayAsync(anna, 6);
        string path = $"/api/v1/accounts/{anna.Id}/statuses?limit=2";

        Assert.Equal(all[..2], (await anna.GetAsync($"{path}&since_id={all[^1]}")).Ids);
        Assert.Equal(all[3..5], (await anna.GetAsync($"{path}&min_id={all[^1]}")).Ids);
        Assert.Equal(all[3..5], (await anna.GetAsync($"{path}&min_id={all[^1]}&since_id={all[0]}")).Ids);
        Assert.Equal([all[4]], (await anna.GetAsync($"{path}&max_id={all[3]}&since_id={all[5]}")).Ids);
        Assert.Equal(all[..2], (await anna.GetAsync($"{path}&max_id=99999999999999999999")).Ids);
        Assert.Empty((await anna.GetAsync($"{path}&max_id=1")).Ids);
    }

    [Fact]
    public async Task Previous_leads_to_what_is_newer()
    {
        App anna = await World.JoinAsync();
        string[] old = await SayAsync(anna, 2);
        ApiAnswer first = await anna.GetAsync("/api/v1/timelines/home?limit=2");
        string[] fresh = await SayAsync(anna, 3);

        ApiAnswer second = await anna.GetAsync(first.Previous!);
        ApiAnswer third = await anna.GetAsync(second.Previous!);
        ApiAnswer last = await anna.GetAsync(third.Previous!);

        Assert.Equal(old, first.Ids);
        Assert.Equal(fresh, third.Ids.Concat(second.Ids));
        Assert.Empty(last.Ids);
        Assert.False(last.Headers.ContainsKey("Link"));
    }

    [Fact]
    public async Task The_header_has_next_first_keeps_other_parameters_and_is_absolute()
    {
        WeftProcess server = await World.ServerAsync();
        App anna = await World.JoinAsync();
        string id = await anna.SayAsync("Hello");

        ApiAnswer answer = await anna.GetAsync("/api/v1/timelines/home/?limit=5&x[]=1&x[]=%22%3E&max_id=9223372036854775807&since_id=1");

        string origin = server.Url.GetLeftPart(UriPartial.Authority);
        Assert.Equal(
            $"<{origin}/api/v1/timelines/home/?limit=5&x[]=1&x[]=%22%3E&max_id={id}>; rel=\"next\", "
                + $"<{origin}/api/v1/timelines/home/?limit=5&x[]=1&x[]=%22%3E&min_id={id}>; rel=\"prev\"",
            answer.Headers["Link"]
        );
    }

    [Theory]
    [InlineData("1000", 40)]
    [InlineData("-3", 3)]
    [InlineData("0", 20)]
    [InlineData("many", 20)]
    [InlineData("", 20)]
    [InlineData("99999999999999", 20)]
    public async Task A_limit_is_bent_into_what_is_possible(string limit, int expected)
    {
        App anna = await World.JoinAsync();
        await SayAsync(anna, expected + 1);

        Assert.Equal(expected, (await anna.GetAsync($"/api/v1/accounts/{anna.Id}/statuses?limit={limit}")).Ids.Length);
    }

    [Fact]
    public async Task A_bound_that_is_no_id_is_named()
    {
        App anna = await World.JoinAsync();

        Assert.Contains("max_id", (await anna.GetAsync("/api/v1/timelines/home?max_id=abc", 422)).Body, StringComparison.Ordinal);
    }

    private static async Task<string[]> SayAsync(App app, int count)
    {
        List<string> ids = [];
        for (int i = 0; i < count; i++)
        {
            ids.Insert(0, await app.SayAsync($"Post {i}"));
        }

        return [.. ids];
    }

    private static async Task<string[]> ReadAllAsync(App app, string? path)
    {
        List<string> ids = [];
        for (int pages = 0; path is not null; pages++)
        {
            Assert.True(pages < 20, "It does not end.");
            ApiAnswer page = await app.GetAsync(path);
            ids.AddRange(page.Ids);
            path = page.Next;
        }

        return [.. ids];
    }
}
