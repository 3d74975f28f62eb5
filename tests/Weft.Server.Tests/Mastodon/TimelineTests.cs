using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Timelines as apps read them.</summary>
public sealed class TimelineTests
{
    [Fact]
    public async Task Home_has_my_posts_at_once_and_those_of_whom_I_follow()
    {
        App[] people = await World.JoinAsync(3);
        (App anna, App bert, App carl) = (people[0], people[1], people[2]);
        await anna.FollowAsync(bert);
        string mine = await anna.SayAsync("mine");
        string his = await bert.SayAsync("his");
        await carl.SayAsync("a stranger's");
        string repost = (await bert.PostAsync($"/api/v1/statuses/{await carl.SayAsync("worth it")}/reblog")).Id;

        ApiAnswer home = await anna.GetAsync("/api/v1/timelines/home");

        Assert.Equal([repost, his, mine], home.Ids);
        Assert.Equal(carl.Id, home.Json[0].GetProperty("reblog").GetProperty("account").GetProperty("id").GetString());
        Assert.Contains("no-store", home.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_is_found_in_each_of_its_spellings()
    {
        App anna = await World.JoinAsync();
        string tag = $"Ünïq{anna.Name}";
        string id = await anna.SayAsync($"About #{tag}");
        await anna.SayAsync($"In private about #{tag}", "private");

        Assert.Equal([id], (await anna.GetAsync($"/api/v1/timelines/tag/{Uri.EscapeDataString(tag)}")).Ids);
        Assert.Equal(
            [id],
            (await (await World.VisitorAsync()).GetAsync($"/api/v1/timelines/tag/{Uri.EscapeDataString(tag.ToUpperInvariant())}")).Ids
        );
        Assert.Empty((await anna.GetAsync($"/api/v1/timelines/tag/{Uri.EscapeDataString(tag)}?only_media=true")).Ids);
        Assert.Empty((await anna.GetAsync("/api/v1/timelines/tag/%20%2F")).Ids);
    }

    [Fact]
    public async Task Tags_can_be_asked_for_together_and_left_out()
    {
        App anna = await World.JoinAsync();
        (string a, string b, string c) = ($"a{anna.Name}", $"b{anna.Name}", $"c{anna.Name}");
        string one = await anna.SayAsync($"#{a}");
        string two = await anna.SayAsync($"#{a} #{b}");
        string three = await anna.SayAsync($"#{b} #{c}");

        Assert.Equal([three, two, one], await TaggedAsync($"{a}?any[]={b}"));
        Assert.Equal([three, two, one], await TaggedAsync($"{a}?any[]={b.ToUpperInvariant()}&any[]={c}&any[]=%2F"));
        Assert.Equal([two], await TaggedAsync($"{a}?all[]={b}"));
        Assert.Equal([three], await TaggedAsync($"{a}?any[]={b}&all[]={b}&all[]={c}"));
        Assert.Equal([one], await TaggedAsync($"{a}?none[]={b}"));
        Assert.Equal([two], await TaggedAsync($"{a}?any[]={b}&all[]={b}&none[]={c}"));
        Assert.Empty(await TaggedAsync($"{a}?all[]=%2F"));

        async Task<string[]> TaggedAsync(string asked) => [.. (await anna.GetAsync($"/api/v1/timelines/tag/{asked}")).Ids];
    }

    [Fact]
    public async Task A_search_goes_on_where_its_last_page_ended()
    {
        App[] people = await World.JoinAsync(4);
        string name = $"Leafing {people[0].Name}";
        foreach (App person in people)
        {
            await person.PatchAsync("/api/v1/accounts/update_credentials", new { display_name = name });
            await person.SayAsync($"#leaf{people[0].Name}{person.Name}");
        }

        List<string> accounts = [];
        List<string> tags = [];
        for (int offset = 0; offset < 6; offset += 2)
        {
            string page = $"&limit=2&offset={offset}";
            ApiAnswer found = await people[0].GetAsync($"/api/v1/accounts/search?q={Uri.EscapeDataString(name)}{page}");
            JsonElement all = (await people[0].GetAsync($"/api/v2/search?q={Uri.EscapeDataString(name)}{page}")).Json;
            Assert.Equal(found.Ids, all.GetProperty("accounts").EnumerateArray().Select(a => a.GetProperty("id").GetString()!));
            accounts.AddRange(found.Ids);
            JsonElement leaf = (await people[0].GetAsync($"/api/v2/search?q=leaf{people[0].Name}&type=hashtags{page}")).Json;
            tags.AddRange(leaf.GetProperty("hashtags").EnumerateArray().Select(t => t.GetProperty("name").GetString()!));
        }

        Assert.Equal(people.Select(p => p.Id).Order(), accounts.Order());
        Assert.Equal(4, tags.Distinct().Count());
        Assert.Equal(4, tags.Count);
        Assert.Empty((await people[0].GetAsync($"/api/v1/accounts/search?q={Uri.EscapeDataString(name)}&offset=2147483647")).Ids);
    }

    [Fact]
    public async Task The_public_timeline_is_for_visitors_too_and_may_be_kept_for_a_moment()
    {
        string id = await (await World.JoinAsync()).SayAsync("Hello, world");

        ApiAnswer answer = await (await World.VisitorAsync()).GetAsync("/api/v1/timelines/public?local=true&limit=40");

        Assert.Contains(id, answer.Ids);
        Assert.Equal("public, max-age=15", answer.Headers["Cache-Control"]);
        Assert.Empty((await (await World.VisitorAsync()).GetAsync("/api/v1/timelines/public?remote=true")).Ids);
    }

    [Fact]
    public async Task A_profile_leaves_out_what_is_asked_to_be_left_out()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string theirs = await bert.SayAsync("theirs");
        string plain = await anna.SayAsync($"plain #tag{anna.Name}");
        string reply = await anna.SayAsync("reply", answering: theirs);
        string repost = (await anna.PostAsync($"/api/v1/statuses/{theirs}/reblog")).Id;
        string path = $"/api/v1/accounts/{anna.Id}/statuses";

        Assert.Equal([repost, reply, plain], (await bert.GetAsync(path)).Ids);
        Assert.Equal([reply, plain], (await bert.GetAsync($"{path}?exclude_reblogs=1")).Ids);
        Assert.Equal([repost, plain], (await bert.GetAsync($"{path}?exclude_replies=true")).Ids);
        Assert.Equal([plain], (await bert.GetAsync($"{path}?tagged=TAG{anna.Name}")).Ids);
        Assert.Empty((await bert.GetAsync($"{path}?only_media=true")).Ids);
        await bert.GetAsync("/api/v1/accounts/7/statuses", 404);
    }

    [Fact]
    public async Task Whom_I_block_sees_nothing_of_my_profile_but_no_error_either()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        await anna.SayAsync("Not for bert");
        await anna.PostAsync($"/api/v1/accounts/{bert.Id}/block");

        Assert.Empty((await bert.GetAsync($"/api/v1/accounts/{anna.Id}/statuses")).Ids);
    }

    [Fact]
    public async Task Search_finds_people_tags_and_what_an_address_names()
    {
        App anna = await World.JoinAsync();
        string tag = $"find{anna.Name}";
        string id = await anna.SayAsync($"#{tag}");
        string url = (await anna.SeeAsync(id)).GetProperty("url").GetString()!;
        string profile = url[..url.LastIndexOf('/')];

        JsonElement byTag = await SearchAsync(anna, "#" + tag[..^1]);
        Assert.Equal(tag, byTag.GetProperty("hashtags")[0].GetProperty("name").GetString());
        Assert.Equal("1", byTag.GetProperty("hashtags")[0].GetProperty("history")[0].GetProperty("uses").GetString());
        Assert.Equal(7, byTag.GetProperty("hashtags")[0].GetProperty("history").GetArrayLength());
        Assert.Equal(id, (await SearchAsync(anna, url)).GetProperty("statuses")[0].GetProperty("id").GetString());
        Assert.Equal(anna.Id, (await SearchAsync(anna, profile)).GetProperty("accounts")[0].GetProperty("id").GetString());
        Assert.Equal(
            0,
            (await SearchAsync(anna, url.Replace(id, "77", StringComparison.Ordinal))).GetProperty("statuses").GetArrayLength()
        );
        Assert.Equal(tag, (await anna.GetAsync($"/api/v1/tags/{tag}")).Json.GetProperty("name").GetString());
        await anna.GetAsync("/api/v2/search", 400);
        await anna.GetAsync("/api/v2/search?q=x&offset=-1", 400);
    }

    private static async Task<JsonElement> SearchAsync(App app, string query) =>
        (await app.GetAsync($"/api/v2/search?resolve=true&q={Uri.EscapeDataString(query)}")).Json;
}
