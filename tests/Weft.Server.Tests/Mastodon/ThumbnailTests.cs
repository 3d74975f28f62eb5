using System.Net;
using System.Text.Json;
using NetVips;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Pictures that apps choose to stand for videos and sounds, and what apps are told of these.</summary>
public sealed class ThumbnailTests
{
    [Theory]
    [InlineData("/api/v1/media")]
    [InlineData("/api/v2/media")]
    public async Task A_picture_that_comes_with_a_film_stands_for_it_here_and_elsewhere(string door)
    {
        App anna = await World.JoinAsync();
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=320x180:r=25:d=1", "sine=d=1", FilmMaker.Usual, Token);

        JsonElement media = await EndAsync(anna, await SendAsync(anna, HttpMethod.Post, door, ("file", film), ("thumbnail", Picture(64))));

        Assert.Equal("64x32", media.GetProperty("meta").GetProperty("small").GetProperty("size").GetString());
        Assert.Equal(64, await WidthAsync(media));
        ApiAnswer said = await anna.PostAsync("/api/v1/statuses", new { media_ids = new[] { media.GetProperty("id").GetString() } });
        Assert.Equal(media.GetRawText(), said.EnsureSuccess().Json.GetProperty("media_attachments")[0].GetRawText());
        Assert.Equal(media.GetProperty("preview_url").GetString(), await IconAsync(said));
    }

    [Fact]
    public async Task It_can_be_chosen_later_and_again_until_the_post()
    {
        App anna = await World.JoinAsync();
        byte[] song = await FilmMaker.BytesAsync("in.mp3", null, "sine=d=1", "-c:a libmp3lame", Token);
        JsonElement sound = await EndAsync(anna, await SendAsync(anna, HttpMethod.Post, "/api/v2/media", ("file", song)));
        Assert.Equal(JsonValueKind.Null, sound.GetProperty("preview_url").ValueKind);
        string path = "/api/v1/media/" + sound.GetProperty("id").GetString();

        ApiAnswer first = (await SendAsync(anna, HttpMethod.Put, path, ("thumbnail", Picture(64)))).EnsureSuccess();
        Assert.Equal(64, await WidthAsync(first.Json));
        ApiAnswer second = (await SendAsync(anna, HttpMethod.Put, path, ("thumbnail", Picture(96)))).EnsureSuccess();
        Assert.Equal(96, await WidthAsync(second.Json));
        Assert.NotEqual(first.Json.GetProperty("preview_url").GetString(), second.Json.GetProperty("preview_url").GetString());
        Assert.Equal(sound.GetProperty("url").GetString(), second.Json.GetProperty("url").GetString());

        ApiAnswer words = (await anna.Client.PutAsync(path, new { description = "A tone" })).EnsureSuccess();
        Assert.Equal(second.Json.GetProperty("preview_url").GetString(), words.Json.GetProperty("preview_url").GetString());
        ApiAnswer said = await anna.PostAsync("/api/v1/statuses", new { media_ids = new[] { sound.GetProperty("id").GetString() } });
        Assert.Equal(second.Json.GetProperty("preview_url").GetString(), await IconAsync(said.EnsureSuccess()));
        Assert.Equal(404, (await SendAsync(anna, HttpMethod.Put, path, ("thumbnail", Picture(64)))).Status);
        string page = (
            await (await World.ServerAsync()).Api.GetAsync(new Uri(said.Json.GetProperty("url").GetString()!).AbsolutePath)
        ).Body;
        Assert.Contains(
            $"class=\"cover\" src=\"{new Uri(second.Json.GetProperty("preview_url").GetString()!).AbsolutePath}\"",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_by_name()
    {
        App anna = await World.JoinAsync();
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=64x64:r=25:d=1", null, FilmMaker.Usual, Token);
        JsonElement media = await EndAsync(anna, await SendAsync(anna, HttpMethod.Post, "/api/v2/media", ("file", film)));
        string path = "/api/v1/media/" + media.GetProperty("id").GetString();
        byte[] page = "<!doctype html><script>alert(1)</script>"u8.ToArray();

        foreach (byte[] other in (byte[][])[page, film, [.. Picture(64), .. new byte[16 * 1024 * 1024]]])
        {
            Refused(await SendAsync(anna, HttpMethod.Post, "/api/v2/media", ("file", film), ("thumbnail", other)));
            Refused(await SendAsync(anna, HttpMethod.Put, path, ("thumbnail", other)));
        }

        Refused(await SendAsync(anna, HttpMethod.Post, "/api/v2/media", ("file", Picture(64)), ("thumbnail", Picture(64))));
        Refused(await anna.Client.PutAsync(path, new { thumbnail = "aGVsbG8=" }));
        Assert.Equal(
            media.GetProperty("preview_url").GetString(),
            (await anna.Client.GetAsync(path)).EnsureSuccess().Json.GetProperty("preview_url").GetString()
        );

        static void Refused(ApiAnswer answer)
        {
            Assert.Equal(422, answer.Status);
            Assert.StartsWith(
                "Validation failed: Thumbnail ",
                answer.Json.GetProperty("error").GetString(),
                StringComparison.OrdinalIgnoreCase
            );
        }
    }

    [Fact]
    public async Task Apps_are_told_what_is_heard()
    {
        App anna = await World.JoinAsync();
        (string Name, string? Video, string Sound, string Options, string Rate, string Channels)[] files =
        [
            ("in.mp3", null, "sine=r=44100:d=1", "-c:a libmp3lame", "48000 Hz", "stereo"),
            // What is AAC already is copied.
            ("in.m4a", null, "sine=r=44100:d=1", "-c:a aac -ac 1", "44100 Hz", "mono"),
            ("in.mp4", "testsrc2=s=64x64:r=25:d=1", "anullsrc=r=48000:cl=5.1:d=1", FilmMaker.Usual, "48000 Hz", "5.1"),
        ];
        foreach ((string name, string? video, string sound, string options, string rate, string channels) in files)
        {
            byte[] file = await FilmMaker.BytesAsync(name, video, sound, options, Token);
            JsonElement meta = (await EndAsync(anna, await SendAsync(anna, HttpMethod.Post, "/api/v2/media", ("file", file)))).GetProperty(
                "meta"
            );
            Assert.Equal(
                ("aac (LC)", rate, channels),
                (
                    meta.GetProperty("audio_encode").GetString(),
                    meta.GetProperty("audio_bitrate").GetString(),
                    meta.GetProperty("audio_channels").GetString()
                )
            );
        }

        byte[] silent = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=64x64:r=25:d=1", null, FilmMaker.Usual, Token);
        JsonElement mute = await EndAsync(anna, await SendAsync(anna, HttpMethod.Post, "/api/v2/media", ("file", silent)));
        Assert.False(mute.GetProperty("meta").TryGetProperty("audio_encode", out _));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Twice as wide as high.</summary>
    private static byte[] Picture(int width) =>
        (Image.Black(width, width / 2, bands: 3) + 128).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer();

    private static async Task<int> WidthAsync(JsonElement media)
    {
        using HttpClient http = new();
        using Image image = Image.NewFromBuffer(
            await http.GetByteArrayAsync(new Uri(media.GetProperty("preview_url").GetString()!), Token)
        );
        return image.Width;
    }

    /// <summary>What another server is told to show for the first medium of a post.</summary>
    private static async Task<string?> IconAsync(ApiAnswer status)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, status.Json.GetProperty("uri").GetString());
        request.Headers.Accept.ParseAdd("application/activity+json");
        using HttpClient http = new();
        using HttpResponseMessage answer = await http.SendAsync(request, Token);
        using JsonDocument note = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return note.RootElement.GetProperty("attachment")[0].GetProperty("icon").GetProperty("url").GetString();
    }

    private static async Task<ApiAnswer> SendAsync(App app, HttpMethod method, string path, params (string Name, byte[] Content)[] files)
    {
        using MultipartFormDataContent body = [];
        foreach ((string name, byte[] content) in files)
        {
            body.Add(new ByteArrayContent(content), name, name);
        }

        return await app.Client.SendAsync(method, path, body);
    }

    /// <summary>Asks, as apps do, until it has been made ready.</summary>
    private static async Task<JsonElement> EndAsync(App app, ApiAnswer answer)
    {
        string id = answer.EnsureSuccess().Id;
        ApiAnswer ready = await Eventually.GetAsync(
            () => app.Client.GetAsync($"/api/v1/media/{id}"),
            answer => answer.EnsureSuccess().Status == 200
        );
        return ready.Json;
    }
}
