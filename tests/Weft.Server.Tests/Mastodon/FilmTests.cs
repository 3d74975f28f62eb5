using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Videos and sounds from an app to other people's screens.</summary>
public sealed class FilmTests
{
    [Fact]
    public async Task A_video_is_told_of_as_apps_read_it()
    {
        App anna = await World.JoinAsync();
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=30000/1001:d=2", "sine=d=2", FilmMaker.Usual, Token);

        JsonElement media = await ReadyAsync(anna, film, "film.mp4");

        Assert.Equal("video", media.GetProperty("type").GetString());
        Assert.EndsWith("/original.mp4", media.GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/small.jpg", media.GetProperty("preview_url").GetString(), StringComparison.Ordinal);
        Assert.Equal(28, media.GetProperty("blurhash").GetString()!.Length);
        JsonElement meta = media.GetProperty("meta");
        Assert.Matches(@"^0:00:0[12]\.\d\d$", meta.GetProperty("length").GetString());
        Assert.Equal(
            (30, "320x180", 320),
            (meta.GetProperty("fps").GetInt32(), meta.GetProperty("size").GetString(), meta.GetProperty("width").GetInt32())
        );
        JsonElement original = meta.GetProperty("original");
        Assert.Equal("30000/1001", original.GetProperty("frame_rate").GetString());
        Assert.InRange(original.GetProperty("duration").GetDouble(), 1.9, 2.1);
        Assert.True(original.GetProperty("bitrate").GetInt32() > 0);
        Assert.Equal("320x180", meta.GetProperty("small").GetProperty("size").GetString());

        ApiAnswer said = await anna.PostAsync("/api/v1/statuses", new { media_ids = new[] { media.GetProperty("id").GetString() } });
        Assert.Equal(media.GetRawText(), said.Json.GetProperty("media_attachments")[0].GetRawText());
    }

    [Fact]
    public async Task Players_ask_for_the_parts_that_they_need()
    {
        App anna = await World.JoinAsync();
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=25:d=2", "sine=d=2", FilmMaker.Usual, Token);
        Uri url = new((await ReadyAsync(anna, film, "film.mp4")).GetProperty("url").GetString()!);
        using HttpClient http = new();
        using HttpResponseMessage whole = await http.GetAsync(url, Token);
        byte[] bytes = await whole.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal(("video/mp4", "bytes"), (whole.Content.Headers.ContentType!.ToString(), Assert.Single(whole.Headers.AcceptRanges)));
        RangeConditionHeaderValue same = new(whole.Headers.ETag!);
        RangeConditionHeaderValue other = new(new EntityTagHeaderValue("\"another\""));
        int length = bytes.Length;

        // The beginning, the middle, to the end, the end alone, more than there is.
        await Parts(new RangeHeaderValue(0, 1), HttpStatusCode.PartialContent, 0, 2);
        await Parts(new RangeHeaderValue(1_000, 1_999), HttpStatusCode.PartialContent, 1_000, 2_000);
        await Parts(new RangeHeaderValue(length - 7, null), HttpStatusCode.PartialContent, length - 7, length);
        await Parts(new RangeHeaderValue(null, 10), HttpStatusCode.PartialContent, length - 10, length);
        await Parts(new RangeHeaderValue(10, length * 2), HttpStatusCode.PartialContent, 10, length);
        await Parts(new RangeHeaderValue(null, length * 2), HttpStatusCode.PartialContent, 0, length);
        // As long as it is the same file.
        await Parts(new RangeHeaderValue(0, 1), HttpStatusCode.PartialContent, 0, 2, same);
        await Parts(new RangeHeaderValue(0, 1), HttpStatusCode.OK, 0, length, other);

        using HttpResponseMessage beyond = await AskAsync(HttpMethod.Get, new RangeHeaderValue(length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal((length, false), (beyond.Content.Headers.ContentRange!.Length, beyond.Content.Headers.ContentRange.HasRange));
        using HttpResponseMessage head = await AskAsync(HttpMethod.Head, null);
        Assert.Equal((length, whole.Headers.ETag), (head.Content.Headers.ContentLength, head.Headers.ETag));

        async Task<HttpResponseMessage> AskAsync(HttpMethod method, RangeHeaderValue? range, RangeConditionHeaderValue? condition = null)
        {
            using HttpRequestMessage request = new(method, url);
            (request.Headers.Range, request.Headers.IfRange) = (range, condition);
            return await http.SendAsync(request, Token);
        }

        async Task Parts(RangeHeaderValue range, HttpStatusCode status, int from, int to, RangeConditionHeaderValue? condition = null)
        {
            using HttpResponseMessage part = await AskAsync(HttpMethod.Get, range, condition);
            Assert.Equal(status, part.StatusCode);
            Assert.Equal(bytes[from..to], await part.Content.ReadAsByteArrayAsync(Token));
        }
    }

    [Fact]
    public async Task A_moving_picture_is_a_gifv_and_a_sound_has_no_size()
    {
        App anna = await World.JoinAsync();
        byte[] gif = await FilmMaker.BytesAsync("in.gif", "testsrc2=s=64x64:r=10:d=1", null, "", Token);
        JsonElement moving = await ReadyAsync(anna, gif, "cat.gif");
        Assert.Equal(("gifv", 10), (moving.GetProperty("type").GetString(), moving.GetProperty("meta").GetProperty("fps").GetInt32()));
        Assert.EndsWith("/original.mp4", moving.GetProperty("url").GetString(), StringComparison.Ordinal);

        byte[] mp3 = await FilmMaker.BytesAsync("in.mp3", null, "sine=d=1", "-c:a libmp3lame", Token);
        JsonElement sound = await ReadyAsync(anna, mp3, "song.mp3");
        JsonElement meta = sound.GetProperty("meta");
        Assert.Equal(("audio", JsonValueKind.Null), (sound.GetProperty("type").GetString(), sound.GetProperty("preview_url").ValueKind));
        Assert.InRange(meta.GetProperty("duration").GetDouble(), 0.9, 1.2);
        Assert.False(meta.GetProperty("original").TryGetProperty("width", out _));
        Assert.False(meta.TryGetProperty("focus", out _));
    }

    [Fact]
    public async Task Captions_are_served_as_text_and_nothing_else()
    {
        App anna = await World.JoinAsync();
        using FilmMaker maker = new();
        await File.WriteAllTextAsync(maker.PathOf("said.srt"), "1\n00:00:00,100 --> 00:00:00,900\nHello\n", Token);
        await maker.DrawAsync("mute.mp4", "testsrc2=s=64x64:r=25:d=1", "sine=d=1", cancellation: Token);
        await maker.RunAsync("-i mute.mp4 -i said.srt -map 0 -map 1 -c copy -c:s mov_text in.mp4", Token);
        JsonElement media = await ReadyAsync(anna, await File.ReadAllBytesAsync(maker.PathOf("in.mp4"), Token), "film.mp4");
        using HttpClient http = new();

        using HttpResponseMessage captions = await http.GetAsync(
            new Uri(new Uri(media.GetProperty("url").GetString()!), "captions.vtt"),
            Token
        );

        Assert.Equal("text/vtt; charset=utf-8", captions.Content.Headers.ContentType!.ToString());
        Assert.Contains("Hello", await captions.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_server_is_told_of_size_length_and_poster()
    {
        App anna = await World.JoinAsync();
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=25:d=2", "sine=d=2", FilmMaker.Usual, Token);
        JsonElement media = await ReadyAsync(anna, film, "film.mp4");
        ApiAnswer said = await anna.PostAsync("/api/v1/statuses", new { media_ids = new[] { media.GetProperty("id").GetString() } });
        using HttpRequestMessage request = new(HttpMethod.Get, said.Json.GetProperty("uri").GetString());
        request.Headers.Accept.ParseAdd("application/activity+json");
        using HttpClient http = new();

        using HttpResponseMessage answer = await http.SendAsync(request, Token);

        using JsonDocument note = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        JsonElement attached = note.RootElement.GetProperty("attachment")[0];
        Assert.Equal(("Document", "video/mp4"), (attached.GetProperty("type").GetString(), attached.GetProperty("mediaType").GetString()));
        Assert.Equal((320, 180), (attached.GetProperty("width").GetInt32(), attached.GetProperty("height").GetInt32()));
        Assert.StartsWith("PT", attached.GetProperty("duration").GetString(), StringComparison.Ordinal);
        Assert.Equal(media.GetProperty("blurhash").GetString(), attached.GetProperty("blurhash").GetString());
        Assert.Equal(media.GetProperty("preview_url").GetString(), attached.GetProperty("icon").GetProperty("url").GetString());
    }

    [Fact]
    public async Task What_plays_too_long_is_refused_when_it_has_been_looked_at()
    {
        App anna = await World.JoinAsync();
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "color=s=16x16:r=1:d=310", null, FilmMaker.Usual, Token);
        byte[] half = (await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=64x64:r=25:d=1", null, FilmMaker.Usual, Token))[..1_000];

        Assert.Contains(
            "plays longer than 5 minutes",
            Error(await EndAsync(anna, await UploadAsync(anna, film, "film.mp4"))),
            StringComparison.Ordinal
        );
        Assert.Contains("File is broken", Error(await UploadAsync(anna, half, "film.mp4")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apps_are_told_of_what_the_machine_can_do()
    {
        JsonElement limits = await LimitsAsync((await World.ServerAsync()).Api);
        Assert.Superset(
            new HashSet<string> { "video/mp4", "video/quicktime", "video/webm", "audio/mpeg", "audio/flac" },
            Types(limits).ToHashSet()
        );
        Assert.Equal(100 * 1024 * 1024, limits.GetProperty("video_size_limit").GetInt32());
        Assert.Equal(240, limits.GetProperty("video_frame_rate_limit").GetInt32());
        Assert.Equal(7_680 * 4_320, limits.GetProperty("video_matrix_limit").GetInt32());
    }

    [Fact]
    public async Task Without_ffmpeg_the_server_says_what_to_install()
    {
        await using WeftProcess bare = await WeftProcess.StartAsync(
            new WeftSettings
            {
                Environment = new Dictionary<string, string> { ["PATH"] = "/nowhere", ["Weft__Media__MaxVideoMegabytes"] = "7" },
            }
        );
        ApiClient anna = await bare.CreateAccountAsync("anna");

        ApiAnswer refused = await UploadAsync(
            new App(anna),
            await FilmMaker.BytesAsync("in.mp4", "color=s=16x16:r=5:d=1", null, FilmMaker.Usual, Token),
            "film.mp4"
        );

        Assert.Equal(422, refused.Status);
        Assert.Contains("apt-get install ffmpeg", Error(refused), StringComparison.Ordinal);
        ApiAnswer health = await bare.Api.GetAsync("/health/ready");
        Assert.Equal((200, "ready"), (health.Status, health.Body.Split('\n')[0]));
        Assert.Contains("without videos and sounds: ffmpeg is not installed", health.Body, StringComparison.Ordinal);
        Assert.Contains("\nwithout HEIC: heif-convert is not installed", health.Body, StringComparison.Ordinal);
        JsonElement limits = await LimitsAsync(bare.Api);
        Assert.DoesNotContain(Types(limits), type => !type.StartsWith("image/", StringComparison.Ordinal) || type == "image/heic");
        Assert.Equal(7 * 1024 * 1024, limits.GetProperty("video_size_limit").GetInt32());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<JsonElement> LimitsAsync(ApiClient api) =>
        (await api.GetAsync("/api/v2/instance")).EnsureSuccess().Json.GetProperty("configuration").GetProperty("media_attachments");

    private static string[] Types(JsonElement limits) =>
        [.. limits.GetProperty("supported_mime_types").EnumerateArray().Select(type => type.GetString()!)];

    private static async Task<JsonElement> ReadyAsync(App app, byte[] file, string name) =>
        (await EndAsync(app, await UploadAsync(app, file, name))).EnsureSuccess().Json;

    private static async Task<ApiAnswer> UploadAsync(App app, byte[] file, string name)
    {
        using MultipartFormDataContent body = [];
        using ByteArrayContent content = new(file);
        body.Add(content, "file", name);
        return await app.Client.SendAsync(HttpMethod.Post, "/api/v2/media", body);
    }

    /// <summary>Asks, as apps do, until it has been made ready or not.</summary>
    private static async Task<ApiAnswer> EndAsync(App app, ApiAnswer answer)
    {
        if (answer.Status is not (202 or 206))
        {
            return answer;
        }

        string id = answer.Id;
        return await Eventually.GetAsync(() => app.Client.GetAsync($"/api/v1/media/{id}"), answer => answer.Status is not (202 or 206));
    }

    private static string Error(ApiAnswer answer) => answer.Json.GetProperty("error").GetString()!;
}
