using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>What apps ask when they start, in the order in which they were seen to: one answer amiss stops some of them.</summary>
public sealed class StartUpTests
{
    public static TheoryData<string, string[]> Apps =>
        new()
        {
            {
                "Ivory",
                [
                    "timelines/home?limit=40&min_id=1",
                    "notifications?min_id=1&types[]=mention&types[]=status&types[]=reblog&types[]=follow&types[]=follow_request"
                        + "&types[]=favourite&types[]=poll&types[]=update&types[]=quote",
                    "accounts/verify_credentials",
                    "accounts/{me}",
                    "../v2/instance",
                    "instance/languages",
                    "preferences",
                    "timelines/home?limit=40",
                    "lists",
                    "featured_tags?limit=80",
                    "accounts/{me}/statuses?exclude_reblogs=1&limit=40",
                    "accounts/{me}/statuses?limit=5&pinned=1",
                    "notifications?limit=80&types[]=mention",
                    "markers?timeline[]=home",
                ]
            },
            {
                "Ice Cubes",
                [
                    "../v2/instance",
                    "accounts/verify_credentials",
                    "lists",
                    "followed_tags",
                    "preferences",
                    "instance/peers",
                    "timelines/home?limit=50",
                    "../v2/notifications?limit=30&exclude_types[]=poll&exclude_types[]=follow",
                    "../v2/notifications/policy",
                    "filters",
                    "trends/tags",
                    "trends/links",
                    "../v2/suggestions",
                ]
            },
            {
                "Tusky",
                [
                    "../v2/instance",
                    "accounts/verify_credentials",
                    "custom_emojis",
                    "../v2/filters",
                    "timelines/home?limit=30",
                    "markers?timeline[]=notifications",
                    "notifications?limit=30&exclude_types[]=poll",
                    "announcements?with_dismissed=false",
                    "follow_requests",
                    "conversations?limit=20",
                    "lists",
                    "trends/tags?limit=10&offset=0",
                ]
            },
            {
                "Mastodon for Android",
                [
                    "../v2/instance",
                    "accounts/verify_credentials",
                    "custom_emojis",
                    "preferences",
                    "../v2/filters",
                    "lists",
                    "followed_tags",
                    "markers?timeline[]=home&timeline[]=notifications",
                    "timelines/home?limit=20",
                    "../v2/notifications?limit=40&expand_accounts=partial_avatars&grouped_types[]=favourite&grouped_types[]=reblog",
                    "notifications/policy",
                    "trends",
                    "announcements",
                    "scheduled_statuses",
                ]
            },
            {
                "Elk",
                [
                    "../v2/instance",
                    "../../nodeinfo/2.0",
                    "accounts/verify_credentials",
                    "preferences",
                    "timelines/home?limit=30",
                    "markers?timeline[]=notifications",
                    "../v2/filters",
                    "custom_emojis",
                    "lists",
                    "trends/statuses",
                ]
            },
            {
                "Phanpy",
                [
                    "../v2/instance",
                    "../../.well-known/nodeinfo",
                    "accounts/verify_credentials",
                    "preferences",
                    "timelines/home?limit=20",
                    "../v2/notifications?limit=1",
                    "../v2/filters",
                    "announcements",
                    "follow_requests?limit=1",
                    "accounts/relationships?id[]={me}",
                    "annual_reports",
                ]
            },
            {
                "Tuba",
                [
                    "../../.well-known/nodeinfo",
                    "accounts/verify_credentials",
                    "instance",
                    "../v2/instance",
                    "custom_emojis",
                    "timelines/home/",
                    "../v2/notifications/unread_count",
                    "accounts/{me}/featured_tags",
                    "endorsements",
                ]
            },
            { "Pinafore", ["instance", "accounts/verify_credentials", "lists", "filters", "custom_emojis", "timelines/home?limit=20"] },
        };

    [Theory, MemberData(nameof(Apps))]
    public async Task An_app_finds_all_that_it_asks_for(string app, string[] asked)
    {
        App anna = await World.JoinAsync();
        string id = await anna.SayAsync($"From {app}");
        await anna.PostAsync($"/api/v1/statuses/{id}/pin");

        foreach (string path in asked)
        {
            await anna.GetAsync(Path(anna, path));
        }

        Assert.Contains("not found", (await anna.GetAsync("/api/v1/push/subscription", 404)).Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ids_have_one_length_and_sort_like_text()
    {
        App anna = await World.JoinAsync();
        string[] ids = [await anna.SayAsync("one"), await anna.SayAsync("two"), await anna.SayAsync("three"), anna.Id];

        Assert.All(ids, id => Assert.Equal(19, id.Length));
        Assert.Equal(ids[..3].Order(StringComparer.Ordinal), ids[..3]);
    }

    [Fact]
    public async Task Moments_have_three_digits_and_the_own_page_no_empty_text_for_an_address()
    {
        App anna = await World.JoinAsync();
        await anna.SayAsync("Hello");

        string body = (await anna.GetAsync("/api/v1/timelines/home")).Body;

        Assert.Matches("\"created_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"", body);
        Assert.DoesNotMatch("\"(url|uri|avatar|header|avatar_static|header_static)\":(\"\"|null)", body);
        Assert.DoesNotMatch("\"(media_attachments|mentions|tags|emojis|fields|roles|filtered)\":null", body);
    }

    private static string Path(App app, string asked) =>
        new Uri(new Uri("http://host/api/v1/"), asked.Replace("{me}", app.Id, StringComparison.Ordinal)).PathAndQuery;
}
