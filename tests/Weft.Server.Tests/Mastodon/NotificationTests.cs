using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>What others did, one by one and in groups.</summary>
public sealed class NotificationTests
{
    [Fact]
    public async Task Each_kind_has_its_word_and_its_post()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("Hello");
        await bert.FollowAsync(anna);
        await bert.PostAsync($"/api/v1/statuses/{id}/favourite");
        await bert.PostAsync($"/api/v1/statuses/{id}/reblog");
        string reply = await bert.SayAsync($"@{anna.Name} hi", answering: id);
        string quote = await bert.SayAsync("see", quoting: id);

        JsonElement all = (await anna.GetAsync("/api/v1/notifications")).Json;

        Assert.Equal(
            [("quote", quote), ("mention", reply), ("reblog", id), ("favourite", id), ("follow", null)],
            all.EnumerateArray().Select(n => (n.GetProperty("type").GetString()!, StatusId(n)))
        );
        Assert.All(all.EnumerateArray(), n => Assert.True(int.Parse(n.GetProperty("id").GetString()!, null) < 100));
        string first = all[0].GetProperty("id").GetString()!;
        Assert.Equal(quote, StatusId((await anna.GetAsync($"/api/v1/notifications/{first}")).Json));
        Assert.Equal(5, (await anna.GetAsync("/api/v1/notifications/unread_count")).Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task They_can_be_asked_for_by_type_and_person()
    {
        App[] people = await World.JoinAsync(3);
        (App anna, App bert, App carl) = (people[0], people[1], people[2]);
        await bert.FollowAsync(anna);
        await carl.FollowAsync(anna);
        await carl.SayAsync($"@{anna.Name} hi");

        Assert.Equal(2, (await anna.GetAsync("/api/v1/notifications?types[]=follow&types[]=unheard_of")).Ids.Length);
        Assert.Single((await anna.GetAsync("/api/v1/notifications?exclude_types[]=follow&exclude_types[]=reblog")).Ids);
        Assert.Equal(2, (await anna.GetAsync($"/api/v1/notifications?account_id={carl.Id}")).Ids.Length);
        Assert.Empty((await anna.GetAsync("/api/v1/notifications?types[]=unheard_of")).Ids);
    }

    [Fact]
    public async Task Groups_name_their_accounts_and_statuses_by_id_and_bring_them()
    {
        App[] people = await World.JoinAsync(3);
        (App anna, App bert, App carl) = (people[0], people[1], people[2]);
        string id = await anna.SayAsync("Hello");
        await bert.PostAsync($"/api/v1/statuses/{id}/favourite");
        await carl.PostAsync($"/api/v1/statuses/{id}/favourite");
        await carl.SayAsync($"@{anna.Name} hi");

        ApiAnswer answer = await anna.GetAsync("/api/v2/notifications");

        JsonElement groups = answer.Json.GetProperty("notification_groups");
        Assert.Equal(["mention", "favourite"], groups.EnumerateArray().Select(g => g.GetProperty("type").GetString()));
        JsonElement likes = groups[1];
        Assert.Equal(2, likes.GetProperty("notifications_count").GetInt32());
        Assert.Equal([carl.Id, bert.Id], likes.GetProperty("sample_account_ids").EnumerateArray().Select(a => a.GetString()));
        Assert.Matches("\"most_recent_notification_id\":[0-9]+,", answer.Body);
        string[] accounts = Ids(answer.Json.GetProperty("accounts"));
        Assert.All(
            groups.EnumerateArray().SelectMany(g => g.GetProperty("sample_account_ids").EnumerateArray()),
            a => Assert.Contains(a.GetString(), accounts)
        );
        Assert.Contains(likes.GetProperty("status_id").GetString(), Ids(answer.Json.GetProperty("statuses")));
        Assert.Equal(2, (await anna.GetAsync("/api/v2/notifications/unread_count")).Json.GetProperty("count").GetInt32());
        string key = likes.GetProperty("group_key").GetString()!;
        Assert.Equal([carl.Id, bert.Id], (await anna.GetAsync($"/api/v2/notifications/{key}/accounts")).Ids);
        Assert.Single((await anna.GetAsync($"/api/v2/notifications/{key}")).Json.GetProperty("notification_groups").EnumerateArray());
        await anna.GetAsync("/api/v2/notifications/nothing-7", 404);
    }

    [Fact]
    public async Task Faces_in_a_row_come_in_part_but_the_newest_whole()
    {
        App[] people = await World.JoinAsync(3);
        App anna = people[0];
        await people[1].FollowAsync(anna);
        await people[2].FollowAsync(anna);

        JsonElement answer = (await anna.GetAsync("/api/v2/notifications?expand_accounts=partial_avatars")).Json;

        Assert.Equal([people[2].Id], Ids(answer.GetProperty("accounts")));
        Assert.Equal([people[1].Id], Ids(answer.GetProperty("partial_accounts")));
    }

    [Fact]
    public async Task Dismissing_takes_one_away_and_clearing_all()
    {
        App[] people = await World.JoinAsync(3);
        App anna = people[0];
        await people[1].SayAsync($"@{anna.Name} one");
        await people[2].SayAsync($"@{anna.Name} two");
        string[] ids = (await anna.GetAsync("/api/v1/notifications")).Ids;

        Assert.Equal("{}", (await anna.PostAsync($"/api/v1/notifications/{ids[0]}/dismiss")).Body);
        Assert.Equal(ids[1..], (await anna.GetAsync("/api/v1/notifications")).Ids);
        await anna.GetAsync($"/api/v1/notifications/{ids[0]}", 404);
        Assert.Equal("{}", (await anna.PostAsync("/api/v1/notifications/clear")).Body);
        Assert.Empty((await anna.GetAsync("/api/v1/notifications")).Ids);
    }

    [Fact]
    public async Task Markers_say_0_before_they_are_saved_and_count_what_is_unread()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        await bert.SayAsync($"@{anna.Name} one");
        string id = (await anna.GetAsync("/api/v1/notifications")).Ids[0];

        JsonElement before = (await anna.GetAsync("/api/v1/markers?timeline[]=home&timeline[]=notifications")).Json;
        JsonElement saved = (
            await anna.SendAsync(HttpMethod.Post, "/api/v1/markers", ApiClient.Form(("notifications[last_read_id]", id)))
        ).Json;
        JsonElement after = (await anna.GetAsync("/api/v1/markers?timeline[]=notifications")).Json;

        Assert.Equal("0", before.GetProperty("home").GetProperty("last_read_id").GetString());
        Assert.Equal(0, before.GetProperty("notifications").GetProperty("version").GetInt32());
        Assert.Equal(id, saved.GetProperty("notifications").GetProperty("last_read_id").GetString());
        Assert.False(saved.TryGetProperty("home", out _));
        Assert.Equal(id, after.GetProperty("notifications").GetProperty("last_read_id").GetString());
        Assert.Equal(0, (await anna.GetAsync("/api/v1/notifications/unread_count")).Json.GetProperty("count").GetInt32());
    }

    private static string? StatusId(JsonElement notification) =>
        notification.TryGetProperty("status", out JsonElement status) ? status.GetProperty("id").GetString() : null;

    private static string[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
