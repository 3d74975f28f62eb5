using System.Text.Json;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Quotes, which the stated API version 7 promises.</summary>
public sealed class QuoteTests
{
    [Fact]
    public async Task A_quote_holds_the_quoted_post_and_that_one_only_the_id_of_what_it_quotes()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string first = await anna.SayAsync("first");
        string second = await bert.SayAsync("second", quoting: first);
        string third = await anna.SayAsync("third", quoting: second);

        JsonElement seen = await bert.SeeAsync(third);

        JsonElement quoted = seen.GetProperty("quote").GetProperty("quoted_status");
        Assert.Equal("accepted", seen.GetProperty("quote").GetProperty("state").GetString());
        Assert.Equal(second, quoted.GetProperty("id").GetString());
        Assert.Equal(first, quoted.GetProperty("quote").GetProperty("quoted_status_id").GetString());
        Assert.Equal(1, (await anna.SeeAsync(first)).GetProperty("quotes_count").GetInt32());
        Assert.Equal([second], (await anna.GetAsync($"/api/v1/statuses/{first}/quotes")).Ids);
    }

    [Fact]
    public async Task What_a_quoted_post_quotes_is_named_only_to_those_who_may_see_it()
    {
        App[] people = await World.JoinAsync(4);
        (App anna, App bert, App carl, App dora) = (people[0], people[1], people[2], people[3]);
        string first = await anna.SayAsync("first");
        string second = await bert.SayAsync("second", quoting: first);
        string third = await carl.SayAsync("third", quoting: second);
        await anna.PostAsync($"/api/v1/accounts/{dora.Id}/block");

        Assert.Equal(("accepted", first), await InsideAsync(carl, third));
        Assert.Equal(("unauthorized", null), await InsideAsync(dora, third));
        await carl.PostAsync($"/api/v1/accounts/{anna.Id}/mute");
        Assert.Equal(("muted_account", first), await InsideAsync(carl, third));
        await anna.PostAsync($"/api/v1/statuses/{first}/quotes/{second}/revoke");
        Assert.Equal(("revoked", null), await InsideAsync(carl, third));
        await anna.DeleteAsync($"/api/v1/statuses/{first}");
        Assert.Equal(("deleted", null), await InsideAsync(dora, third));
    }

    [Fact]
    public async Task The_old_name_of_the_field_quotes_too()
    {
        App anna = await World.JoinAsync();
        string id = await anna.SayAsync("first");

        JsonElement quote = (await anna.PostAsync("/api/v1/statuses", new { status = "second", quote_id = id })).Json;

        Assert.Equal(id, quote.GetProperty("quote").GetProperty("quoted_status").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_withdrawn_quote_says_so_and_answers_the_quoting_post()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = await anna.SayAsync("first");
        string quote = await bert.SayAsync("second", quoting: id);

        await bert.PostAsync($"/api/v1/statuses/{id}/quotes/{quote}/revoke", 404);
        JsonElement revoked = (await anna.PostAsync($"/api/v1/statuses/{id}/quotes/{quote}/revoke")).Json;

        Assert.Equal(quote, revoked.GetProperty("id").GetString());
        Assert.Equal("revoked", revoked.GetProperty("quote").GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, revoked.GetProperty("quote").GetProperty("quoted_status").ValueKind);
        Assert.Empty((await anna.GetAsync($"/api/v1/statuses/{id}/quotes")).Ids);
    }

    [Fact]
    public async Task The_author_chooses_who_may_quote()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = (await anna.PostAsync("/api/v1/statuses", new { status = "mine", quote_approval_policy = "followers" })).Id;

        Assert.Equal(("followers", "denied"), await ApprovalAsync(bert, id));
        await bert.PostAsync("/api/v1/statuses", new { status = "quote", quoted_status_id = id }, 403);
        await bert.FollowAsync(anna);
        Assert.Equal(("followers", "automatic"), await ApprovalAsync(bert, id));
        await bert.SayAsync("quote", quoting: id);

        JsonElement closed = (
            await anna.PutAsync($"/api/v1/statuses/{id}/interaction_policy", new { quote_approval_policy = "nobody" })
        ).Json;
        Assert.Equal(0, closed.GetProperty("quote_approval").GetProperty("automatic").GetArrayLength());
        Assert.Equal((null, "denied"), await ApprovalAsync(bert, id));
        Assert.Equal((null, "automatic"), await ApprovalAsync(anna, id));
    }

    [Fact]
    public async Task A_deleted_quoted_post_leaves_a_quote_without_it()
    {
        App anna = await World.JoinAsync();
        string id = await anna.SayAsync("first");
        string quote = await anna.SayAsync("second", quoting: id);
        await anna.DeleteAsync($"/api/v1/statuses/{id}");

        JsonElement seen = (await anna.SeeAsync(quote)).GetProperty("quote");

        Assert.Equal("deleted", seen.GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("quoted_status").ValueKind);
    }

    /// <summary>State and id of what the post quoted by this one quotes.</summary>
    private static async Task<(string, string?)> InsideAsync(App app, string id)
    {
        JsonElement inside = (await app.SeeAsync(id)).GetProperty("quote").GetProperty("quoted_status").GetProperty("quote");
        return (inside.GetProperty("state").GetString()!, inside.GetProperty("quoted_status_id").GetString());
    }

    private static async Task<(string?, string)> ApprovalAsync(App app, string id)
    {
        JsonElement approval = (await app.SeeAsync(id)).GetProperty("quote_approval");
        JsonElement automatic = approval.GetProperty("automatic");
        return (automatic.GetArrayLength() == 0 ? null : automatic[0].GetString(), approval.GetProperty("current_user").GetString()!);
    }
}
