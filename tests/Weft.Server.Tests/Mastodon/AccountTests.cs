using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Accounts as others see them, and one's own.</summary>
public sealed class AccountTests
{
    [Fact]
    public async Task My_account_tells_me_what_holds_for_my_posts()
    {
        App anna = await World.JoinAsync();

        JsonElement me = (await anna.GetAsync("/api/v1/accounts/verify_credentials")).Json;

        Assert.Equal(anna.Id, me.GetProperty("id").GetString());
        Assert.Equal("public", me.GetProperty("source").GetProperty("privacy").GetString());
        Assert.Equal("0", me.GetProperty("role").GetProperty("permissions").GetString());
        Assert.EndsWith("T00:00:00.000Z", me.GetProperty("created_at").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_do_not_see_what_is_mine_alone()
    {
        App anna = await World.JoinAsync();

        JsonElement seen = (await (await World.VisitorAsync()).GetAsync($"/api/v1/accounts/{anna.Id}")).Json;

        Assert.False(seen.TryGetProperty("source", out _));
        Assert.False(seen.TryGetProperty("role", out _));
    }

    [Fact]
    public async Task Changing_one_thing_leaves_the_others()
    {
        App anna = await World.JoinAsync();
        await anna.PatchAsync(
            "/api/v1/accounts/update_credentials",
            new { display_name = "Anna", note = "Hi #Weft\n\nhttps://weft.example" }
        );

        JsonElement me = (await anna.PatchAsync("/api/v1/accounts/update_credentials", new { bot = true })).Json;

        Assert.Equal("Anna", me.GetProperty("display_name").GetString());
        Assert.Equal("Hi #Weft\n\nhttps://weft.example", me.GetProperty("source").GetProperty("note").GetString());
        Assert.Contains("/tags/weft\" class=\"mention hashtag\"", me.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.True(me.GetProperty("bot").GetBoolean());
    }

    [Fact]
    public async Task Null_and_nothing_clear_my_name_and_one_empty_field_clears_all()
    {
        App anna = await World.JoinAsync();
        await anna.PatchAsync(
            "/api/v1/accounts/update_credentials",
            new
            {
                display_name = "Anna",
                fields_attributes = new Dictionary<string, object> { ["0"] = new { name = "Page", value = "https://anna.example" } },
            }
        );

        JsonElement me = (
            await anna.SendAsync(
                HttpMethod.Patch,
                "/api/v1/accounts/update_credentials",
                ApiClient.Form(("display_name", ""), ("fields_attributes[0][name]", ""), ("fields_attributes[0][value]", ""))
            )
        ).Json;

        Assert.Equal("", me.GetProperty("display_name").GetString());
        Assert.Equal(0, me.GetProperty("fields").GetArrayLength());
    }

    [Fact]
    public async Task My_fields_are_html_to_others_and_text_to_me()
    {
        App anna = await World.JoinAsync();

        JsonElement me = (
            await anna.PatchAsync(
                "/api/v1/accounts/update_credentials",
                new { fields_attributes = new[] { new { name = "Page", value = "https://anna.example/" } } }
            )
        ).Json;

        Assert.Contains(
            "rel=\"nofollow noopener me\"",
            me.GetProperty("fields")[0].GetProperty("value").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal("https://anna.example/", me.GetProperty("source").GetProperty("fields")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task What_I_choose_for_my_posts_holds_for_them()
    {
        App anna = await World.JoinAsync();
        await anna.PatchAsync(
            "/api/v1/accounts/update_credentials",
            new
            {
                source = new
                {
                    privacy = "unlisted",
                    language = "de",
                    quote_policy = "nobody",
                },
            }
        );

        JsonElement preferences = (await anna.GetAsync("/api/v1/preferences")).Json;
        JsonElement post = (await anna.PostAsync("/api/v1/statuses", new { status = "Hallo" })).Json;

        Assert.Equal("unlisted", preferences.GetProperty("posting:default:visibility").GetString());
        Assert.Equal("nobody", preferences.GetProperty("posting:default:quote_policy").GetString());
        Assert.Equal("de", preferences.GetProperty("posting:default:language").GetString());
        Assert.Equal("unlisted", post.GetProperty("visibility").GetString());
        Assert.Equal("de", post.GetProperty("language").GetString());
        Assert.Equal(0, post.GetProperty("quote_approval").GetProperty("automatic").GetArrayLength());
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused_by_name()
    {
        App anna = await World.JoinAsync();

        ApiAnswer answer = await anna.PatchAsync("/api/v1/accounts/update_credentials", new { display_name = new string('x', 31) }, 422);

        Assert.Contains("Display name is too long (maximum is 30 characters)", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("@{0}")]
    [InlineData("{0}@{1}")]
    [InlineData("@{0}@{1}")]
    public async Task I_am_found_by_each_form_of_my_handle(string form)
    {
        App anna = await World.JoinAsync();
        string handle = string.Format(
            System.Globalization.CultureInfo.InvariantCulture,
            form,
            anna.Name,
            (await World.ServerAsync()).Url.Authority
        );
        string asked = Uri.EscapeDataString(handle);

        Assert.Equal(anna.Id, (await anna.GetAsync($"/api/v1/accounts/lookup?acct={asked}")).Id);
        Assert.Contains(anna.Id, (await anna.GetAsync($"/api/v1/accounts/search?q={asked}&resolve=true")).Ids);
        Assert.Equal(
            anna.Id,
            (await anna.GetAsync($"/api/v2/search?q={asked}")).Json.GetProperty("accounts")[0].GetProperty("id").GetString()
        );
    }

    [Fact]
    public async Task Nobody_is_found_at_another_server()
    {
        App anna = await World.JoinAsync();

        await anna.GetAsync($"/api/v1/accounts/lookup?acct={anna.Name}@elsewhere.example", 404);
        Assert.Empty((await anna.GetAsync($"/api/v1/accounts/search?q={anna.Name}@elsewhere.example")).Ids);
    }

    [Fact]
    public async Task Several_accounts_come_in_the_order_asked_without_those_that_are_missing()
    {
        App[] people = await World.JoinAsync(2);

        string[] ids = (await people[0].GetAsync($"/api/v1/accounts?id[]={people[1].Id}&id[]=7&id[]={people[0].Id}")).Ids;

        Assert.Equal([people[1].Id, people[0].Id], ids);
    }

    [Fact]
    public async Task The_scope_profile_shows_no_more_than_everyone_sees()
    {
        App anna = await World.JoinAsync("profile");

        JsonElement me = (await anna.GetAsync("/api/v1/accounts/verify_credentials")).Json;

        Assert.False(me.TryGetProperty("source", out _));
        await anna.GetAsync("/api/v1/preferences", 403);
    }
}
