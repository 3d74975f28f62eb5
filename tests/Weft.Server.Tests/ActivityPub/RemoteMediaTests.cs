using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NetVips;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>Pictures of another server, from its post to the screens of people here.</summary>
public sealed class RemoteMediaTests(PictureServer server) : IClassFixture<PictureServer>, IAsyncLifetime
{
    private const string Secret = "SECRET-PLACE";
    private readonly HttpClient http = new();
    private readonly WeftProcess weft = server.Weft;
    private LoopbackPeer peer = null!;
    private int said;

    public async ValueTask InitializeAsync() => peer = await LoopbackPeer.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await peer.DisposeAsync();
        http.Dispose();
    }

    [Fact]
    public async Task A_photo_is_shown_through_a_signed_address_and_never_as_it_came()
    {
        string address = peer.Serve("1.jpg", "image/jpeg", Camera(1_600, 800));
        peer.Face = $$""","icon":{"type":"Image","url":"{{address}}"},"image":{"type":"Image","url":"{{address}}"}""";
        JsonElement status = await SayAsync(
            $$"""[{"type":"Document","mediaType":"image/jpeg","url":"{{address}}","name":"Grey","focalPoint":[0.5,-0.25],"width":1600,"height":800,"blurhash":"LEHV6nWB2yk8pyo0adR*.7kCMdnj"}]"""
        );
        JsonElement media = Assert.Single(status.GetProperty("media_attachments").EnumerateArray());

        Assert.Equal(
            ("image", address, "Grey", "LEHV6nWB2yk8pyo0adR*.7kCMdnj"),
            (Text(media, "type"), Text(media, "remote_url"), Text(media, "description"), Text(media, "blurhash"))
        );
        Assert.Equal("1600x800", Text(media.GetProperty("meta").GetProperty("original"), "size"));
        Assert.Equal("640x320", Text(media.GetProperty("meta").GetProperty("small"), "size"));
        Assert.Equal(-0.25, media.GetProperty("meta").GetProperty("focus").GetProperty("y").GetDouble());
        Assert.DoesNotContain("<a ", Text(status, "content"), StringComparison.Ordinal);

        Uri url = new(Text(media, "url"));
        Assert.Equal(weft.Url.Authority, url.Authority);
        foreach ((string which, int width) in new[] { ("url", 1_600), ("preview_url", 640) })
        {
            byte[] bytes = await http.GetByteArrayAsync(new Uri(Text(media, which)), Token);
            using Image image = Image.NewFromBuffer(bytes);
            Assert.Equal(width, image.Width);
            Assert.DoesNotContain(image.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
            Assert.DoesNotContain(Secret, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        }

        using (HttpResponseMessage whole = await http.GetAsync(url, Token))
        {
            Assert.Equal("image/jpeg", whole.Content.Headers.ContentType!.ToString());
            Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains("sandbox", Assert.Single(whole.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Contains("immutable", whole.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            using HttpRequestMessage again = new(HttpMethod.Get, url);
            again.Headers.IfNoneMatch.Add(whole.Headers.ETag!);
            using HttpResponseMessage unchanged = await http.SendAsync(again, Token);
            Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
            using HttpRequestMessage end = new(HttpMethod.Get, url);
            end.Headers.Range = new RangeHeaderValue(null, 10);
            using HttpResponseMessage part = await http.SendAsync(end, Token);
            Assert.Equal((HttpStatusCode.PartialContent, 10), (part.StatusCode, part.Content.Headers.ContentLength));
        }

        JsonElement account = status.GetProperty("account");
        using Image face = Image.NewFromBuffer(await http.GetByteArrayAsync(new Uri(Text(account, "avatar_static")), Token));
        Assert.Equal((400, 400), (face.Width, face.Height));
        using Image banner = Image.NewFromBuffer(await http.GetByteArrayAsync(new Uri(Text(account, "header")), Token));
        Assert.Equal((1_500, 500), (banner.Width, banner.Height));
        Assert.Equal(3, peer.TimesGiven("1.jpg"));

        string page = await http.GetStringAsync(new Uri(weft.Url, $"/@ann@{peer.Domain}/{Text(status, "id")}"), Token);
        Assert.Contains($"src=\"{new Uri(url, "medium").AbsolutePath}\"", page, StringComparison.Ordinal);
        Assert.Contains("alt=\"Grey\"", page, StringComparison.Ordinal);
        Assert.Contains($"src=\"{new Uri(Text(account, "avatar")).AbsolutePath}\"", page, StringComparison.Ordinal);
        Assert.Contains(" of 20 MB (", await weft.CliAsync("media", "usage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_fetched_that_bears_no_signature_of_this_server()
    {
        string address = peer.Serve("1.jpg", "image/jpeg", Camera(8, 8));
        JsonElement media = (await SayAsync(Attachment(address))).GetProperty("media_attachments")[0];
        string url = Text(media, "url");
        string[] parts = new Uri(url).AbsolutePath.Split('/');
        string seal = parts[^2];
        (string Part, string By)[] changes =
        [
            (seal, (seal[0] == 'A' ? 'B' : 'A') + seal[1..]),
            (seal, Uri.EscapeDataString(address)),
            (seal, ""),
            (parts[^3], "1"),
            (parts[^3], "-1"),
            (parts[^3], "99999999999999999999"),
            ("/photo/", "/avatar/"),
            ("/photo/", "/x/"),
            ("/original", "/huge"),
        ];

        foreach ((string part, string by) in changes)
        {
            using HttpResponseMessage other = await http.GetAsync(new Uri(url.Replace(part, by, StringComparison.Ordinal)), Token);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
            Assert.True(other.Headers.CacheControl is null or { NoStore: true } or { Public: false });
        }

        Assert.Equal(0, peer.TimesGiven("1.jpg"));
        // What an address says beside its path is not read.
        using HttpResponseMessage same = await http.GetAsync(new Uri(url + "?url=http://127.0.0.1/"), Token);
        Assert.Equal(HttpStatusCode.OK, same.StatusCode);
        // A second start knows the addresses of the first.
        await weft.RestartAsync();
        using HttpResponseMessage after = await http.GetAsync(new Uri(url), Token);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(1, peer.TimesGiven("1.jpg"));
    }

    [Fact]
    public async Task What_is_no_picture_too_large_or_of_no_public_address_is_not_shown()
    {
        byte[] large = [.. Camera(8, 8), .. new byte[16 * 1024 * 1024]];
        (string Name, string Address)[] files =
        [
            ("svg", peer.Serve("svg", "image/png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray())),
            ("html", peer.Serve("html", "image/jpeg", "<!doctype html><script>alert(1)</script>"u8.ToArray())),
            ("page", peer.Serve("page", "text/html", Camera(8, 8))),
            ("large", peer.Serve("large", "image/jpeg", large)),
            ("missing", $"http://{peer.Domain}/files/missing"),
            ("metadata", "http://169.254.169.254/latest/meta-data/x.png"),
        ];
        JsonElement status = await SayAsync(
            $"[{string.Join(',', files.Select(f => $$"""{"type":"Document","mediaType":"image/png","url":"{{f.Address}}","name":"{{f.Name}}"}"""))}]"
        );

        foreach (JsonElement media in status.GetProperty("media_attachments").EnumerateArray())
        {
            // Nobody said how large it is: as wide as a film is the frame.
            Assert.Equal("1280x720", Text(media.GetProperty("meta").GetProperty("original"), "size"));
            for (int i = 0; i < 2; i++)
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri(Text(media, "url")), Token);
                Assert.True(HttpStatusCode.NotFound == answer.StatusCode, Text(media, "description"));
                Assert.Equal(TimeSpan.FromMinutes(1), answer.Headers.CacheControl!.MaxAge);
            }
        }

        Assert.All(files.SkipLast(1), file => Assert.Equal(1, peer.TimesGiven(file.Name)));
    }

    [Fact]
    public async Task A_film_is_fetched_when_it_is_played_and_its_parts_are_answered()
    {
        byte[] film = await FilmMaker.BytesAsync(
            "in.mp4",
            "testsrc2=s=320x180:r=25:d=2",
            "sine=d=2",
            FilmMaker.Usual + " -metadata title=" + Secret,
            Token
        );
        byte[] sound = await FilmMaker.BytesAsync("in.mp3", null, "sine=d=1", "-c:a libmp3lame", Token);
        (string address, string song) = (peer.Serve("film.mp4", "video/mp4", film), peer.Serve("song.mp3", "audio/mpeg", sound));
        JsonElement media = (
            await SayAsync(
                $$"""[{"type":"Document","mediaType":"video/mp4","url":"{{address}}"},{"type":"Document","mediaType":"audio/mpeg","url":"{{song}}"}]"""
            )
        ).GetProperty("media_attachments");
        Uri url = new(Text(media[0], "url"));
        Assert.Equal((weft.Url.Authority, address), (url.Authority, Text(media[0], "remote_url")));
        Assert.Equal(0, peer.TimesGiven("film.mp4"));

        byte[] whole = await ComeAsync(url);

        Assert.DoesNotContain(Secret, System.Text.Encoding.Latin1.GetString(whole), StringComparison.Ordinal);
        using (HttpRequestMessage request = new(HttpMethod.Get, url))
        {
            request.Headers.Range = new RangeHeaderValue(100, 199);
            using HttpResponseMessage part = await http.SendAsync(request, Token);
            Assert.Equal((HttpStatusCode.PartialContent, "video/mp4"), (part.StatusCode, part.Content.Headers.ContentType!.ToString()));
            Assert.Equal(whole[100..200], await part.Content.ReadAsByteArrayAsync(Token));
        }

        using Image still = Image.NewFromBuffer(await ComeAsync(new Uri(Text(media[0], "preview_url"))));
        Assert.Equal((320, 180), (still.Width, still.Height));
        Assert.Equal(1, peer.TimesGiven("film.mp4"));
        Assert.NotEmpty(await ComeAsync(new Uri(Text(media[1], "url"))));
        Assert.Equal(JsonValueKind.Null, media[1].GetProperty("preview_url").ValueKind);
        string page = await http.GetStringAsync(new Uri(weft.Url, $"/@ann@{peer.Domain}"), Token);
        Assert.Contains($"src=\"{url.AbsolutePath}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"src=\"{address}\"", page, StringComparison.Ordinal);
        // Now it is known what it is.
        Assert.Contains("width=\"320\" height=\"180\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gif_moves_in_apps_and_on_the_page_and_one_that_stands_still_is_a_picture()
    {
        string moving = peer.Serve(
            "cat.gif",
            "image/gif",
            await FilmMaker.BytesAsync("in.gif", "testsrc2=s=160x90:r=10:d=1", null, "", Token)
        );
        string standing = peer.Serve("dog.gif", "image/gif", Image.Black(32, 16).GifsaveBuffer());
        JsonElement status = await SayAsync(
            $$"""[{"type":"Image","mediaType":"image/gif","url":"{{moving}}","name":"Cat"},{"type":"Document","mediaType":"image/gif","url":"{{standing}}"}]"""
        );
        JsonElement[] media = [.. status.GetProperty("media_attachments").EnumerateArray()];
        Assert.All(media, one => Assert.Equal("gifv", Text(one, "type")));
        Assert.Equal((moving, "Cat"), (Text(media[0], "remote_url"), Text(media[0], "description")));

        foreach (JsonElement one in media)
        {
            byte[] film = await ComeAsync(new Uri(Text(one, "url")));
            Assert.Equal("ftyp"u8, film.AsSpan(4, 4));
        }

        using Image still = Image.NewFromBuffer(await http.GetByteArrayAsync(new Uri(Text(media[0], "preview_url")), Token));
        Assert.Equal((160, 90), (still.Width, still.Height));

        JsonElement[] known =
        [
            .. (await server.Bob.GetAsync("/api/v1/statuses/" + Text(status, "id")))
                .EnsureSuccess()
                .Json.GetProperty("media_attachments")
                .EnumerateArray(),
        ];
        Assert.Equal(("gifv", "image"), (Text(known[0], "type"), Text(known[1], "type")));
        Assert.InRange(known[0].GetProperty("meta").GetProperty("duration").GetDouble(), 0.9, 1.1);
        Assert.Equal("32x16", Text(known[1].GetProperty("meta").GetProperty("original"), "size"));
        string page = await http.GetStringAsync(new Uri(weft.Url, $"/@ann@{peer.Domain}"), Token);
        Assert.Contains($"src=\"{new Uri(Text(known[0], "url")).AbsolutePath}\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{new Uri(Text(known[1], "url")).AbsolutePath}\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_film_that_cannot_be_shown_is_said_to_be_nothing()
    {
        string address = peer.Serve("page.mp4", "video/mp4", "<!doctype html><script>alert(1)</script>"u8.ToArray());
        JsonElement media = (await SayAsync($$"""[{"type":"Document","mediaType":"video/mp4","url":"{{address}}"}]""")).GetProperty(
            "media_attachments"
        );

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Text(media[0], "url")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Text(media[0], "preview_url")));
        Assert.Equal(1, peer.TimesGiven("page.mp4"));
    }

    [Fact]
    public async Task Films_that_are_longer_than_is_taken_stay_where_they_are()
    {
        string poster = peer.Serve("poster.jpg", "image/jpeg", Camera(64, 36));
        JsonElement media = (
            await SayAsync(
                $$"""[{"type":"Video","mediaType":"video/mp4","url":"https://t.example/film.mp4","icon":{"type":"Image","url":"{{poster}}"},"duration":"PT601S","width":640,"height":360},{"type":"Audio","mediaType":"audio/mpeg","url":"https://t.example/song.mp3","duration":"PT1H"}]"""
            )
        ).GetProperty("media_attachments");

        Assert.Equal(
            ("video", "https://t.example/film.mp4", "https://t.example/film.mp4", poster),
            (Text(media[0], "type"), Text(media[0], "url"), Text(media[0], "remote_url"), Text(media[0], "preview_remote_url"))
        );
        Assert.Equal(601, media[0].GetProperty("meta").GetProperty("duration").GetDouble());
        using Image still = Image.NewFromBuffer(await http.GetByteArrayAsync(new Uri(Text(media[0], "preview_url")), Token));
        Assert.Equal(64, still.Width);
        Assert.Equal(
            ("audio", "https://t.example/song.mp3", JsonValueKind.Null),
            (Text(media[1], "type"), Text(media[1], "url"), media[1].GetProperty("preview_url").ValueKind)
        );
        string page = await http.GetStringAsync(new Uri(weft.Url, $"/@ann@{peer.Domain}"), Token);
        Assert.Contains("Watch at t.example", page, StringComparison.Ordinal);
        Assert.Contains("Listen at t.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<video", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_server_that_is_suspended_nothing_is_shown()
    {
        string url = Text(
            (await SayAsync(Attachment(peer.Serve("1.jpg", "image/jpeg", Camera(8, 8))))).GetProperty("media_attachments")[0],
            "url"
        );
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(url));

        await weft.CliAsync("federation", "unblock", peer.Domain, "--reject-media");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(url));
        await weft.CliAsync("federation", "block", peer.Domain);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(url));
        await weft.CliAsync("federation", "unblock", peer.Domain);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(url));
    }

    [Theory]
    [InlineData("a lot")]
    [InlineData("5")]
    [InlineData("100KB")]
    [InlineData("-1GB")]
    public async Task A_limit_that_cannot_be_right_is_named(string limit)
    {
        Finished said = await weft.TryCliAsync("serve", $"--Weft:Media:CacheLimit={limit}");

        Assert.NotEqual(0, said.ExitCode);
        Assert.Contains("Weft:Media:CacheLimit", said.Error + said.Output, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string Attachment(string address) => $$"""[{"type":"Document","mediaType":"image/jpeg","url":"{{address}}"}]""";

    /// <summary>A photo of a telephone, which says where it was.</summary>
    private static byte[] Camera(int width, int height) =>
        Image
            .Gaussnoise(width, height, sigma: 60, mean: 128)
            .Cast(Enums.BandFormat.Uchar)
            .Mutate(notes =>
            {
                notes.Set(GValue.GStrType, "exif-ifd0-ImageDescription", Secret);
                notes.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "52/1 31/1 12/1");
            })
            .JpegsaveBuffer(keep: Enums.ForeignKeep.All);

    /// <summary>Asks, as the page does, until it has been made ready.</summary>
    private async Task<byte[]> ComeAsync(Uri url)
    {
        using HttpResponseMessage answer = await Eventually.GetAsync(
            () => http.GetAsync(url, Token),
            answer =>
            {
                bool isReady = answer.StatusCode != HttpStatusCode.ServiceUnavailable;
                Assert.True(isReady || answer.Headers.RetryAfter?.Delta is not null, "Nobody says when to come again.");
                return isReady;
            }
        );
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(Token);
    }

    private async Task<HttpStatusCode> StatusAsync(string url)
    {
        using HttpResponseMessage answer = await http.GetAsync(new Uri(url), Token);
        return answer.StatusCode;
    }

    /// <summary>Ann says something to Bob.</summary>
    /// <returns>What Bob's app gets.</returns>
    private async Task<JsonElement> SayAsync(string attachments)
    {
        string bobActor = new Uri(weft.Url, "/users/bob").ToString();
        string create =
            $$"""{"id":"{{peer.Actor}}#c{{++said}}","type":"Create","actor":"{{peer.Actor}}","object":{"id":"{{peer.Actor}}/{{said}}","type":"Note","attributedTo":"{{peer.Actor}}","content":"<p>Look</p>","attachment":{{attachments}},"to":["https://www.w3.org/ns/activitystreams#Public"],"tag":[{"type":"Mention","href":"{{bobActor}}"}]} }""";
        Assert.Equal((202, ""), await peer.SendAsync(new Uri(weft.Url, "/inbox"), create));
        return (await server.Bob.GetAsync("/api/v1/notifications")).EnsureSuccess().Json[0].GetProperty("status");
    }
}
