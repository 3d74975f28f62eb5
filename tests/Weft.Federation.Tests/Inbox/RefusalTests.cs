using Microsoft.EntityFrameworkCore;
using Weft.Core.Safety;
using Weft.Federation.Inbox;
using Weft.Federation.Signatures;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>What the inbox refuses, and how: never by 410, and by 5xx only what may pass.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private readonly RemoteServer there = new();
    private Village village = null!;
    private string ann = "";

    public async ValueTask InitializeAsync()
    {
        village = await Village.OpenAsync(DatabaseKind.Sqlite);
        ann = there.AddPerson("ann");
        await village.JoinAsync("bob");
    }

    public async ValueTask DisposeAsync()
    {
        await village.DisposeAsync();
        await there.DisposeAsync();
    }

    private string Follow(string actor) =>
        $$"""{"id":"{{actor}}#f/1","type":"Follow","actor":"{{actor}}","object":"{{Village.Actor("bob")}}"}""";

    private async Task AssertRefusedAsync(int status, InboxAnswer answer)
    {
        Assert.True(status == answer.Status, $"{answer.Status}: {answer.Detail}");
        Assert.False(await village.ReadAsync(db => db.Follows.AnyAsync(Village.Cancellation)));
    }

    [Fact]
    public async Task Another_content_type() =>
        await AssertRefusedAsync(415, await village.TakeAsync(there.Post(ann, Follow(ann), village.Now, "application/json")));

    [Fact]
    public async Task No_signature()
    {
        RequestParts signed = there.Post(ann, Follow(ann), village.Now);
        RequestParts bare = new(
            "POST",
            "http",
            Village.Host,
            "/inbox",
            [KeyValuePair.Create<string, IEnumerable<string?>>("Content-Type", ["application/activity+json"])],
            signed.Body
        );

        await AssertRefusedAsync(401, await village.TakeAsync(bare));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(2)]
    public async Task A_signature_from_outside_the_window(int hours) =>
        await AssertRefusedAsync(401, await village.TakeAsync(there.Post(ann, Follow(ann), village.Now.AddHours(hours))));

    [Theory]
    [InlineData("created=253402300799", 401)]
    [InlineData("created=253402300799,expires=253402300799", 401)]
    [InlineData("expires=253402300799", 202)]
    public async Task A_signature_of_the_end_of_time(string times, int status)
    {
        RequestParts signed = there.Post(ann, Follow(ann), village.Now);
        string field = signed.Field("signature")!;
        string ofIt = times.StartsWith("created", StringComparison.Ordinal)
            ? field.Replace("rsa-sha256", "hs2019", StringComparison.Ordinal).Replace(" date", " (created)", StringComparison.Ordinal)
            : field;

        InboxAnswer answer = await village.TakeAsync(signed.With([KeyValuePair.Create("signature", $"{times},{ofIt}")]));

        Assert.True(status == answer.Status, $"{answer.Status}: {answer.Detail}");
    }

    [Theory]
    [InlineData("created=253402300799", 401)]
    [InlineData("created=1;expires=253402300799", 401)]
    public async Task A_message_signature_of_the_end_of_time(string times, int status)
    {
        RequestParts signed = there.Post(ann, Follow(ann), village.Now);
        string input = $"sig1=(\"@method\" \"@target-uri\" \"content-digest\");{times};keyid=\"{ann}#main-key\"";

        InboxAnswer answer = await village.TakeAsync(
            signed.With([KeyValuePair.Create("signature-input", input), KeyValuePair.Create("signature", "sig1=:AAAA:")])
        );

        await AssertRefusedAsync(status, answer);
    }

    [Fact]
    public async Task A_body_that_is_not_the_signed_one() =>
        await AssertRefusedAsync(
            401,
            await village.TakeAsync(
                there
                    .Post(ann, Follow(ann), village.Now)
                    .With([KeyValuePair.Create("digest", "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")])
            )
        );

    [Fact]
    public async Task A_signature_of_somebody_else()
    {
        string eve = there.AddPerson("eve");
        await AssertRefusedAsync(401, await village.TakeAsync(there.Post(eve, Follow(ann), village.Now)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"type":"Note"}""")]
    [InlineData("""{"@graph":[]}""")]
    [InlineData("""{"id":"https://x.example/1","type":"Like"}""")]
    public async Task What_is_no_activity(string json) =>
        await AssertRefusedAsync(400, await village.TakeAsync(there.Post(ann, json, village.Now)));

    [Fact]
    public async Task An_id_of_another_origin_than_the_actor() =>
        await AssertRefusedAsync(
            400,
            await village.TakeAsync(
                there.Post(
                    ann,
                    $$"""{"id":"https://x.example/1","type":"Follow","actor":"{{ann}}","object":"{{Village.Actor("bob")}}"}""",
                    village.Now
                )
            )
        );

    [Fact]
    public async Task More_than_a_mebibyte() =>
        await AssertRefusedAsync(
            413,
            await village.TakeAsync(
                there.Post(
                    ann,
                    $$"""{"type":"Follow","actor":"{{ann}}","object":"x","content":"{{new string('x', 1024 * 1024)}}"}""",
                    village.Now
                )
            )
        );

    [Fact]
    public async Task An_actor_of_this_server() =>
        await AssertRefusedAsync(403, await village.TakeAsync(there.Post(ann, Follow(Village.Actor("bob")), village.Now)));

    [Fact]
    public async Task A_suspended_server_without_asking_it_anything()
    {
        // What is said of a domain holds for all below it.
        await village.Store.AddAsync(
            new RemoteHost
            {
                Name = "example",
                Policy = HostPolicy.Suspended,
                FirstSeenAt = village.Now,
            }
        );

        await AssertRefusedAsync(403, await village.TakeAsync(there.Post(ann, Follow(ann), village.Now)));

        Assert.Empty(there.Asked);
    }

    [Fact]
    public async Task A_key_that_cannot_be_fetched_now_so_that_the_sender_tries_again()
    {
        there.Answer("/users/ann", new Said(503));

        await AssertRefusedAsync(503, await village.TakeAsync(there.Post(ann, Follow(ann), village.Now)));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_key_that_is_not_there(int status)
    {
        there.Answer("/users/ann", new Said(status));

        await AssertRefusedAsync(401, await village.TakeAsync(there.Post(ann, Follow(ann), village.Now)));
    }

    [Fact]
    public async Task A_handle_that_its_domain_does_not_know()
    {
        there.Answer($"/.well-known/webfinger?resource={Uri.EscapeDataString($"acct:ann@{there.Domain}")}", new Said(404));

        await AssertRefusedAsync(401, await village.TakeAsync(there.Post(ann, Follow(ann), village.Now)));
    }

    [Fact]
    public async Task The_end_of_somebody_unknown_is_nothing_new_and_nobody_is_asked()
    {
        InboxAnswer answer = await village.TakeAsync(
            there.Post(ann, $$"""{"id":"{{ann}}#delete","type":"Delete","actor":"{{ann}}","object":"{{ann}}"}""", village.Now)
        );

        Assert.Equal(202, answer.Status);
        Assert.Empty(there.Asked);
    }

    [Fact]
    public async Task What_concerns_nobody_is_taken_silently_and_not_kept()
    {
        InboxAnswer answer = await village.TakeAsync(
            there,
            ann,
            $$"""{"id":"{{ann}}/1/activity","type":"Create","actor":"{{ann}}","object":{"id":"{{ann}}/1","type":"Note","attributedTo":"{{ann}}","content":"x","to":"as:Public"} }"""
        );

        Assert.Equal(202, answer.Status);
        Assert.False(await village.ReadAsync(db => db.Accounts.AnyAsync(a => a.Domain != null, Village.Cancellation)));
    }
}
