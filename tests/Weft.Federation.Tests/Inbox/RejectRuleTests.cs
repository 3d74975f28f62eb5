using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Posts;
using Weft.Federation.Actors;
using Weft.Federation.Finding;
using Weft.Federation.Http;
using Weft.Federation.Inbox;
using Weft.Federation.Signatures;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>
/// The reject rules, each through the door where it counts: the inbox, or the fetch of a document. A refusal is a 4xx or a
/// silent 202, never a 5xx, and nothing is stored.
/// </summary>
public sealed class RejectRuleTests : IAsyncLifetime
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";

    private readonly RemoteServer there = new();
    private readonly RemoteServer elsewhere = new("o.example");
    private Village village = null!;
    private string ann = "";
    private string eve = "";
    private string olaf = "";
    private long bob;

    public async ValueTask InitializeAsync()
    {
        village = await Village.OpenAsync(DatabaseKind.Sqlite);
        ann = there.AddPerson("ann");
        eve = there.AddPerson("eve");
        olaf = elsewhere.AddPerson("olaf");
        bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(ann));
        await village.KnowAsync(eve);
    }

    public async ValueTask DisposeAsync()
    {
        await village.DisposeAsync();
        await there.DisposeAsync();
        await elsewhere.DisposeAsync();
    }

    private static string Note(string actor, string id, string text, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"{{text}}","published":"2026-06-30T10:00:00Z","to":["{{Public}}"]{{extra}} }""";

    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    private async Task<InboxAnswer> TakeAsync(string signer, string json)
    {
        InboxAnswer answer = await village.TakeAsync(there, signer, json);
        Assert.True(answer.Status is 202 or (>= 400 and < 500), $"{answer.Status}: {answer.Detail}");
        return answer;
    }

    private async Task AssertAbsentAsync(string uri) => Assert.Null(await village.PostAsync(uri));

    private Task<int> PostsAsync() => village.ReadAsync(db => db.Posts.CountAsync(Village.Cancellation));

    [Fact]
    public async Task An_activity_whose_id_is_of_another_origin_than_its_actor() =>
        Assert.Equal(
            400,
            (
                await TakeAsync(
                    ann,
                    $$"""{"id":"{{olaf}}#1","type":"Create","actor":"{{ann}}","object":{{Note(ann, $"{ann}/statuses/1", "x")}} }"""
                )
            ).Status
        );

    [Fact]
    public async Task What_somebody_else_signed_is_not_believed()
    {
        await TakeAsync(ann, Act("Create", olaf, "1", Note(olaf, $"{olaf}/statuses/1", "x")));
        await AssertAbsentAsync($"{olaf}/statuses/1");
    }

    [Theory]
    [InlineData("olaf", "olaf")]
    [InlineData("ann", "olaf")]
    [InlineData("olaf", "ann")]
    [InlineData("eve", "eve")]
    [InlineData("ann", "eve")]
    public async Task An_object_whose_id_or_author_is_not_the_signers(string idOf, string authorIs)
    {
        string Of(string name) =>
            name switch
            {
                "olaf" => olaf,
                "eve" => eve,
                _ => ann,
            };
        string id = $"{Of(idOf)}/statuses/9";

        await TakeAsync(ann, Act("Create", ann, "1", Note(Of(authorIs), id, "In another's name")));

        await AssertAbsentAsync(id);
    }

    [Theory]
    [InlineData("Update")]
    [InlineData("Delete")]
    public async Task A_change_by_another_than_the_owner_also_of_the_same_origin(string type)
    {
        string id = $"{ann}/statuses/1";
        await TakeAsync(ann, Act("Create", ann, "1", Note(ann, id, "mine")));
        string changed = type == "Delete" ? $"\"{id}\"" : Note(ann, id, "yours", ",\"updated\":\"2026-06-30T12:00:00Z\"");

        await TakeAsync(eve, Act(type, eve, "2", changed));

        Assert.Equal("mine", (await village.PostAsync(id))!.Text);
    }

    [Fact]
    public async Task An_object_inlined_in_an_Announce_is_asked_for_where_it_lives()
    {
        string id = $"{olaf}/statuses/1";
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, id, "What I said"));

        await TakeAsync(ann, Act("Announce", ann, "1", Note(olaf, id, "What I never said"), $",\"to\":[\"{Public}\"]"));

        Assert.Equal("What I said", (await village.PostAsync(id))!.Text);
    }

    [Fact]
    public async Task A_fetched_document_with_another_id_is_asked_for_once_more_at_that_id()
    {
        string id = $"{olaf}/statuses/1";
        elsewhere.Serve("/p/1", Note(olaf, id, "At the wrong place"));
        there.Serve("/p/1", Note(olaf, id, "At a liar's"));
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, id, "At home"));

        Finding.Finding? honest = await FindAsync(elsewhere.Url("/p/1"));
        Assert.Equal("At home", (await village.PostAsync(id))!.Text);
        Assert.IsType<Finding.Finding.Post>(honest);
        await FindAsync(there.Url("/p/1"));
        Assert.Equal("At home", (await village.PostAsync(id))!.Text);

        elsewhere.Serve("/users/olaf/statuses/2", Note(olaf, $"{olaf}/statuses/3", "In circles"));
        elsewhere.Serve("/users/olaf/statuses/3", Note(olaf, $"{olaf}/statuses/2", "In circles"));
        Assert.Null(await FindAsync($"{olaf}/statuses/2"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    [InlineData("application/json")]
    [InlineData("application/ld+json")]
    public async Task An_uploaded_file_does_not_pose_as_an_actor(string type)
    {
        string fake = elsewhere.Url("/media/fake");
        elsewhere.Answer(
            "/media/fake",
            new Said(
                200,
                type,
                Encoding.UTF8.GetBytes($$"""{"id":"{{fake}}","type":"Person","preferredUsername":"fake","inbox":"{{fake}}/inbox"}""")
            )
        );

        Assert.Null(await FindAsync(fake));
        Assert.Equal(401, (await TakeAsync(fake, Act("Create", fake, "1", Note(fake, $"{fake}/1", "x")))).Status);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task More_than_three_redirects(int redirects, bool arrives)
    {
        for (int i = 0; i < redirects; i++)
        {
            elsewhere.Answer($"/r/{i}", Said.Redirect(i == redirects - 1 ? $"{olaf}/statuses/1" : elsewhere.Url($"/r/{i + 1}")));
        }

        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, $"{olaf}/statuses/1", "x"));

        Assert.Equal(arrives, await FindAsync(elsewhere.Url("/r/0")) is not null);
    }

    [Fact]
    public async Task A_key_that_a_redirect_leads_to_another_origin_for()
    {
        string mallory = there.Person("mallory");
        there.Answer("/users/mallory", Said.Redirect(olaf));

        Assert.Equal(401, (await TakeAsync(mallory, Act("Create", mallory, "1", Note(mallory, $"{mallory}/1", "x")))).Status);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://[::ffff:169.254.169.254]/latest")]
    [InlineData("http://[fe80::1]/x")]
    [InlineData("http://224.0.0.1/x")]
    [InlineData("http://0.0.0.0/x")]
    public async Task An_address_that_is_not_of_the_public_net(string address)
    {
        Assert.Null(await FindAsync(address));
        Assert.InRange((await TakeAsync(address, Act("Create", address, "1", Note(address, $"{address}/1", "x")))).Status, 400, 403);
    }

    [Fact]
    public async Task A_fetched_document_above_a_mebibyte()
    {
        elsewhere.Serve("/users/olaf/statuses/1", Note(olaf, $"{olaf}/statuses/1", new string('x', 1024 * 1024)));

        Assert.Null(await FindAsync($"{olaf}/statuses/1"));
    }

    [Fact]
    public async Task Nesting_above_32()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));

        Assert.Equal(400, (await TakeAsync(ann, Act("Create", ann, "1", Note(ann, $"{ann}/1", "x", $",\"x\":{deep}")))).Status);
    }

    [Fact]
    public async Task More_than_a_thousand_tags_recipients_and_attachments_are_cut()
    {
        string tags = string.Join(',', Enumerable.Range(0, 3_000).Select(i => $$"""{"type":"Hashtag","name":"#t{{i}}"}"""));
        string people = string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"{there.Url($"/users/p{i}")}\""));
        string media = string.Join(
            ',',
            Enumerable.Range(0, 3_000).Select(i => $$"""{"type":"Image","mediaType":"image/png","url":"{{there.Url($"/{i}.png")}}"}""")
        );
        string id = $"{ann}/statuses/1";

        await TakeAsync(ann, Act("Create", ann, "1", Note(ann, id, "x", $",\"tag\":[{tags}],\"cc\":[{people}],\"attachment\":[{media}]")));

        Post post = (await village.PostAsync(id))!;
        Assert.InRange(post.Tags.Count, 1, 1_000);
        Assert.InRange(post.Html!.Split("<a ").Length, 1, 100);
        Assert.Contains(village.Log.All, line => line.Contains("object.tag was cut: TooMany", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chain_of_quotes_without_end()
    {
        for (int i = 0; i < 40; i++)
        {
            there.Serve($"/users/ann/statuses/{i}", Note(ann, $"{ann}/statuses/{i}", "more", $",\"quote\":\"{ann}/statuses/{i + 1}\""));
        }

        await TakeAsync(ann, Act("Create", ann, "0", Note(ann, $"{ann}/statuses/0", "end", $",\"quote\":\"{ann}/statuses/1\"")));

        Assert.NotNull(await village.PostAsync($"{ann}/statuses/0"));
        Assert.InRange(there.Asked.Count(a => a.Contains("/statuses/", StringComparison.Ordinal)), 1, Federation.Posts.FetchBudget.Most);
    }

    [Fact]
    public async Task Foreign_markup_outside_of_the_allow_list()
    {
        string id = $"{ann}/statuses/1";
        string nasty =
            "<p style='x' onmouseover='x'>a<script>b</script><iframe src='x'></iframe><a href='javascript:x'>c</a><img src=x onerror=y><svg onload=z></p>";

        await TakeAsync(ann, Act("Create", ann, "1", Note(ann, id, nasty)));

        string html = (await village.PostAsync(id))!.Html!;
        Assert.All(
            new[] { "script", "iframe", "javascript", "onerror", "onload", "onmouseover", "style", "<img", "<svg" },
            part => Assert.DoesNotContain(part, html, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_post_for_followers_reposted_or_quoted_into_the_open(bool quoted)
    {
        long secret = await village.SayAsync(bob, "Among us", Visibility.Followers);
        string uri = Village.Post("bob", secret);
        string id = $"{ann}/statuses/1";

        await TakeAsync(
            ann,
            quoted
                ? Act("Create", ann, "1", Note(ann, id, "Look", $",\"quote\":\"{uri}\",\"quoteAuthorization\":\"{ann}/stamp\""))
                : $$"""{"id":"{{id}}","type":"Announce","actor":"{{ann}}","object":"{{uri}}","to":["{{Public}}"]}"""
        );

        Assert.Equal(quoted, await village.PostAsync(id) is not null);
        Assert.False(
            await village.ReadAsync(db => db.Posts.AnyAsync(p => p.QuoteOfId == secret || p.RepostOfId == secret, Village.Cancellation))
        );
    }

    [Fact]
    public async Task Somebody_elses_post_for_followers_reposted_into_the_open()
    {
        string id = $"{eve}/statuses/1";
        there.Serve(
            "/users/eve/statuses/1",
            $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{eve}}","content":"among us","to":["{{eve}}/followers"]}"""
        );

        await TakeAsync(ann, $$"""{"id":"{{ann}}/a/1","type":"Announce","actor":"{{ann}}","object":"{{id}}","to":["{{Public}}"]}""");

        await AssertAbsentAsync(id);
        Assert.Equal(0, await PostsAsync());
    }

    [Theory]
    [InlineData(-66)]
    [InlineData(66)]
    public async Task A_signature_older_or_newer_than_the_window(int minutes)
    {
        RequestParts request = there.Post(ann, Act("Create", ann, "1", Note(ann, $"{ann}/1", "x")), village.Now.AddMinutes(minutes));

        Assert.Equal(401, (await village.TakeAsync(request)).Status);
        Assert.Equal(0, await PostsAsync());
    }

    [Fact]
    public async Task A_request_that_is_replayed_and_an_activity_that_was_seen()
    {
        RequestParts like = there.Post(
            ann,
            Act("Like", ann, "1", $"\"{Village.Post("bob", await village.SayAsync(bob, "Hello"))}\""),
            village.Now
        );
        Task<int> LikesAsync() => village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation));

        Assert.Equal(202, (await village.TakeAsync(like)).Status);
        Assert.Equal(1, await LikesAsync());
        await TakeAsync(
            ann,
            Act("Undo", ann, "2", Act("Like", ann, "1", "\"x\""))
                .Replace("\"x\"", $"\"{Village.Post("bob", await LikedAsync())}\"", StringComparison.Ordinal)
        );
        Assert.Equal(0, await LikesAsync());
        Assert.Equal(202, (await village.TakeAsync(like)).Status);
        Assert.Equal(0, await LikesAsync());

        Task<long> LikedAsync() => village.ReadAsync(db => db.Likes.Select(l => l.PostId).SingleAsync(Village.Cancellation));
    }

    [Fact]
    public async Task A_body_whose_digest_is_not_signed()
    {
        RequestParts signed = there.Post(ann, Act("Create", ann, "1", Note(ann, $"{ann}/1", "x")), village.Now);
        string field = signed.Field("signature")!.Replace(" digest", "", StringComparison.Ordinal);

        Assert.Equal(401, (await village.TakeAsync(signed.With([KeyValuePair.Create("signature", field)]))).Status);
    }

    [Fact]
    public async Task A_Delete_that_comes_before_its_Create_keeps_the_post_away()
    {
        string id = $"{ann}/statuses/1";

        await TakeAsync(ann, Act("Delete", ann, "2", $"\"{id}\""));
        await TakeAsync(ann, Act("Create", ann, "1", Note(ann, id, "too late")));

        await AssertAbsentAsync(id);
    }

    [Fact]
    public async Task Nor_does_it_come_when_its_author_was_not_known()
    {
        string zoe = there.AddPerson("zoe");
        string mention = $",\"tag\":{{\"type\":\"Mention\",\"href\":\"{Village.Actor("bob")}\"}}";

        await TakeAsync(zoe, Act("Delete", zoe, "2", $$"""{"id":"{{zoe}}/statuses/1","type":"Tombstone"}""", $",\"to\":[\"{Public}\"]"));
        Assert.False(await village.ReadAsync(db => db.Accounts.AnyAsync(a => a.Uri == zoe, Village.Cancellation)));
        await TakeAsync(zoe, Act("Create", zoe, "1", Note(zoe, $"{zoe}/statuses/1", "too late", mention)));
        await TakeAsync(zoe, Act("Create", zoe, "3", Note(zoe, $"{zoe}/statuses/3", "in time", mention)));

        await AssertAbsentAsync($"{zoe}/statuses/1");
        Assert.NotNull(await village.PostAsync($"{zoe}/statuses/3"));
    }

    [Fact]
    public async Task A_Delete_of_something_unknown_by_another_of_the_same_server_keeps_nothing_away()
    {
        string id = $"{ann}/statuses/1";

        await TakeAsync(eve, Act("Delete", eve, "2", $"\"{id}\""));
        await TakeAsync(ann, Act("Create", ann, "1", Note(ann, id, "still mine")));

        Assert.NotNull(await village.PostAsync(id));
    }

    [Fact]
    public async Task An_Update_older_than_the_one_that_was_applied()
    {
        string id = $"{ann}/statuses/1";
        await TakeAsync(ann, Act("Create", ann, "1", Note(ann, id, "one")));

        await TakeAsync(ann, Act("Update", ann, "3", Note(ann, id, "three", ",\"updated\":\"2026-06-30T12:00:00Z\"")));
        await TakeAsync(ann, Act("Update", ann, "2", Note(ann, id, "two", ",\"updated\":\"2026-06-30T11:00:00Z\"")));

        Assert.Equal("three", (await village.PostAsync(id))!.Text);
    }

    [Theory]
    [InlineData("\"preferredUsername\":\"a b\"")]
    [InlineData("\"preferredUsername\":\"<b>x</b>\"")]
    [InlineData("\"preferredUsername\":\"../x\"")]
    [InlineData("\"preferredUsername\":\"a@b\"")]
    [InlineData("\"preferredUsername\":\"x\\u0000y\"")]
    public async Task A_user_name_that_is_more_than_a_name(string field)
    {
        string id = elsewhere.Person("odd");
        elsewhere.Serve("/users/odd", $$"""{"id":"{{id}}","type":"Person",{{field}},"inbox":"{{id}}/inbox"}""");

        Assert.Null(await FindAsync(id));
    }

    [Fact]
    public async Task Profile_values_that_are_more_than_they_should_be()
    {
        string odd = elsewhere.AddPerson(
            "odd",
            """
            ,"url":"javascript:alert(1)",
            "attachment":[{"type":"PropertyValue","name":"<b>Site</b>","value":"<a href=\"javascript:x\">here</a><script>y</script>"}]
            """
        );

        long id = await village.KnowAsync(odd);

        Core.Accounts.Account account = await village.ReadAsync(db => db.Accounts.SingleAsync(a => a.Id == id, Village.Cancellation));
        Assert.Null(account.Url);
        Assert.DoesNotContain('\0', account.DisplayName);
        string all = account.DisplayName + account.Note + string.Concat(account.Fields.Select(f => f.Name + f.Value));
        Assert.DoesNotContain("script", all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_slow_server_holds_up_the_sender_no_longer_than_is_bounded()
    {
        elsewhere.Answer("/users/olaf/statuses/1", Said.Document() with { Stalls = true });
        string id = $"{ann}/statuses/1";

        Task<InboxAnswer> taking = village.TakeAsync(
            there,
            ann,
            Act("Create", ann, "1", Note(ann, id, "x", $",\"inReplyTo\":\"{olaf}/statuses/1\""))
        );
        await elsewhere.Stalled.WaitAsync(Village.Cancellation);
        village.Store.Clock.Advance(ActivityInbox.Patience);

        Assert.Equal(202, (await taking).Status);
        Assert.NotNull(await village.PostAsync(id));
    }

    private Task<Finding.Finding?> FindAsync(string address) => village.Get<Finder>().FindAsync(address, ask: true, Village.Cancellation);
}
