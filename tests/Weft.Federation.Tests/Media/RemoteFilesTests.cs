using System.IO.Compression;
using Weft.Core.Media.Remote;
using Weft.Federation.Http;
using Weft.Federation.Tests.Http;
using Weft.Federation.Tests.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.Media;

/// <summary>Fetching what is to be a picture: within limits, and nowhere where nothing is asked.</summary>
public sealed class RemoteFilesTests
{
    private const int Most = 100_000;

    [Theory]
    [InlineData("image/png", FetchEnd.Fetched)]
    [InlineData("IMAGE/JPEG; q=1", FetchEnd.Fetched)]
    [InlineData("application/octet-stream", FetchEnd.Fetched)]
    [InlineData(null, FetchEnd.Fetched)]
    [InlineData("image/svg+xml", FetchEnd.Refused)]
    [InlineData("text/html", FetchEnd.Refused)]
    [InlineData("application/activity+json", FetchEnd.Refused)]
    [InlineData("video/mp4", FetchEnd.Refused)]
    public async Task What_says_that_it_is_something_else_is_not_read(string? type, FetchEnd end)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        there.Answer("/a", new Said(200, type, [1, 2, 3]));

        (FetchEnd came, byte[] bytes) = await FetchAsync(village, there.Url("/a"));

        Assert.Equal(end, came);
        Assert.Equal(end == FetchEnd.Fetched ? [1, 2, 3] : [], bytes);
    }

    [Theory]
    [InlineData("video/mp4", FetchEnd.Fetched)]
    [InlineData("audio/ogg", FetchEnd.Fetched)]
    [InlineData("image/gif", FetchEnd.Fetched)]
    [InlineData("application/octet-stream", FetchEnd.Fetched)]
    [InlineData("audio/mpegurl", FetchEnd.Refused)]
    [InlineData("application/vnd.apple.mpegurl", FetchEnd.Refused)]
    [InlineData("text/html", FetchEnd.Refused)]
    [InlineData("image/svg+xml", FetchEnd.Refused)]
    public async Task Of_films_what_says_that_it_is_a_page_or_a_list_is_not_read(string type, FetchEnd end)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        there.Answer("/a", new Said(200, type, [1, 2, 3]));

        Assert.Equal(end, (await FetchAsync(village, there.Url("/a"), RemoteFileKind.Film)).End);
    }

    [Theory]
    [InlineData(404, FetchEnd.Refused)]
    [InlineData(410, FetchEnd.Refused)]
    [InlineData(403, FetchEnd.Refused)]
    [InlineData(429, FetchEnd.Failed)]
    [InlineData(503, FetchEnd.Failed)]
    public async Task What_may_come_later_is_told_from_what_never_will(int status, FetchEnd end)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        there.Answer("/a", new Said(status));

        Assert.Equal(end, (await FetchAsync(village, there.Url("/a"))).End);
    }

    [Fact]
    public async Task What_is_too_large_is_cut_off_also_when_it_is_packed_or_does_not_say()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        byte[] large = new byte[10 * Most];
        using MemoryStream packed = new();
        await using (GZipStream gzip = new(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(large, Village.Cancellation);
        }

        there.Answer("/plain", new Said(200, "image/png", large));
        there.Answer("/packed", new Said(200, "image/png", packed.ToArray(), ("Content-Encoding", "gzip")));

        foreach (string path in new[] { "/plain", "/packed" })
        {
            (FetchEnd end, byte[] bytes) = await FetchAsync(village, there.Url(path));
            Assert.Equal(FetchEnd.Refused, end);
            Assert.InRange(bytes.Length, 0, Most);
        }
    }

    [Fact]
    public async Task Redirects_are_followed_to_where_anything_may_be_asked()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer cdn = new("cdn.example");
        cdn.Answer("/b", new Said(200, "image/png", [7]));
        there.Answer("/a", Said.Redirect(cdn.Url("/b")));
        there.Answer("/metadata", Said.Redirect("http://169.254.169.254/latest/meta-data/"));
        there.Answer("/round", Said.Redirect("/round"));
        there.Answer("/file", Said.Redirect("file:///etc/passwd"));

        (FetchEnd led, byte[] bytes) = await FetchAsync(village, there.Url("/a"));
        Assert.Equal(FetchEnd.Fetched, led);
        Assert.Equal([7], bytes);
        Assert.Equal(FetchEnd.Refused, (await FetchAsync(village, there.Url("/metadata"))).End);
        Assert.Equal(FetchEnd.Refused, (await FetchAsync(village, there.Url("/round"))).End);
        Assert.Equal(FetchEnd.Refused, (await FetchAsync(village, there.Url("/file"))).End);
        Assert.Equal(FetchEnd.Refused, (await FetchAsync(village, "http://169.254.169.254/a.png")).End);
        // One of our own would lead round in a ring.
        Assert.Equal(FetchEnd.Refused, (await FetchAsync(village, $"http://{Village.Host}/media/others/photo/1/x/original")).End);
    }

    [Fact]
    public async Task Private_addresses_are_not_dialled()
    {
        await using Neighbour neighbour = new(_ => new Said(200, "image/png", [1]));
        using Caller caller = new(allowLoopback: false, isKnown: _ => true);
        using MemoryStream into = new();

        foreach (
            string address in new[]
            {
                neighbour.Url("/a.png").Replace("http:", "https:", StringComparison.Ordinal),
                "https://10.0.0.1/a.png",
                "https://[::1]/a.png",
                neighbour.Url("/a.png"),
            }
        )
        {
            Assert.IsType<HttpOutcome.Forbidden>(
                await caller.Client.DownloadAsync(address, Wanted.Picture, into, Most, Village.Cancellation)
            );
        }

        Assert.Empty(caller.Dialled);
        Assert.Equal(0, neighbour.Connections);
    }

    private static async Task<(FetchEnd End, byte[] Bytes)> FetchAsync(
        Village village,
        string address,
        RemoteFileKind kind = RemoteFileKind.Picture
    )
    {
        using MemoryStream into = new();
        FetchEnd end = await village.Get<IRemoteFiles>().FetchAsync(address, kind, into, Most, Village.Cancellation);
        return (end, into.ToArray());
    }
}
