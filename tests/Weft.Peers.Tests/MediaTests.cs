using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using NetVips;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Photos of one server on the other.</summary>
public sealed class MediaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_photo_that_was_posted_on_one_server_is_seen_on_the_other(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        using HttpClient http = new();
        string bob = await Servers.FindPersonAsync(servers.Ana, servers.BobsHandle);
        string photo = await UploadAsync(servers.Bob, Noise(1_600, 800), "Noise", "0.5,-0.25");
        JsonElement said = (await servers.Bob.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = new[] { photo } }))
            .EnsureSuccess()
            .Json;

        string post = await Servers.FindPostAsync(servers.Ana, said.GetProperty("uri").GetString()!);
        JsonElement seen = (await servers.Ana.GetAsync($"/api/v1/statuses/{post}")).EnsureSuccess().Json;

        JsonElement here = said.GetProperty("media_attachments")[0];
        JsonElement there = Assert.Single(seen.GetProperty("media_attachments").EnumerateArray());
        foreach (string name in new[] { "type", "description", "blurhash" })
        {
            Assert.Equal(here.GetProperty(name).GetString(), there.GetProperty(name).GetString());
        }

        Assert.Equal(here.GetProperty("url").GetString(), there.GetProperty("remote_url").GetString());
        Assert.Equal(here.GetProperty("meta").GetRawText(), there.GetProperty("meta").GetRawText());
        Uri url = new(there.GetProperty("url").GetString()!);
        Assert.Equal(servers.Here.Url.Authority, url.Authority);
        using Image image = Image.NewFromBuffer(await http.GetByteArrayAsync(url, Token));
        Assert.Equal((1_600, 800), (image.Width, image.Height));
        Assert.Equal(bob, seen.GetProperty("account").GetProperty("id").GetString());

        (await servers.Bob.DeleteAsync($"/api/v1/statuses/{said.GetProperty("id").GetString()}")).EnsureSuccess();
    }

    [Fact]
    public async Task A_cache_that_is_filled_ten_times_over_stays_below_its_limit()
    {
        const int Limit = 1024 * 1024;
        WeftSettings there = new() { Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" } };
        WeftSettings here = new()
        {
            Environment = new Dictionary<string, string>(there.Environment) { ["Weft__Media__CacheLimit"] = "1MB" },
        };
        await using WeftProcess source = await WeftProcess.StartAsync(there);
        await using WeftProcess cache = await WeftProcess.StartAsync(here);
        Servers servers = await Servers.SettleAsync(cache, source);
        await Servers.FindPersonAsync(servers.Ana, servers.BobsHandle);
        List<JsonElement> photos = [];
        for (int i = 0; i < 4; i++)
        {
            photos.AddRange(await PostAsync(servers, photos: 20));
        }

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<long> watch = Task.Run(() => WatchAsync(Path.Combine(cache.Folder, "data", "media", "cache"), end.Token), Token);
        using HttpClient http = new();
        long seen = 0;
        foreach (JsonElement[] some in photos.Chunk(2))
        {
            byte[][] bytes = await Task.WhenAll(
                some.SelectMany(photo => new[] { "url", "preview_url" }.Select(size => photo.GetProperty(size).GetString()!))
                    .Select(address => http.GetByteArrayAsync(new Uri(address), Token))
            );
            seen += bytes.Sum(b => b.Length);
        }

        await end.CancelAsync();
        long largest = await watch;
        Assert.InRange(seen, 10 * Limit, long.MaxValue);
        Assert.InRange(largest, Limit / 4, Limit);
        Assert.Contains(" of 1 MB ", await cache.CliAsync("media", "usage"), StringComparison.Ordinal);
        // What has left comes back, also after the process was killed.
        await cache.RestartAsync();
        Assert.NotEmpty(await http.GetByteArrayAsync(new Uri(photos[0].GetProperty("url").GetString()!), Token));
    }

    /// <summary>Bob posts photos.</summary>
    /// <returns>What Ana's app is told of them.</returns>
    private static async Task<IEnumerable<JsonElement>> PostAsync(Servers servers, int photos)
    {
        List<string> ids = [];
        for (int i = 0; i < photos; i++)
        {
            ids.Add(await UploadAsync(servers.Bob, Noise(360, 360), "Noise", "0,0"));
        }

        ApiAnswer said = (await servers.Bob.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = ids })).EnsureSuccess();
        string post = await Servers.FindPostAsync(servers.Ana, said.Json.GetProperty("uri").GetString()!);
        JsonElement seen = (await servers.Ana.GetAsync($"/api/v1/statuses/{post}")).EnsureSuccess().Json;
        return [.. seen.GetProperty("media_attachments").EnumerateArray()];
    }

    /// <summary>The most bytes that were ever in a folder.</summary>
    private static async Task<long> WatchAsync(string folder, CancellationToken cancellation)
    {
        long largest = 0;
        while (!cancellation.IsCancellationRequested)
        {
            long size = 0;
            foreach (string file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [])
            {
                try
                {
                    size += new FileInfo(file).Length;
                }
                catch (FileNotFoundException)
                {
                    // It left meanwhile.
                }
            }

            largest = Math.Max(largest, size);
            await Task.Delay(2, CancellationToken.None);
        }

        return largest;
    }

    private static byte[] Noise(int width, int height) =>
        Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer();

    private static async Task<string> UploadAsync(ApiClient app, byte[] file, string description, string focus)
    {
        using MultipartFormDataContent body = ApiClient.Multipart(("description", description), ("focus", focus));
        using ByteArrayContent content = new(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        body.Add(content, "file", string.Create(CultureInfo.InvariantCulture, $"{file.Length}.jpg"));
        return (await app.SendAsync(HttpMethod.Post, "/api/v2/media", body)).EnsureSuccess().Id;
    }
}
