using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NetVips;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Photos from an app's camera to other people's screens.</summary>
public sealed class MediaTests
{
    [Fact]
    public async Task A_photo_is_ready_when_the_upload_answers_and_shown_by_the_post()
    {
        App anna = await World.JoinAsync();

        ApiAnswer uploaded = await UploadAsync(anna, Photo(1_600, 800), ("description", "Grey"), ("focus", "0.5,-0.25"));
        JsonElement media = uploaded.Json;

        Assert.Equal(("image", "Grey"), (media.GetProperty("type").GetString(), media.GetProperty("description").GetString()));
        Assert.Equal(1_600, media.GetProperty("meta").GetProperty("original").GetProperty("width").GetInt32());
        Assert.Equal("640x320", media.GetProperty("meta").GetProperty("small").GetProperty("size").GetString());
        Assert.Equal(-0.25, media.GetProperty("meta").GetProperty("focus").GetProperty("y").GetDouble());
        Assert.Equal(28, media.GetProperty("blurhash").GetString()!.Length);

        ApiAnswer said = await anna.PostAsync("/api/v1/statuses", new { media_ids = new[] { uploaded.Id } });

        Assert.Equal(said.Body, (await anna.GetAsync($"/api/v1/statuses/{said.Id}")).Body);
        Assert.Equal(media.GetRawText(), said.Json.GetProperty("media_attachments")[0].GetRawText());
        Assert.Equal("", said.Json.GetProperty("content").GetString());
        await anna.GetAsync($"/api/v1/media/{uploaded.Id}", 404);
        await anna.PostAsync("/api/v1/statuses", new { status = "Again", media_ids = new[] { uploaded.Id } }, 422);
        Assert.Equal([said.Id], (await anna.GetAsync($"/api/v1/accounts/{anna.Id}/statuses?only_media=true")).Ids);
    }

    [Fact]
    public async Task The_history_of_an_edit_shows_the_media_of_each_version()
    {
        App anna = await World.JoinAsync();
        string first = (await UploadAsync(anna, Photo(64, 32), ("description", "One"))).Id;
        string second = (await UploadAsync(anna, Photo(32, 64), ("description", "Two"))).Id;
        string id = (await anna.PostAsync("/api/v1/statuses", new { status = "Look", media_ids = new[] { first } })).Id;
        await anna.PutAsync($"/api/v1/statuses/{id}", new { status = "Look", media_ids = new[] { second } });

        JsonElement[] versions = [.. (await anna.GetAsync($"/api/v1/statuses/{id}/history")).Json.EnumerateArray()];

        Assert.Equal(["One", "Two"], versions.Select(v => v.GetProperty("media_attachments")[0].GetProperty("description").GetString()));
        using HttpClient http = new();
        Uri former = new(versions[0].GetProperty("media_attachments")[0].GetProperty("url").GetString()!);
        Assert.NotEmpty(await http.GetByteArrayAsync(former, Token));
        string page = await http.GetStringAsync(new Uri((await World.ServerAsync()).Url, $"/@{anna.Name}/{id}/history"), Token);
        Assert.Contains(former.AbsolutePath, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_heic_is_named_to_apps_and_taken()
    {
        App anna = await World.JoinAsync();
        foreach (string version in (string[])["v1", "v2"])
        {
            JsonElement limits = (await anna.GetAsync($"/api/{version}/instance"))
                .Json.GetProperty("configuration")
                .GetProperty("media_attachments");
            Assert.Contains("image/heic", limits.GetProperty("supported_mime_types").EnumerateArray().Select(t => t.GetString()));
        }

        ApiAnswer uploaded = await UploadAsync(anna, await HeicMaker.EncodeAsync(Photo(320, 160), cancellation: Token));

        Assert.Equal("image", uploaded.Json.GetProperty("type").GetString());
        Assert.EndsWith("/original.jpg", uploaded.Json.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_served_as_nothing_but_pictures_and_for_ever()
    {
        App anna = await World.JoinAsync();
        JsonElement media = (await UploadAsync(anna, Photo(64, 64))).Json;
        Uri url = new(media.GetProperty("url").GetString()!);
        using HttpClient http = new();

        using HttpResponseMessage whole = await http.GetAsync(url, Token);
        byte[] bytes = await whole.Content.ReadAsByteArrayAsync(Token);
        Assert.Equal("image/jpeg", whole.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(whole.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(
            "default-src 'none'; sandbox; frame-ancestors 'none'",
            Assert.Single(whole.Headers.GetValues("Content-Security-Policy"))
        );
        Assert.Equal((true, (TimeSpan?)TimeSpan.FromDays(365)), (whole.Headers.CacheControl!.Public, whole.Headers.CacheControl.MaxAge));
        Assert.Contains("immutable", whole.Headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.NotNull(whole.Headers.ETag);
        Assert.Equal("bytes", Assert.Single(whole.Headers.AcceptRanges));

        using HttpResponseMessage end = await RangeAsync(http, HttpMethod.Get, url, new RangeHeaderValue(null, 10));
        Assert.Equal(HttpStatusCode.PartialContent, end.StatusCode);
        Assert.Equal(bytes[^10..], await end.Content.ReadAsByteArrayAsync(Token));

        using HttpResponseMessage beyond = await RangeAsync(http, HttpMethod.Get, url, new RangeHeaderValue(bytes.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        Assert.Equal(bytes.Length, beyond.Content.Headers.ContentRange!.Length);

        using HttpResponseMessage head = await RangeAsync(http, HttpMethod.Head, url, null);
        Assert.Equal(bytes.Length, head.Content.Headers.ContentLength);

        using HttpRequestMessage again = new(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(whole.Headers.ETag);
        using HttpResponseMessage unchanged = await http.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);

        foreach (string other in new[] { "small.png", "upload", "..%2f..%2fweft.db", "original.html" })
        {
            using HttpResponseMessage missing = await http.GetAsync(new Uri(url, other), Token);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    [Fact]
    public async Task A_part_without_name_and_type_is_a_file_too()
    {
        App anna = await World.JoinAsync();
        using MultipartFormDataContent body = [];
        using ByteArrayContent file = new(Photo(8, 8));
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file" };
        body.Add(file);

        await anna.SendAsync(HttpMethod.Post, "/api/v1/media", body);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_by_name()
    {
        App anna = await World.JoinAsync();
        byte[] large = [.. Photo(8, 8), .. new byte[16 * 1024 * 1024]];

        Assert.Contains(
            "File content type",
            Error(await UploadAsync(anna, "<svg onload='alert(1)'/>"u8.ToArray(), 422)),
            StringComparison.Ordinal
        );
        Assert.Contains("larger than 16 MB", Error(await UploadAsync(anna, large, 422)), StringComparison.Ordinal);
        Assert.Contains("focus", Error(await UploadAsync(anna, Photo(8, 8), 422, ("focus", "left"))), StringComparison.Ordinal);
        Assert.Contains("file can't be blank", Error(await anna.PostAsync("/api/v2/media", 422)), StringComparison.Ordinal);
        byte[] photo = Photo(400, 400);
        Assert.Equal("Validation failed: File cannot be read", Error(await UploadAsync(anna, photo[..(photo.Length / 2)], 422)));
    }

    [Fact]
    public async Task An_upload_is_described_and_taken_back_by_its_owner_alone()
    {
        App[] people = await World.JoinAsync(2);
        (App anna, App bert) = (people[0], people[1]);
        string id = (await UploadAsync(anna, Photo(8, 8))).Id;

        await bert.GetAsync($"/api/v1/media/{id}", 404);
        await bert.PutAsync($"/api/v1/media/{id}", new { description = "Mine" }, 404);
        await bert.DeleteAsync($"/api/v1/media/{id}", 404);
        await bert.PostAsync("/api/v1/statuses", new { status = "Mine", media_ids = new[] { id } }, 422);
        ApiAnswer described = await anna.PutAsync($"/api/v1/media/{id}", new { description = "Eight by eight" });
        Assert.Equal("Eight by eight", described.Json.GetProperty("description").GetString());

        await anna.DeleteAsync($"/api/v1/media/{id}");
        await anna.GetAsync($"/api/v1/media/{id}", 404);
    }

    [Fact]
    public async Task An_edit_describes_and_removes()
    {
        App anna = await World.JoinAsync();
        string[] ids = [(await UploadAsync(anna, Photo(8, 8))).Id, (await UploadAsync(anna, Photo(8, 8))).Id];
        string post = (await anna.PostAsync("/api/v1/statuses", new { status = "Two", media_ids = ids })).Id;

        ApiAnswer described = await anna.PutAsync(
            $"/api/v1/statuses/{post}",
            new
            {
                status = "Two",
                media_ids = ids.Reverse(),
                media_attributes = new[] { new { id = ids[0], description = "First" } },
            }
        );
        JsonElement media = described.Json.GetProperty("media_attachments");
        Assert.Equal([ids[1], ids[0]], media.EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
        Assert.Equal("First", media[1].GetProperty("description").GetString());

        ApiAnswer bare = await anna.PutAsync($"/api/v1/statuses/{post}", new { status = "None" });
        Assert.Equal(0, bare.Json.GetProperty("media_attachments").GetArrayLength());
    }

    [Fact]
    public async Task What_is_deleted_can_be_written_anew_with_its_photos()
    {
        App anna = await World.JoinAsync();
        string id = (await UploadAsync(anna, Photo(8, 8))).Id;
        string post = (await anna.PostAsync("/api/v1/statuses", new { status = "One", media_ids = new[] { id } })).Id;

        ApiAnswer deleted = await anna.DeleteAsync($"/api/v1/statuses/{post}");
        Assert.Equal(id, deleted.Json.GetProperty("media_attachments")[0].GetProperty("id").GetString());
        string anew = (await anna.PostAsync("/api/v1/statuses", new { status = "One, better", media_ids = new[] { id } })).Id;

        await anna.DeleteAsync($"/api/v1/statuses/{anew}?delete_media=true");
        await anna.PostAsync("/api/v1/statuses", new { status = "Once more", media_ids = new[] { id } }, 422);
    }

    [Fact]
    public async Task A_portrait_is_cut_shown_and_taken_away()
    {
        App anna = await World.JoinAsync();
        using MultipartFormDataContent body = ApiClient.Multipart(("display_name", "Anna"), ("bot", "true"));
        using ByteArrayContent avatar = new(Photo(800, 600));
        body.Add(avatar, "avatar", "me.jpg");

        JsonElement me = (await anna.SendAsync(HttpMethod.Patch, "/api/v1/accounts/update_credentials", body)).Json;

        Assert.Equal(("Anna", true), (me.GetProperty("display_name").GetString(), me.GetProperty("bot").GetBoolean()));
        using HttpClient http = new();
        using Image portrait = Image.NewFromBuffer(await http.GetByteArrayAsync(new Uri(me.GetProperty("avatar").GetString()!), Token));
        Assert.Equal((400, 400), (portrait.Width, portrait.Height));
        Assert.EndsWith("missing.png", me.GetProperty("header").GetString(), StringComparison.Ordinal);

        JsonElement without = (await anna.DeleteAsync("/api/v1/profile/avatar")).Json;
        Assert.EndsWith("missing.png", without.GetProperty("avatar").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apps_are_told_what_is_taken()
    {
        JsonElement configuration = (await (await World.VisitorAsync()).GetAsync("/api/v2/instance")).Json.GetProperty("configuration");

        Assert.Equal(20, configuration.GetProperty("statuses").GetProperty("max_media_attachments").GetInt32());
        string[] types =
        [
            .. configuration
                .GetProperty("media_attachments")
                .GetProperty("supported_mime_types")
                .EnumerateArray()
                .Select(t => t.GetString()!),
        ];
        Assert.Superset(new HashSet<string> { "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif" }, types.ToHashSet());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Noise, so that a file is as large as of a camera.</summary>
    private static byte[] Photo(int width, int height) =>
        Image.Gaussnoise(width, height, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar).JpegsaveBuffer();

    private static Task<ApiAnswer> UploadAsync(App app, byte[] file, params (string, string)[] fields) =>
        UploadAsync(app, file, 200, fields);

    private static async Task<ApiAnswer> UploadAsync(App app, byte[] file, int status, params (string, string)[] fields)
    {
        using MultipartFormDataContent body = ApiClient.Multipart(fields);
        using ByteArrayContent content = new(file);
        body.Add(content, "file", "photo.jpg");
        return await app.SendAsync(HttpMethod.Post, "/api/v2/media", body, status);
    }

    private static async Task<HttpResponseMessage> RangeAsync(HttpClient http, HttpMethod method, Uri url, RangeHeaderValue? range)
    {
        using HttpRequestMessage request = new(method, url);
        request.Headers.Range = range;
        return await http.SendAsync(request, Token);
    }

    private static string Error(ApiAnswer answer) => answer.Json.GetProperty("error").GetString()!;
}
