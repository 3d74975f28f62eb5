using System.Text;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Tests.Http;

/// <summary>How Weft finds out which signatures a host takes.</summary>
public sealed class KnockTests
{
    [Fact]
    public async Task A_delivery_is_signed_as_every_verifier_takes_it()
    {
        await using Neighbour neighbour = new(_ => new Said(202));
        using Caller caller = new();

        HttpOutcome outcome = await caller.Client.PostAsync(
            neighbour.Url("/inbox?x=1"),
            "{}"u8.ToArray(),
            Caller.Identity,
            [new("Collection-Synchronization", "x")],
            CancellationToken.None
        );

        Assert.Equal(202, Assert.IsType<HttpOutcome.Received>(outcome).Status);
        Heard heard = Assert.Single(neighbour.Requests);
        Assert.True((await caller.JudgeAsync(heard, neighbour.Port)).IsValid);
        Assert.Equal("application/activity+json", heard.Header("Content-Type"));
        Assert.Equal("SHA-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=", heard.Header("Digest"));
        Assert.Equal("Mon, 23 Nov 2026 12:00:00 GMT", heard.Header("Date"));
        Assert.Equal("x", heard.Header("Collection-Synchronization"));
        Assert.StartsWith(
            "keyId=\"https://weft.example/users/bob#main-key\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest content-type\",signature=\"",
            heard.Header("Signature"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_reads_the_standard_alone_is_found_out_and_remembered()
    {
        await using Neighbour neighbour = new(heard => new Said(heard.Header("Signature-Input") is null ? 401 : 202));
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Received>(await caller.PostAsync(neighbour.Url("/inbox")));
        Assert.IsType<HttpOutcome.Received>(await caller.PostAsync(neighbour.Url("/inbox")));

        Assert.Equal([false, true, true], neighbour.Requests.Select(heard => heard.Header("Signature-Input") is not null));
        Assert.True((await caller.JudgeAsync(neighbour.Requests.Last(), neighbour.Port)).IsValid);
        Assert.Equal(SignatureScheme.MessageSignature, (await RecallAsync(caller, neighbour))!.Works);
    }

    /// <summary>A host that signs by the standard itself is spoken to by the standard.</summary>
    [Fact]
    public async Task What_a_host_has_shown_is_used_first_and_left_when_it_fails()
    {
        await using Neighbour neighbour = new(heard => new Said(heard.Header("Signature-Input") is null ? 202 : 401));
        using Caller caller = new();
        await RememberAsync(caller, neighbour, new(SignatureScheme.MessageSignature, false, caller.Clock.Start, null));

        Assert.IsType<HttpOutcome.Received>(await caller.PostAsync(neighbour.Url("/inbox")));

        Assert.Equal([true, false], neighbour.Requests.Select(heard => heard.Header("Signature-Input") is not null));
        Assert.Equal(SignatureScheme.Cavage, (await RecallAsync(caller, neighbour))!.Works);
    }

    [Fact]
    public async Task Who_checks_the_path_alone_is_found_out_and_remembered()
    {
        using Caller caller = new();
        Neighbour? self = null;
        await using Neighbour neighbour = self = new(heard =>
        {
            Heard without = heard with { Target = heard.Target.Split('?')[0] };
            bool valid = heard.Header("Signature-Input") is null && caller.JudgeAsync(without, self!.Port).GetAwaiter().GetResult().IsValid;
            return valid ? Said.Document() : new Said(401);
        });

        Assert.IsType<HttpOutcome.Received>(await caller.GetAsync(neighbour.Url("/outbox?page=1"), isSigned: true));
        Assert.Equal(2, neighbour.Requests.Count);
        Assert.IsType<HttpOutcome.Received>(await caller.GetAsync(neighbour.Url("/outbox"), isSigned: true));
        Assert.IsType<HttpOutcome.Received>(await caller.GetAsync(neighbour.Url("/outbox?page=2"), isSigned: true));

        Assert.Equal(4, neighbour.Requests.Count);
        Assert.True((await RecallAsync(caller, neighbour))!.PathOnly);
    }

    [Fact]
    public async Task A_page_is_asked_for_in_three_forms_at_most_and_the_first_answer_reported()
    {
        await using Neighbour neighbour = new(_ => new Said(401));
        using Caller caller = new();

        Assert.Equal(
            401,
            Assert.IsType<HttpOutcome.Refused>(await caller.GetAsync(neighbour.Url("/outbox?page=1"), isSigned: true)).Status
        );
        Assert.Equal(3, neighbour.Requests.Count);
    }

    [Theory]
    [InlineData(400, false, 2)]
    [InlineData(403, false, 2)]
    [InlineData(400, true, 1)]
    [InlineData(403, true, 1)]
    [InlineData(401, true, 2)]
    [InlineData(404, false, 1)]
    [InlineData(410, false, 1)]
    [InlineData(422, false, 1)]
    [InlineData(429, false, 1)]
    [InlineData(500, false, 1)]
    [InlineData(503, false, 1)]
    public async Task A_second_knock_follows(int status, bool remembered, int knocks)
    {
        await using Neighbour neighbour = new(_ => new Said(status));
        using Caller caller = new();
        if (remembered)
        {
            await RememberAsync(caller, neighbour, new(SignatureScheme.Cavage, false, caller.Clock.Start, null));
        }

        await caller.PostAsync(neighbour.Url("/inbox"));

        Assert.Equal(knocks, neighbour.Requests.Count);
    }

    [Theory]
    [InlineData("neighbour.test", 404, true, 2)]
    [InlineData("neighbour.test", 404, false, 1)]
    [InlineData("neighbour.test", 410, true, 1)]
    [InlineData("threads.net", 404, true, 2)]
    [InlineData("threads.net", 404, false, 2)]
    [InlineData("threads.net", 410, true, 2)]
    [InlineData("www.threads.net", 410, true, 2)]
    [InlineData("notthreads.net", 410, true, 1)]
    public async Task Missing_may_mean_that_the_signature_is_not_liked(string host, int status, bool actor, int knocks)
    {
        await using Neighbour neighbour = new(_ => new Said(status));
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url("/ap/users/1/", host), actor ? Wanted.Actor : null, isSigned: true);

        Assert.Equal(knocks, neighbour.Requests.Count);
        bool isGone = status == 410 && host is not ("threads.net" or "www.threads.net");
        Assert.Equal(isGone, outcome is HttpOutcome.Gone);
        Assert.Equal(!isGone, outcome is HttpOutcome.NotFound);
    }

    [Theory]
    [InlineData(0, """{"id":"http://threads.net/1","type":"Tombstone"}""", true)]
    [InlineData(1, """{"id":"http://threads.net/1","type":"Tombstone"}""", true)]
    [InlineData(0, """{"id":"http://threads.net/1","type":"Note"}""", false)]
    [InlineData(0, "{", false)]
    public async Task Threads_says_that_something_is_gone_with_a_Tombstone_alone(int knock, string json, bool isGone)
    {
        int knocks = 0;
        await using Neighbour neighbour = new(_ =>
            knocks++ == knock ? new Said(410, "application/activity+json", Encoding.UTF8.GetBytes(json)) : new Said(410)
        );
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url("/ap/users/1/post/1/", "threads.net"), isSigned: true);

        Assert.Equal(isGone, outcome is HttpOutcome.Gone);
        Assert.Equal(!isGone, outcome is HttpOutcome.NotFound);
    }

    [Fact]
    public async Task Once_all_failed_there_is_no_second_knock_for_ten_minutes()
    {
        await using Neighbour neighbour = new(_ => new Said(401));
        using Caller caller = new();

        await caller.PostAsync(neighbour.Url("/inbox"));
        Assert.Equal(2, neighbour.Requests.Count);
        caller.Clock.Advance(TimeSpan.FromMinutes(9));
        await caller.PostAsync(neighbour.Url("/inbox"));
        Assert.Equal(3, neighbour.Requests.Count);
        caller.Clock.Advance(TimeSpan.FromMinutes(2));
        await caller.PostAsync(neighbour.Url("/inbox"));
        Assert.Equal(5, neighbour.Requests.Count);
    }

    [Fact]
    public async Task What_the_host_asks_to_be_signed_is_signed()
    {
        await using Neighbour neighbour = new(heard =>
            heard.Header("Signature-Input") is { } input && input.Contains("nonce=\"n1\"", StringComparison.Ordinal)
                ? new Said(202)
                : new Said(
                    401,
                    null,
                    null,
                    ("Accept-Signature", "fedify=(\"@method\" \"@target-uri\" \"content-digest\" \"date\");created;nonce=\"n1\"")
                )
        );
        using Caller caller = new();
        await RememberAsync(caller, neighbour, new(SignatureScheme.MessageSignature, false, caller.Clock.Start, null));

        Assert.IsType<HttpOutcome.Received>(await caller.PostAsync(neighbour.Url("/inbox")));

        Assert.Equal(2, neighbour.Requests.Count);
        Assert.StartsWith(
            "fedify=(\"@method\" \"@target-uri\" \"content-digest\" \"date\"",
            neighbour.Requests.Last().Header("Signature-Input"),
            StringComparison.Ordinal
        );
        Assert.True((await caller.JudgeAsync(neighbour.Requests.Last(), neighbour.Port)).IsValid);
    }

    [Fact]
    public async Task A_host_that_always_asks_for_more_is_left_after_three_rounds()
    {
        int n = 0;
        await using Neighbour neighbour = new(_ => new Said(401, null, null, ("Accept-Signature", $"s=(\"@method\");nonce=\"{n++}\"")));
        using Caller caller = new();

        await caller.PostAsync(neighbour.Url("/inbox"));

        Assert.Equal(3, neighbour.Requests.Count);
    }

    private static ValueTask<HostSigning?> RecallAsync(Caller caller, Neighbour neighbour) =>
        caller.Memory.RecallAsync(new Origin("http", "neighbour.test", neighbour.Port), CancellationToken.None);

    private static ValueTask RememberAsync(Caller caller, Neighbour neighbour, HostSigning signing) =>
        caller.Memory.RememberAsync(new Origin("http", "neighbour.test", neighbour.Port), signing, CancellationToken.None);
}
