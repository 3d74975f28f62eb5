using System.IO.Compression;
using System.Text;
using Weft.Federation.Http;

namespace Weft.Federation.Tests.Http;

/// <summary>What another server answers, and what becomes of it.</summary>
public sealed class FetchTests
{
    [Fact]
    public async Task A_document_comes_as_it_was_sent()
    {
        await using Neighbour neighbour = new(_ => Said.Document("""{"id":"x"}"""));
        using Caller caller = new();

        HttpOutcome.Received received = Assert.IsType<HttpOutcome.Received>(
            await caller.GetAsync(neighbour.Url("/users/a%7Eb/../c?x=%41&y#main-key"))
        );

        Assert.Equal("""{"id":"x"}""", Encoding.UTF8.GetString(received.Body.Span));
        Assert.Equal(neighbour.Url("/users/a%7Eb/../c?x=%41&y"), received.Address);
        Assert.Equal("application/activity+json", received.ContentType);
        Heard heard = Assert.Single(neighbour.Requests);
        Assert.Equal("/users/a%7Eb/../c?x=%41&y", heard.Target);
        Assert.Equal($"neighbour.test:{neighbour.Port}", heard.Header("Host"));
        Assert.Matches(@"^Weft/\d+\.\d+\.\d+ \(\+https://weft\.example\)$", heard.Header("User-Agent"));
        Assert.Equal(
            "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            heard.Header("Accept")
        );
        Assert.Null(heard.Header("Signature"));
    }

    [Theory]
    [InlineData("application/activity+json", true)]
    [InlineData("Application/Activity+JSON; charset=utf-8", true)]
    [InlineData("application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"", true)]
    [InlineData("application/ld+json; profile=\"http://x.example/ https://www.w3.org/ns/activitystreams\"", true)]
    [InlineData("application/ld+json", false)]
    [InlineData("application/ld+json; profile=\"https://www.w3.org/ns/activitystreams-not\"", false)]
    [InlineData("application/json", false)]
    [InlineData("text/html", false)]
    [InlineData("image/png", false)]
    [InlineData("nonsense", false)]
    [InlineData(null, false)]
    public async Task Only_documents_are_documents(string? type, bool taken)
    {
        await using Neighbour neighbour = new(_ => new Said(200, type, "{}"u8.ToArray()));
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url("/note"));

        Assert.Equal(taken, outcome is HttpOutcome.Received);
        Assert.Equal(!taken, outcome is HttpOutcome.Broken);
    }

    [Theory]
    [InlineData(404, typeof(HttpOutcome.NotFound), false)]
    [InlineData(410, typeof(HttpOutcome.Gone), false)]
    [InlineData(400, typeof(HttpOutcome.Refused), false)]
    [InlineData(401, typeof(HttpOutcome.Refused), true)]
    [InlineData(403, typeof(HttpOutcome.Refused), false)]
    [InlineData(304, typeof(HttpOutcome.Refused), false)]
    [InlineData(408, typeof(HttpOutcome.Busy), true)]
    [InlineData(429, typeof(HttpOutcome.Busy), true)]
    [InlineData(500, typeof(HttpOutcome.Busy), true)]
    [InlineData(503, typeof(HttpOutcome.Busy), true)]
    public async Task Each_status_has_its_meaning(int status, Type outcome, bool mayPassLater)
    {
        await using Neighbour neighbour = new(_ => new Said(status));
        using Caller caller = new();

        HttpOutcome got = await caller.GetAsync(neighbour.Url("/"));

        Assert.IsType(outcome, got);
        Assert.Equal(mayPassLater, got.MayPassLater);
        Assert.NotEmpty(got.Detail);
    }

    /// <summary>Operators read it when they ask why a delivery fails.</summary>
    [Theory]
    [InlineData("text/plain", "Signature\u0000 is\r\ntoo old", ": \"Signature  is  too old\".")]
    [InlineData("application/json", "{\"error\":\"no\"}", ": \"{\"error\":\"no\"}\".")]
    [InlineData("text/html", "<p>no</p>", ".")]
    [InlineData("text/plain", "", ".")]
    public async Task A_refusal_tells_the_reason_that_was_given(string type, string body, string told)
    {
        await using Neighbour neighbour = new(_ => new Said(401, type, Encoding.UTF8.GetBytes(body)));
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url("/"));

        Assert.Equal($"http://neighbour.test:{neighbour.Port} answered 401{told}", outcome.Detail);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 23 Nov 2026 12:05:00 GMT", 300)]
    [InlineData("Mon, 23 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("99999999", 86_400)]
    [InlineData("Tue, 23 Nov 2027 12:05:00 GMT", 86_400)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    public async Task A_busy_server_says_until_when(string retryAfter, int? seconds)
    {
        await using Neighbour neighbour = new(_ => new Said(503, null, null, ("Retry-After", retryAfter)));
        using Caller caller = new();

        HttpOutcome.Busy busy = Assert.IsType<HttpOutcome.Busy>(await caller.GetAsync(neighbour.Url("/")));

        Assert.Equal(seconds is { } after ? caller.Clock.Start.AddSeconds(after) : null, busy.Until);
    }

    [Fact]
    public async Task A_tombstone_comes_with_410()
    {
        await using Neighbour neighbour = new(_ => Said.Document("""{"type":"Tombstone"}""") with { Status = 410 });
        using Caller caller = new();

        HttpOutcome.Gone gone = Assert.IsType<HttpOutcome.Gone>(await caller.GetAsync(neighbour.Url("/")));

        Assert.Equal("""{"type":"Tombstone"}""", Encoding.UTF8.GetString(gone.Body.Span));
    }

    [Theory]
    [InlineData(1024 * 1024, true)]
    [InlineData((1024 * 1024) + 1, false)]
    public async Task A_body_has_at_most_one_MiB(int size, bool taken)
    {
        byte[] body = new byte[size];
        body.AsSpan().Fill((byte)' ');
        await using Neighbour neighbour = new(_ => new Said(200, "application/activity+json", body));
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url("/"));

        Assert.Equal(taken, outcome is HttpOutcome.Received received && received.Body.Length == size);
        Assert.Equal(!taken, outcome is HttpOutcome.Broken);
    }

    [Fact]
    public async Task A_length_that_is_too_large_is_not_read()
    {
        await using Neighbour neighbour = new(_ => new Said(
            200,
            "application/activity+json",
            "{"u8.ToArray(),
            ("Content-Length", "1048577")
        )
        {
            Stalls = true,
        });
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Broken>(await caller.GetAsync(neighbour.Url("/")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_bomb_is_counted_unpacked(string encoding)
    {
        byte[] bomb = Pack(encoding, new byte[20 * 1024 * 1024]);
        byte[] honest = Pack(encoding, "{}"u8.ToArray());
        await using Neighbour neighbour = new(heard => new Said(
            200,
            "application/activity+json",
            heard.Target == "/bomb" ? bomb : honest,
            ("Content-Encoding", encoding)
        ));
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Broken>(await caller.GetAsync(neighbour.Url("/bomb")));
        Assert.Equal("{}"u8.ToArray(), Assert.IsType<HttpOutcome.Received>(await caller.GetAsync(neighbour.Url("/"))).Body.ToArray());
    }

    [Fact]
    public async Task What_only_claims_to_be_compressed_is_broken()
    {
        await using Neighbour neighbour = new(_ => new Said(
            200,
            "application/activity+json",
            "no gzip at all"u8.ToArray(),
            ("Content-Encoding", "gzip")
        ));
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Broken>(await caller.GetAsync(neighbour.Url("/")));
    }

    [Fact]
    public async Task Headers_without_end_are_not_read()
    {
        await using Neighbour neighbour = new(_ => new Said(
            200,
            "application/activity+json",
            "{}"u8.ToArray(),
            [.. Enumerable.Range(0, 64).Select(n => ($"X-{n}", new string('x', 1024)))]
        ));
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Unreachable>(await caller.GetAsync(neighbour.Url("/")));
    }

    /// <summary>The deadline is for the whole exchange: bytes that drip in don't move it.</summary>
    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 3)]
    public async Task A_slow_server_is_left(bool key, int seconds)
    {
        await using Neighbour neighbour = new(_ => Said.Document("{") with { Stalls = true });
        using Caller caller = new();
        Task<HttpOutcome> fetching = caller.GetAsync(neighbour.Url("/"), key ? Wanted.Key : null);
        await neighbour.Stalled.Task;

        caller.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.False(fetching.IsCompleted);
        caller.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal(new HttpOutcome.Unreachable($"No whole answer within {seconds} s."), await fetching);
    }

    [Fact]
    public async Task Who_asked_may_stop_asking()
    {
        await using Neighbour neighbour = new(_ => Said.Document("{") with { Stalls = true });
        using Caller caller = new();
        using CancellationTokenSource end = new();
        Task<HttpOutcome> fetching = caller.Client.GetAsync(neighbour.Url("/"), Wanted.Document, null, end.Token);
        await neighbour.Stalled.Task;

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Fact]
    public async Task Nobody_listening_is_out_of_reach()
    {
        string address;
        await using (Neighbour neighbour = new(_ => Said.Document()))
        {
            address = neighbour.Url("/");
        }

        using Caller caller = new();
        Assert.True(Assert.IsType<HttpOutcome.Unreachable>(await caller.GetAsync(address)).MayPassLater);
    }

    [Fact]
    public async Task Nothing_is_carried_from_one_request_to_the_next()
    {
        await using Neighbour neighbour = new(_ => new Said(
            200,
            "application/activity+json",
            "{}"u8.ToArray(),
            ("Set-Cookie", "a=b"),
            ("WWW-Authenticate", "Basic")
        ));
        using Caller caller = new();

        await caller.GetAsync(neighbour.Url("/"));
        await caller.GetAsync(neighbour.Url("/"));

        string[] expected = ["Host", "User-Agent", "Accept", "Accept-Encoding"];
        Assert.All(neighbour.Requests, heard => Assert.Equal(expected.Order(), heard.Headers.Select(header => header.Key).Order()));
    }

    private static byte[] Pack(string encoding, byte[] bytes)
    {
        using MemoryStream packed = new();
        using (
            Stream stream = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
                "br" => new BrotliStream(packed, CompressionLevel.Fastest),
                _ => new ZLibStream(packed, CompressionLevel.Fastest),
            }
        )
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }
}
