using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Federation.Inbox;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Signatures.Proofs;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>
/// Activities that somebody else passes on than who did them: with their actor's proof (FEP-8b32) they count, without it their
/// origin is asked. Ann, who passes on, and Olaf, of whom it is, live on two servers.
/// </summary>
public sealed class PassedOnTests : IAsyncLifetime
{
    private static readonly SigningKey ProofKey = SigningKey.NewEd25519();

    private readonly RemoteServer there = new();
    private readonly RemoteServer elsewhere = new("o.example");
    private Village village = null!;
    private string ann = "";
    private string olaf = "";

    public async ValueTask InitializeAsync()
    {
        village = await Village.OpenAsync(DatabaseKind.Sqlite);
        ann = there.AddPerson("ann");
        string keyed = elsewhere.Person("olaf");
        olaf = elsewhere.AddPerson(
            "olaf",
            $$"""
            ,"assertionMethod":[{"id":"{{keyed}}#proofs","type":"Multikey","controller":"{{keyed}}","publicKeyMultibase":"{{ProofKey.PublicText}}"}]
            """
        );
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(olaf));
        await village.KnowAsync(ann);
    }

    public async ValueTask DisposeAsync()
    {
        await village.DisposeAsync();
        await there.DisposeAsync();
        await elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task With_their_actors_proof_they_count_though_the_actors_server_is_away()
    {
        string id = $"{olaf}/statuses/1";
        int asked = elsewhere.Asked.Count();

        InboxAnswer created = await PassOnAsync(Proven(Create(id, "tea")));
        Assert.Equal((202, "The post is taken."), (created.Status, created.Detail));
        Assert.Equal("tea", (await village.PostAsync(id))!.Text);
        Assert.Equal("It was taken before.", (await PassOnAsync(Proven(Create(id, "tea")))).Detail);

        await PassOnAsync(Proven(Act("Delete", "2", $"\"{id}\"")));
        Assert.Null(await village.PostAsync(id));
        Assert.Equal(asked, elsewhere.Asked.Count());
    }

    [Fact]
    public async Task A_proof_over_other_words_is_none()
    {
        string id = $"{olaf}/statuses/1";

        await PassOnAsync(Proven(Create(id, "tea")).Replace("tea", "oil", StringComparison.Ordinal));

        Assert.Null(await village.PostAsync(id));
    }

    [Fact]
    public async Task A_proof_by_the_key_of_another_is_none()
    {
        string id = $"{olaf}/statuses/1";

        await PassOnAsync(Proven(Create(id, "tea"), $"{ann}#proofs"));
        await PassOnAsync(Proven(Create(id, "tea"), $"{olaf}#proofs", SigningKey.NewEd25519()));

        Assert.Null(await village.PostAsync(id));
    }

    [Fact]
    public async Task A_proof_of_long_ago_is_none()
    {
        string id = $"{olaf}/statuses/1";
        string old = Proven(Create(id, "tea"));
        village.Store.Clock.Advance(ProvenActivities.Oldest);

        await PassOnAsync(old);

        Assert.Null(await village.PostAsync(id));
    }

    [Fact]
    public async Task Follows_are_not_to_be_had_from_somebody_who_kept_one()
    {
        InboxAnswer answer = await PassOnAsync(Proven(Act("Follow", "f", $"\"{Village.Actor("bob")}\"")));

        Assert.Equal(401, answer.Status);
        Assert.False(
            await village.ReadAsync(db =>
                db.Follows.AnyAsync(f => db.Accounts.Any(a => a.Id == f.FollowerId && a.Uri == olaf), Village.Cancellation)
            )
        );
    }

    [Fact]
    public async Task What_they_answer_is_what_their_own_server_says()
    {
        string id = $"{olaf}/statuses/2";
        await village.TakeAsync(elsewhere, olaf, Create($"{olaf}/statuses/1", "one"));
        string claimed = Create(id, "two", $",\"inReplyTo\":\"{olaf}/statuses/1\"");
        elsewhere.Serve("/users/olaf/statuses/2", Note(id, "two"));

        await PassOnAsync(claimed);
        Assert.Null(await village.PostAsync(id));

        elsewhere.Serve("/users/olaf/statuses/2", Note(id, "two", $",\"inReplyTo\":\"{olaf}/statuses/1\""));
        await PassOnAsync(claimed);
        Assert.NotNull(await village.PostAsync(id));
    }

    [Fact]
    public async Task The_same_request_asks_their_server_once()
    {
        await village.TakeAsync(elsewhere, olaf, Create($"{olaf}/statuses/1", "one"));
        elsewhere.Serve("/users/olaf/statuses/1", Note($"{olaf}/statuses/1", "one"));
        RequestParts request = there.Post(ann, Act("Delete", "d", $"\"{olaf}/statuses/1\""), village.Now);

        await village.TakeAsync(request);
        int asked = elsewhere.Asked.Count();
        await village.TakeAsync(request);

        Assert.Equal(asked, elsewhere.Asked.Count());
        Assert.NotNull(await village.PostAsync($"{olaf}/statuses/1"));
    }

    private Task<InboxAnswer> PassOnAsync(string json) => village.TakeAsync(there, ann, json);

    private string Proven(string json, string? keyId = null, SigningKey? key = null) =>
        Encoding.UTF8.GetString(
            WriteProof.On(Encoding.UTF8.GetBytes(json), new SigningIdentity(keyId ?? $"{olaf}#proofs", key ?? ProofKey), village.Now)
        );

    private string Create(string id, string text, string extra = "") => Act("Create", id, Note(id, text, extra));

    private string Act(string type, string number, string done) =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{olaf}}#{{type}}{{number}}","type":"{{type}}","actor":"{{olaf}}","object":{{done}} }""";

    private string Note(string id, string text, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{olaf}}","content":"{{text}}","to":["https://www.w3.org/ns/activitystreams#Public"]{{extra}} }""";
}
