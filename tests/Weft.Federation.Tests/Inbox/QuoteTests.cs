using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Federation.Delivery;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Quotes by FEP-044f: requests, answers, stamps and their withdrawal, as other servers send them.</summary>
public sealed class QuoteTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";
    private const string Open = ",\"interactionPolicy\":{\"canQuote\":{\"automaticApproval\":[\"" + Public + "\"]}}";
    private const string Asked = ",\"interactionPolicy\":{\"canQuote\":{\"automaticApproval\":[],\"manualApproval\":[\"" + Public + "\"]}}";

    private static string Note(string actor, string id, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"<p>Tea</p>","published":"2026-06-30T10:00:00Z","to":["{{Public}}"],"cc":["{{actor}}/followers"]{{extra}} }""";

    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    private static string Stamp(string author, string quoting, string quoted) =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{author}}/quote_authorizations/1","type":"QuoteAuthorization","attributedTo":"{{author}}","interactingObject":"{{quoting}}","interactionTarget":"{{quoted}}"}""";

    private static async Task<Post> QuoteOfAnnAsync(Village village, RemoteServer there, string ann, long bob, string policy = Open)
    {
        await village.FollowAsync(bob, await village.KnowAsync(ann));
        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, $"{ann}/statuses/1", policy)));
        long quoted = (await village.PostAsync($"{ann}/statuses/1"))!.Id;
        Core.Outcome<Post> said = await village
            .Get<PublishPostHandler>()
            .RunAsync(new PublishPost(bob, "Look", QuoteOfId: quoted), Village.Cancellation);
        Assert.True(said.Succeeded, $"{said.Refusal}");
        return said.Value;
    }

    private static async Task<string> SayAsync(Village village, OutboxAct act)
    {
        OutboxEntry entry = await village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().Where(e => e.Act == act).OrderByDescending(e => e.Id).FirstAsync(Village.Cancellation)
        );
        return System.Text.Encoding.UTF8.GetString((await village.Get<OutboxActivities>().OfAsync(entry, Village.Cancellation))!.ToBytes());
    }

    private static Task<int> CountAsync(Village village, long postId) =>
        village.ReadAsync(db =>
            db.CountChanges.Where(c => c.TargetId == postId && c.Kind == CountKind.Quotes).SumAsync(c => c.Delta, Village.Cancellation)
        );

    private static Task<Post> FindAsync(Village village, long id) =>
        village.ReadAsync(db => db.Posts.AsNoTracking().SingleAsync(p => p.Id == id, Village.Cancellation));

    [Theory, EachDatabase]
    public async Task A_quote_of_another_servers_post_waits_for_the_stamp_and_then_carries_it(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        Post quote = await QuoteOfAnnAsync(village, there, ann, bob);
        (string quoting, string quoted) = (Village.Post("bob", quote.Id), $"{ann}/statuses/1");

        string request = await SayAsync(village, OutboxAct.RequestQuote);
        Assert.Contains($"\"type\":\"QuoteRequest\",\"actor\":\"{Village.Actor("bob")}\"", request, StringComparison.Ordinal);
        Assert.Contains($"\"object\":\"{quoted}\",\"instrument\":{{\"id\":\"{quoting}\"", request, StringComparison.Ordinal);
        Assert.DoesNotContain("quoteAuthorization\":\"", request, StringComparison.Ordinal);
        Assert.Equal(
            (Consent.Asked, 0),
            ((await FindAsync(village, quote.Id)).QuoteConsent, await CountAsync(village, quote.QuoteOfId!.Value))
        );

        there.Serve("/users/ann/quote_authorizations/1", Stamp(ann, quoting, quoted));
        string accept = Act(
            "Accept",
            ann,
            "yes",
            $$"""{"id":"{{Village.Actor("bob")}}#quote_requests/{{quote.Id}}","type":"QuoteRequest","actor":"{{Village.Actor("bob")}}","object":"{{quoted}}","instrument":"{{quoting}}"}""",
            $",\"result\":\"{ann}/quote_authorizations/1\""
        );
        await village.TakeAsync(there, ann, accept);
        await village.TakeAsync(there, ann, accept);

        Post accepted = await FindAsync(village, quote.Id);
        Assert.Equal((Consent.Given, $"{ann}/quote_authorizations/1"), (accepted.QuoteConsent, accepted.QuoteStamp));
        Assert.Equal(1, await CountAsync(village, quote.QuoteOfId!.Value));
        Assert.Contains(
            $"\"quoteAuthorization\":\"{ann}/quote_authorizations/1\"",
            await SayAsync(village, OutboxAct.EditPost),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("somebody else", "wrong author")]
    [InlineData("ann", "wrong post")]
    [InlineData("ann", "gone")]
    [InlineData("ann", "none")]
    public async Task An_answer_that_is_not_the_authors_or_whose_stamp_is_not_good_changes_nothing(string signer, string fault)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        Post quote = await QuoteOfAnnAsync(village, there, ann, bob);
        (string quoting, string quoted) = (Village.Post("bob", quote.Id), $"{ann}/statuses/1");
        if (fault != "gone")
        {
            there.Serve("/users/ann/quote_authorizations/1", Stamp(ann, fault == "wrong post" ? quoting + "9" : quoting, quoted));
        }

        string by = signer == "ann" ? ann : eve;
        await village.TakeAsync(
            there,
            by,
            Act(
                "Accept",
                by,
                "yes",
                $"\"{Village.Actor("bob")}#quote_requests/{quote.Id}\"",
                (fault == "none" ? "" : $",\"result\":\"{ann}/quote_authorizations/1\"") + $",\"to\":\"{Village.Actor("bob")}\""
            )
        );

        Assert.Equal(Consent.Asked, (await FindAsync(village, quote.Id)).QuoteConsent);
    }

    [Theory, EachDatabase]
    public async Task A_no_is_shown_as_one_and_the_post_quotes_no_longer(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        Post quote = await QuoteOfAnnAsync(village, there, ann, bob, Asked);

        await village.TakeAsync(there, ann, Act("Reject", ann, "no", $"\"{Village.Actor("bob")}#quote_requests/{quote.Id}\""));

        PostView shown = (await village.Get<PostReader>().FindAsync(quote.Id, bob, Village.Cancellation))!;
        Assert.Equal((QuoteState.Rejected, null), (shown.Quote!.State, shown.Quote.Post));
        Assert.DoesNotContain("\"quote\":\"", await SayAsync(village, OutboxAct.EditPost), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_author_who_withdraws_the_stamp_ends_the_quote(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        Post quote = await QuoteOfAnnAsync(village, there, ann, bob);
        there.Serve("/users/ann/quote_authorizations/1", Stamp(ann, Village.Post("bob", quote.Id), $"{ann}/statuses/1"));
        await village.TakeAsync(
            there,
            ann,
            Act(
                "Accept",
                ann,
                "yes",
                $"\"{Village.Actor("bob")}#quote_requests/{quote.Id}\"",
                $",\"result\":\"{ann}/quote_authorizations/1\""
            )
        );

        string stamp = $"\"{ann}/quote_authorizations/1\"";
        await village.TakeAsync(there, eve, Act("Delete", eve, "d", stamp, $",\"to\":\"{Village.Actor("bob")}\""));
        Assert.Null((await FindAsync(village, quote.Id)).QuoteRevokedAt);
        await village.TakeAsync(there, ann, Act("Delete", ann, "d", stamp));

        Assert.NotNull((await FindAsync(village, quote.Id)).QuoteRevokedAt);
        Assert.Equal(0, await CountAsync(village, quote.QuoteOfId!.Value));
        Assert.DoesNotContain("\"quote\":\"", await SayAsync(village, OutboxAct.EditPost), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_stamps_Delete_is_passed_on_as_it_came_to_those_who_have_the_quote(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer third = new("t.example");
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        Post quote = await QuoteOfAnnAsync(village, there, ann, bob);
        await village.FollowAsync(await village.KnowAsync(third.AddPerson("tim")), bob);
        there.Serve("/users/ann/quote_authorizations/1", Stamp(ann, Village.Post("bob", quote.Id), $"{ann}/statuses/1"));
        string request = $"\"{Village.Actor("bob")}#quote_requests/{quote.Id}\"";
        await village.TakeAsync(there, ann, Act("Accept", ann, "yes", request, $",\"result\":\"{ann}/quote_authorizations/1\""));

        string delete = Act("Delete", ann, "d", $"\"{ann}/quote_authorizations/1\"", ",\"proof\":{\"type\":\"DataIntegrityProof\"}");
        await village.TakeAsync(there, ann, delete);
        await village.TakeAsync(there, ann, delete);
        while ((await village.Get<SpreadOutbox>().RunAsync(Village.Cancellation)).Entries > 0) { }

        OutboxEntry told = await village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking().SingleAsync(e => e.Act == OutboxAct.PassOnRevocation, Village.Cancellation)
        );
        Assert.Equal(delete, told.Body);
        List<string> inboxes = await village.ReadAsync(db =>
            db.Deliveries.Where(d => d.EntryId == told.Id).Select(d => d.Inbox).ToListAsync(Village.Cancellation)
        );
        Assert.Equal([third.Url("/inbox")], inboxes);
    }

    [Theory, EachDatabase]
    public async Task Who_asks_to_quote_is_answered_by_the_policy_of_the_post(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        long bob = await village.JoinAsync("bob");
        long open = await village.SayAsync(bob, "Hello");
        Core.Outcome<Post> closed = await village
            .Get<PublishPostHandler>()
            .RunAsync(new PublishPost(bob, "Not me", QuotePolicy: InteractionPolicy.Nobody), Village.Cancellation);

        await village.TakeAsync(there, ann, Request("1", open));
        string yes = await SayAsync(village, OutboxAct.AcceptQuote);
        await village.TakeAsync(there, ann, Request("2", closed.Value!.Id));
        string no = await SayAsync(village, OutboxAct.RejectQuote);

        Post quote = (await village.PostAsync($"{ann}/statuses/1"))!;
        Assert.Equal(open, quote.QuoteOfId);
        Assert.Equal(1, await village.NotificationsAsync(bob, NotificationKind.Quote));
        Assert.Contains($"\"result\":\"{Village.Actor("bob")}/quote_authorizations/{quote.Id}\"", yes, StringComparison.Ordinal);
        Assert.Contains($"\"instrument\":\"{ann}/statuses/1\"", yes, StringComparison.Ordinal);
        Assert.Contains($"\"object\":{{\"id\":\"{ann}#q2\",\"type\":\"QuoteRequest\"", no, StringComparison.Ordinal);
        Assert.DoesNotContain("\"result\"", no, StringComparison.Ordinal);
        Assert.Null(await village.PostAsync($"{ann}/statuses/2"));

        string Request(string number, long quoted) =>
            Act(
                "QuoteRequest",
                ann,
                "q" + number,
                $"\"{Village.Post("bob", quoted)}\"",
                $",\"instrument\":{Note(ann, $"{ann}/statuses/{number}", $",\"quote\":\"{Village.Post("bob", quoted)}\"")}"
            );
    }

    [Fact]
    public async Task Who_asks_in_somebody_elses_name_or_for_a_post_that_quotes_nothing_is_refused()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        long bob = await village.JoinAsync("bob");
        long open = await village.SayAsync(bob, "Hello");
        string target = $"\"{Village.Post("bob", open)}\"";

        await village.TakeAsync(
            there,
            ann,
            Act("QuoteRequest", ann, "q1", target, $",\"instrument\":{Note(olaf, $"{olaf}/statuses/1", $",\"quote\":{target}")}")
        );
        await village.TakeAsync(there, ann, Act("QuoteRequest", ann, "q2", target, $",\"instrument\":{Note(ann, $"{ann}/statuses/2")}"));

        Assert.Equal(
            0,
            await village.ReadAsync(db => db.OutboxEntries.CountAsync(e => e.Act == OutboxAct.AcceptQuote, Village.Cancellation))
        );
        Assert.Null(await village.PostAsync($"{olaf}/statuses/1"));
        Assert.Equal(0, await village.NotificationsAsync(bob, NotificationKind.Quote));
    }

    [Theory, EachDatabase]
    public async Task A_stamp_that_comes_later_makes_the_quote_and_one_that_goes_ends_it(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(ann));
        (string quoting, string quoted) = ($"{ann}/statuses/1", $"{olaf}/statuses/1");
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, quoted, Asked));
        elsewhere.Serve("/users/olaf/quote_authorizations/1", Stamp(olaf, quoting, quoted));
        string quote = $",\"quote\":\"{quoted}\"";

        await village.TakeAsync(there, ann, Act("Create", ann, "1", Note(ann, quoting, quote)));
        Assert.Null((await village.PostAsync(quoting))!.QuoteOfId);

        // No new version: Mastodon leaves "updated" as it was.
        string stamped = $"{quote},\"quoteAuthorization\":\"{olaf}/quote_authorizations/1\"";
        await village.TakeAsync(there, ann, Act("Update", ann, "u1", Note(ann, quoting, stamped)));
        Post now = (await village.PostAsync(quoting))!;
        Assert.Equal((await village.PostAsync(quoted))!.Id, now.QuoteOfId);
        Assert.Null(now.EditedAt);

        await village.TakeAsync(there, ann, Act("Update", ann, "u2", Note(ann, quoting)));
        Assert.NotNull((await village.PostAsync(quoting))!.QuoteRevokedAt);
    }

    [Fact]
    public async Task A_stamp_that_somebody_else_says_is_gone_is_asked_for_where_it_lives()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(ann));
        (string quoting, string quoted) = ($"{ann}/statuses/1", $"{olaf}/statuses/1");
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, quoted));
        elsewhere.Serve("/users/olaf/quote_authorizations/1", Stamp(olaf, quoting, quoted));
        string stamp = $"{olaf}/quote_authorizations/1";
        await village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "1", Note(ann, quoting, $",\"quote\":\"{quoted}\",\"quoteAuthorization\":\"{stamp}\""))
        );
        Assert.Equal(stamp, (await village.PostAsync(quoting))!.QuoteStamp);

        string forwarded = Act("Delete", olaf, "d", $"\"{stamp}\"");
        await village.TakeAsync(there, ann, forwarded);
        Assert.Null((await village.PostAsync(quoting))!.QuoteRevokedAt);
        elsewhere.Answer("/users/olaf/quote_authorizations/1", new Said(404));
        await village.TakeAsync(there, ann, forwarded);
        Assert.NotNull((await village.PostAsync(quoting))!.QuoteRevokedAt);
    }
}
