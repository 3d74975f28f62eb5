using Microsoft.EntityFrameworkCore;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Posts;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Posts;
using Weft.Federation.Tests.Documents;
using Weft.Federation.Tests.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.Media;

/// <summary>What posts of other servers show, as each kind of server says it, and what is kept of it.</summary>
public sealed class AttachmentTests
{
    [Theory]
    [InlineData("mastodon-note", "https://cdn.m.example/1.png", MediaKind.Image, 800, 600)]
    [InlineData("pixelfed-photo", "https://x.example/s/5.jpg", MediaKind.Image, 1080, 1080)]
    [InlineData("pleroma-note", "https://p.example/media/a.png", MediaKind.Image, 10, 20)]
    [InlineData("peertube-video", "https://t.example/480.mp4", MediaKind.Video, 0, 0)]
    [InlineData("wordpress-article", "https://blog.example/a.jpg?w=1&h=2", MediaKind.Image, 0, 0)]
    public void Each_kind_of_server_says_it_in_its_way(string fixture, string url, MediaKind kind, int width, int height)
    {
        ReceivedMedia media = Assert.Single(PostAttachments.Of(Fixture.Read<PostDocument>(fixture)));

        Assert.Equal((url, kind, (width, height)), (media.Url, media.Kind, media.Size));
    }

    [Fact]
    public void A_description_a_point_and_colours_come_with_a_picture_and_a_picture_with_a_film()
    {
        ReceivedMedia picture = PostAttachments.Of(Fixture.Read<PostDocument>("mastodon-note"))[0];
        ReceivedMedia film = PostAttachments.Of(Fixture.Read<PostDocument>("peertube-video"))[0];

        Assert.Equal(("A bowl", "UBL_:rOpGG-o", (0, -0.3)), (picture.Description, picture.Blurhash, picture.Focus));
        Assert.Equal(("https://t.example/t.jpg", TimeSpan.FromSeconds(65)), (film.PreviewUrl, film.Duration));
    }

    [Fact]
    public void What_has_none_shows_none()
    {
        Assert.Empty(PostAttachments.Of(Fixture.Read<PostDocument>("threads-post")));
        Assert.Empty(PostAttachments.Of(Page(""" "attachment":[{"type":"Link","href":"https://shop.example/k"}]""")));
        Assert.Empty(
            PostAttachments.Of(Page(""" "attachment":[{"type":"Link","href":"https://shop.example/k","mediaType":"text/html"}]"""))
        );
    }

    [Theory]
    // Lemmy: a picture is a link with a type; the picture of a page that is linked stands beside it.
    [InlineData(""" "attachment":[{"type":"Link","href":"https://o.example/p.webp","mediaType":"image/webp"}]""", MediaKind.Image)]
    [InlineData(
        """ "image":{"type":"Image","url":"https://o.example/t.webp"},"attachment":[{"type":"Link","href":"https://shop.example/k"}]""",
        MediaKind.Image
    )]
    // One instead of many, an address instead of a Link, no type but the object's own or the ending.
    [InlineData(""" "attachment":{"type":"Image","url":"https://o.example/p"}""", MediaKind.Image)]
    [InlineData(""" "attachment":[{"type":"Document","url":"https://o.example/p.webm?x=1"}]""", MediaKind.Video)]
    [InlineData(""" "attachment":[{"type":"Audio","href":"https://o.example/p"}]""", MediaKind.Audio)]
    // What mostly moves.
    [InlineData(""" "attachment":[{"type":"Document","mediaType":"image/gif","url":"https://o.example/p"}]""", MediaKind.Gifv)]
    [InlineData(""" "attachment":[{"type":"Image","mediaType":"image/apng","url":"https://o.example/p.png"}]""", MediaKind.Gifv)]
    [InlineData(""" "attachment":[{"type":"Image","url":"https://o.example/p.GIF"}]""", MediaKind.Gifv)]
    [InlineData(""" "attachment":[{"type":"Image","mediaType":"image/webp","url":"https://o.example/p.gif"}]""", MediaKind.Image)]
    [InlineData(""" "attachment":[{"type":"Document","mediaType":"audio/mpeg","url":"https://o.example/p"}]""", MediaKind.Audio)]
    [InlineData(
        """ "attachment":[{"type":"Document","mediaType":"application/octet-stream","url":"https://o.example/p.mp4"}]""",
        MediaKind.Video
    )]
    public void What_it_is_is_read_from_what_is_said(string said, MediaKind kind) =>
        Assert.Equal(kind, Assert.Single(PostAttachments.Of(Page(said))).Kind);

    [Theory]
    [InlineData(""" "attachment":[{"type":"Image","mediaType":"image/svg+xml","url":"https://o.example/p.svg"}]""")]
    [InlineData(""" "attachment":[{"type":"Document","mediaType":"application/pdf","url":"https://o.example/p.pdf"}]""")]
    [InlineData(""" "attachment":[{"type":"Document","url":"https://o.example/p.svg"}]""")]
    public void What_cannot_be_shown_is_a_link(string said)
    {
        PostDocument page = Page(said);

        Assert.Empty(PostAttachments.Of(page));
        Assert.Contains("href=\"https://o.example/p.", PostMarkup.Whole(page).Html, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_post_comes_changes_and_goes_with_its_media(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await village.FollowAsync(await village.JoinAsync("bob"), await village.KnowAsync(ann));
        string id = $"{ann}/statuses/1";
        string long2000 = new('a', 2_000);
        string more = string.Join(
            ',',
            Enumerable.Range(0, 25).Select(i => $$"""{"type":"Document","mediaType":"image/png","url":"{{there.Url($"/{i}.png")}}"}""")
        );
        string first =
            $$"""{"type":"Document","mediaType":"image/jpeg","url":"{{there.Url("/a.jpg")}}","name":"{{long2000}}","blurhash":"UBL_:rOpGG-o","focalPoint":[-2,0.25],"width":800,"height":-1}""";

        await TakeAsync(
            village,
            there,
            Act("Create", ann, "1", Note(ann, id, $$"""[{"type":"Image","url":"javascript:x()"},{{first}},{{more}}]"""))
        );

        Post post = (await village.PostAsync(id))!;
        RemoteMedia[] media = await MediaAsync(village, post.Id);
        Assert.Equal((20, 20), (post.MediaCount, media.Length));
        Assert.Equal(there.Url("/a.jpg"), media[0].Url);
        Assert.Equal((1_500, -1, 0.25), (media[0].Description.Length, media[0].FocusX, media[0].FocusY));
        // What cannot be is left out, and a hash that is none.
        Assert.Equal((0, 0, null), (media[0].Width, media[0].Height, media[0].Blurhash));
        Assert.DoesNotContain("<a ", post.Html, StringComparison.Ordinal);

        string changed =
            $$"""[{"type":"Document","mediaType":"image/jpeg","url":"{{there.Url("/a.jpg")}}","name":"Soup","blurhash":"LEHV6nWB2yk8pyo0adR*.7kCMdnj"}]""";
        await TakeAsync(village, there, Act("Update", ann, "2", Note(ann, id, changed, ",\"updated\":\"2026-06-30T11:00:00Z\"")));

        RemoteMedia[] kept = await MediaAsync(village, post.Id);
        RemoteMedia left = Assert.Single(kept, m => m.Position >= 0);
        // What the former version showed stays for the post's history, and goes with the post.
        Assert.Equal(20, kept.Length);
        Assert.Equal((media[0].Id, "Soup", "LEHV6nWB2yk8pyo0adR*.7kCMdnj"), (left.Id, left.Description, left.Blurhash));
        Assert.Equal(1, (await village.PostAsync(id))!.MediaCount);

        await TakeAsync(village, there, Act("Delete", ann, "3", $"\"{id}\""));
        Assert.Empty(await MediaAsync(village, post.Id));
    }

    private static PostDocument Page(string said) =>
        Fixture.Said<PostDocument>(
            $$"""{"id":"https://o.example/post/3","type":"Page","attributedTo":"https://o.example/u/kim","name":"Kettle",{{said}} }"""
        );

    private static string Note(string actor, string id, string media, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"Look","published":"2026-06-30T10:00:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],"attachment":{{media}}{{extra}} }""";

    private static string Act(string type, string actor, string number, string done) =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}} }""";

    private static async Task TakeAsync(Village village, RemoteServer there, string activity) =>
        Assert.InRange((await village.TakeAsync(there, there.Person("ann"), activity)).Status, 200, 202);

    private static Task<RemoteMedia[]> MediaAsync(Village village, long post) =>
        village.ReadAsync(db => db.RemoteMedia.Where(m => m.PostId == post).OrderBy(m => m.Position).ToArrayAsync(Village.Cancellation));
}
