using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Following, blocking and muting, as apps show it.</summary>
public sealed class RelationshipTests
{
    [Fact]
    public async Task Following_answers_at_once_and_again_to_change_it()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);

        JsonElement followed = (await anna.PostAsync($"/api/v1/accounts/{bert.Id}/follow")).Json;
        JsonElement changed = (
            await anna.SendAsync(HttpMethod.Post, $"/api/v1/accounts/{bert.Id}/follow?reblogs=false&notify=true", null)
        ).Json;
        JsonElement ended = (await anna.PostAsync($"/api/v1/accounts/{bert.Id}/unfollow")).Json;

        Assert.True(followed.GetProperty("following").GetBoolean() && followed.GetProperty("showing_reblogs").GetBoolean());
        Assert.True(changed.GetProperty("notifying").GetBoolean() && !changed.GetProperty("showing_reblogs").GetBoolean());
        Assert.False(ended.GetProperty("following").GetBoolean());
    }

    [Fact]
    public async Task A_locked_account_lets_in_one_by_one()
    {
        App[] people = await World.JoinAsync(3);
        (App anna, App bert, App carl) = (people[0], people[1], people[2]);
        await anna.PatchAsync("/api/v1/accounts/update_credentials", new { locked = true });

        Assert.True((await bert.PostAsync($"/api/v1/accounts/{anna.Id}/follow")).Json.GetProperty("requested").GetBoolean());
        await carl.PostAsync($"/api/v1/accounts/{anna.Id}/follow");
        Assert.Equal([carl.Id, bert.Id], (await anna.GetAsync("/api/v1/follow_requests")).Ids);
        Assert.Equal(["follow_request", "follow_request"], await KindsAsync(anna));
        JsonElement me = (await anna.GetAsync("/api/v1/accounts/verify_credentials")).Json;
        Assert.Equal(2, me.GetProperty("source").GetProperty("follow_requests_count").GetInt32());

        Assert.True((await anna.PostAsync($"/api/v1/follow_requests/{bert.Id}/authorize")).Json.GetProperty("followed_by").GetBoolean());
        Assert.False((await anna.PostAsync($"/api/v1/follow_requests/{carl.Id}/reject")).Json.GetProperty("followed_by").GetBoolean());
        Assert.Equal([bert.Id], (await anna.GetAsync($"/api/v1/accounts/{anna.Id}/followers")).Ids);
        Assert.Empty((await anna.GetAsync("/api/v1/follow_requests")).Ids);
        // The follow stands in place of the request that was accepted, and nothing in place of the other.
        Assert.Equal(["follow"], await KindsAsync(anna));
    }

    [Fact]
    public async Task A_block_shows_in_the_relationship_and_ends_follows()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        await bert.FollowAsync(anna);

        JsonElement blocked = (await anna.PostAsync($"/api/v1/accounts/{bert.Id}/block")).Json;
        JsonElement seen = (await bert.GetAsync($"/api/v1/accounts/relationships?id[]={anna.Id}")).Json[0];

        Assert.True(blocked.GetProperty("blocking").GetBoolean() && !blocked.GetProperty("followed_by").GetBoolean());
        Assert.True(seen.GetProperty("blocked_by").GetBoolean());
        Assert.Equal([bert.Id], (await anna.GetAsync("/api/v1/blocks")).Ids);
        await bert.PostAsync($"/api/v1/accounts/{anna.Id}/follow", 403);
        Assert.False((await anna.PostAsync($"/api/v1/accounts/{bert.Id}/unblock")).Json.GetProperty("blocking").GetBoolean());
    }

    [Fact]
    public async Task A_mute_hides_notifications_unless_told_otherwise_and_tells_when_it_ends()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);

        JsonElement muted = (await anna.PostAsync($"/api/v1/accounts/{bert.Id}/mute", new { duration = "3600" })).Json;

        Assert.True(muted.GetProperty("muting").GetBoolean() && muted.GetProperty("muting_notifications").GetBoolean());
        Assert.Equal(JsonValueKind.String, muted.GetProperty("muting_expires_at").ValueKind);
        JsonElement listed = (await anna.GetAsync("/api/v1/mutes")).Json[0];
        Assert.Equal(bert.Id, listed.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.String, listed.GetProperty("mute_expires_at").ValueKind);

        JsonElement changed = (await anna.PostAsync($"/api/v1/accounts/{bert.Id}/mute", new { notifications = false })).Json;
        Assert.False(changed.GetProperty("muting_notifications").GetBoolean());
        Assert.Equal(JsonValueKind.Null, (await anna.GetAsync("/api/v1/mutes")).Json[0].GetProperty("mute_expires_at").ValueKind);
        Assert.False((await anna.PostAsync($"/api/v1/accounts/{bert.Id}/unmute")).Json.GetProperty("muting").GetBoolean());
    }

    [Fact]
    public async Task Relationships_come_once_for_each_account_that_there_is()
    {
        App[] people = await World.JoinAsync(2);

        ApiAnswer answer = await people[0].GetAsync($"/api/v1/accounts/relationships?id[]={people[1].Id}&id[]={people[1].Id}&id[]=9");

        Assert.Equal([people[1].Id], answer.Ids);
        Assert.Equal([people[1].Id], (await people[0].GetAsync($"/api/v1/accounts/relationships?id={people[1].Id}")).Ids);
        Assert.Empty((await people[0].GetAsync("/api/v1/accounts/relationships")).Ids);
    }

    [Fact]
    public async Task A_follower_can_be_removed_and_hidden_lists_are_empty()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        await bert.FollowAsync(anna);
        await anna.PatchAsync("/api/v1/accounts/update_credentials", new { hide_collections = true });

        Assert.Empty((await bert.GetAsync($"/api/v1/accounts/{anna.Id}/followers")).Ids);
        Assert.Equal([bert.Id], (await anna.GetAsync($"/api/v1/accounts/{anna.Id}/followers")).Ids);
        Assert.False(
            (await anna.PostAsync($"/api/v1/accounts/{bert.Id}/remove_from_followers")).Json.GetProperty("followed_by").GetBoolean()
        );
        Assert.Empty((await anna.GetAsync($"/api/v1/accounts/{anna.Id}/followers")).Ids);
    }

    [Fact]
    public async Task A_note_about_somebody_is_for_my_eyes_and_may_be_taken_back()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string path = $"/api/v1/accounts/{bert.Id}/note";

        Assert.Equal("Met in Ghent", Note((await anna.PostAsync(path, new { comment = "Met in Ghent" })).Json));
        Assert.Equal("Met in Ghent", Note((await anna.GetAsync($"/api/v1/accounts/relationships?id[]={bert.Id}")).Json[0]));
        Assert.Equal("", Note((await bert.GetAsync($"/api/v1/accounts/relationships?id[]={anna.Id}")).Json[0]));
        Assert.Equal("Met twice", Note((await anna.PostAsync(path, new { comment = "Met twice" })).Json));
        Assert.Contains("2000", (await anna.PostAsync(path, new { comment = new string('x', 2_001) }, 422)).Body, StringComparison.Ordinal);
        Assert.Equal("", Note((await anna.PostAsync(path)).Json));
        Assert.Equal("", Note((await anna.PostAsync(path)).Json));
        await anna.PostAsync("/api/v1/accounts/1/note", new { comment = "nobody" }, 404);
    }

    [Fact]
    public async Task Familiar_followers_are_those_whom_I_follow_and_who_hide_nothing()
    {
        App[] people = await World.JoinAsync(5);
        (App anna, App bert, App carl, App dora, App star) = (people[0], people[1], people[2], people[3], people[4]);
        foreach (App fan in new[] { bert, carl, dora })
        {
            await fan.FollowAsync(star);
        }

        await anna.FollowAsync(bert);
        await anna.FollowAsync(dora);
        Assert.Equal([dora.Id, bert.Id], await FamiliarAsync(anna, star));
        Assert.Empty(await FamiliarAsync(anna, carl));

        await dora.PatchAsync("/api/v1/accounts/update_credentials", new { hide_collections = true });
        Assert.Equal([bert.Id], await FamiliarAsync(anna, star));
        await star.PatchAsync("/api/v1/accounts/update_credentials", new { hide_collections = true });
        Assert.Empty(await FamiliarAsync(anna, star));
        await star.PatchAsync("/api/v1/accounts/update_credentials", new { hide_collections = false });
        await star.PostAsync($"/api/v1/accounts/{anna.Id}/block");
        Assert.Empty(await FamiliarAsync(anna, star));
    }

    private static string Note(JsonElement relationship) => relationship.GetProperty("note").GetString()!;

    private static async Task<string[]> FamiliarAsync(App app, App other)
    {
        JsonElement found = (await app.GetAsync($"/api/v1/accounts/familiar_followers?id[]={other.Id}")).Json[0];
        Assert.Equal(other.Id, found.GetProperty("id").GetString());
        return [.. found.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("id").GetString()!)];
    }

    [Fact]
    public async Task Nobody_can_do_it_to_themselves_or_to_nobody()
    {
        App anna = await World.JoinAsync();

        foreach (string act in new[] { "follow", "block", "mute" })
        {
            Assert.Contains("not allowed", (await anna.PostAsync($"/api/v1/accounts/{anna.Id}/{act}", 403)).Body, StringComparison.Ordinal);
            Assert.Contains("Record not found", (await anna.PostAsync($"/api/v1/accounts/1/{act}", 404)).Body, StringComparison.Ordinal);
        }
    }

    private static async Task<string[]> KindsAsync(App who) =>
        [.. (await who.GetAsync("/api/v1/notifications")).Json.EnumerateArray().Select(told => told.GetProperty("type").GetString()!)];
}
