using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NetVips;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Uploads in an S3-compatible store, and their way from the data directory to it and back.</summary>
public sealed class S3Tests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weft-s3-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_are_kept_in_the_store_served_from_it_and_removed()
    {
        using Conversation store = Begin();
        await using WeftProcess weft = await WeftProcess.StartAsync(Settings(await store.HearAsync(@"http://[\d.:]+"), "s3"));
        ApiClient ana = await weft.CreateAccountAsync("ana");

        JsonElement photo = await UploadAsync(ana, 1_600, 800);
        Uri url = new(photo.GetProperty("url").GetString()!);
        ApiAnswer said = (
            await ana.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = new[] { photo.GetProperty("id").GetString() } })
        ).EnsureSuccess();

        using HttpClient http = new();
        byte[] whole = await http.GetByteArrayAsync(url, Token);
        using Image image = Image.NewFromBuffer(whole);
        Assert.Equal((1_600, 800), (image.Width, image.Height));
        Assert.NotEmpty(Stored());
        Assert.Empty(InDataDirectory(weft));
        using HttpResponseMessage end = await RangeAsync(http, url, new RangeHeaderValue(null, 10));
        Assert.Equal(HttpStatusCode.PartialContent, end.StatusCode);
        Assert.Equal(whole[^10..], await end.Content.ReadAsByteArrayAsync(Token));
        using HttpResponseMessage middle = await RangeAsync(http, url, new RangeHeaderValue(100, 199));
        Assert.Equal(whole[100..200], await middle.Content.ReadAsByteArrayAsync(Token));
        using HttpResponseMessage beyond = await RangeAsync(http, url, new RangeHeaderValue(whole.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);

        (await ana.DeleteAsync($"/api/v1/statuses/{said.Id}?delete_media=true")).EnsureSuccess();
        Stopwatch waited = Stopwatch.StartNew();
        while (Stored().Length > 0)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(60), "The files stay in the store.");
            await Task.Delay(100, Token);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(url, Token)).StatusCode);
        store.Dispose();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(url, Token)).StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Uploads_move_to_the_store_and_back_and_can_be_interrupted(DatabaseKind kind)
    {
        using Conversation store = Begin();
        string endpoint = await store.HearAsync(@"http://[\d.:]+");
        await using WeftProcess weft = await WeftProcess.StartAsync(Settings(endpoint, "files") with { Database = kind });
        ApiClient ana = await weft.CreateAccountAsync("ana");
        for (int i = 0; i < 3; i++)
        {
            JsonElement photo = await UploadAsync(ana, 400 + i, 300);
            await ana.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = new[] { photo.GetProperty("id").GetString() } });
        }

        Dictionary<string, byte[]> before = InDataDirectory(weft).ToDictionary(file => file, File.ReadAllBytes);
        string moved = await weft.CliAsync("media", "move", "--to", "s3");
        Assert.StartsWith("3 media, 6 files copied", moved, StringComparison.Ordinal);
        Assert.StartsWith("3 media, 0 files copied", await weft.CliAsync("media", "move", "--to", "s3"), StringComparison.Ordinal);

        // As if it had been stopped half-way: what is missing, and only that, is copied.
        File.Delete(InDataDirectory(weft)[0]);
        Assert.StartsWith("3 media, 1 files copied", await weft.CliAsync("media", "move", "--to", "files"), StringComparison.Ordinal);
        Assert.Equal(before.Keys.Order(), InDataDirectory(weft));
        Assert.All(InDataDirectory(weft), file => Assert.Equal(before[file], File.ReadAllBytes(file)));
    }

    [Fact]
    public async Task A_chosen_picture_replaces_what_was_in_the_store_and_moves_with_its_film()
    {
        using Conversation store = Begin();
        await using WeftProcess weft = await WeftProcess.StartAsync(Settings(await store.HearAsync(@"http://[\d.:]+"), "s3"));
        ApiClient ana = await weft.CreateAccountAsync("ana");
        byte[] film = await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=64x64:r=25:d=1", "sine=d=1", FilmMaker.Usual, Token);
        ApiAnswer made = (await SendAsync(ana, HttpMethod.Post, "/api/v1/media", "file", film)).EnsureSuccess();
        HashSet<string> before = [.. Stored()];

        ApiAnswer chosen = (await SendAsync(ana, HttpMethod.Put, "/api/v1/media/" + made.Id, "thumbnail", Noise(96, 64))).EnsureSuccess();

        // The film stays, and two sizes of the picture are others.
        Assert.Equal((3, 3), (before.Count, Stored().Length));
        Assert.Single(Stored().Intersect(before));
        using HttpClient http = new();
        using Image picture = Image.NewFromBuffer(
            await http.GetByteArrayAsync(new Uri(chosen.Json.GetProperty("preview_url").GetString()!), Token)
        );
        Assert.Equal(96, picture.Width);
        Assert.StartsWith("2 media, 3 files copied", await weft.CliAsync("media", "move", "--to", "files"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_not_named_is_asked_for_in_a_sentence()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings());

        Finished moved = await weft.TryCliAsync("media", "move", "--to", "s3");

        Assert.Equal(1, moved.ExitCode);
        Assert.Contains("Weft:Media:S3:Endpoint", moved.Error, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Conversation Begin()
    {
        string peers = Repository.PathTo("tests", "peers");
        return Conversation.Begin(
            new ProcessStartInfo(Path.Combine(peers, "node_modules", ".bin", "node"), ["s3.mjs", folder]) { WorkingDirectory = peers }
        );
    }

    private static WeftSettings Settings(string endpoint, string store) =>
        new()
        {
            Environment = new Dictionary<string, string>
            {
                ["Weft__Media__Store"] = store,
                ["Weft__Media__S3__Endpoint"] = endpoint,
                ["Weft__Media__S3__Bucket"] = "weft",
                ["Weft__Media__S3__AccessKey"] = "S3RVER",
                ["Weft__Media__S3__SecretKey"] = "S3RVER",
                ["Weft__Media__S3__Prefix"] = "media",
            },
        };

    private string[] Stored() => Directory.GetFiles(folder, "*_object", SearchOption.AllDirectories);

    private static string[] InDataDirectory(WeftProcess weft)
    {
        string files = Path.Combine(weft.Folder, "data", "media", "files");
        return Directory.Exists(files) ? [.. Directory.GetFiles(files, "*", SearchOption.AllDirectories).Order()] : [];
    }

    private static async Task<HttpResponseMessage> RangeAsync(HttpClient http, Uri url, RangeHeaderValue range)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        request.Headers.Range = range;
        return await http.SendAsync(request, Token);
    }

    private static async Task<JsonElement> UploadAsync(ApiClient who, int width, int height) =>
        (await SendAsync(who, HttpMethod.Post, "/api/v1/media", "file", Noise(width, height))).EnsureSuccess().Json;

    private static byte[] Noise(int width, int height)
    {
        using Image noise = Image.Gaussnoise(width, height, sigma: 30, mean: 128).Cast(Enums.BandFormat.Uchar);
        return noise.JpegsaveBuffer();
    }

    private static async Task<ApiAnswer> SendAsync(ApiClient who, HttpMethod method, string path, string field, byte[] content)
    {
        using MultipartFormDataContent form = [];
        using ByteArrayContent file = new(content);
        form.Add(file, field, field);
        return await who.SendAsync(method, path, form);
    }
}
