using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Html;
using Weft.Federation.Inbox;
using Weft.Federation.Posts;
using Weft.Federation.Tests.Documents;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Activities that nobody meant to send, from somebody who is known and followed here.</summary>
public sealed class InboxFuzzTests
{
    private const string Public = "https://www.w3.org/ns/activitystreams#Public";
    private const int Handled = 50_000;
    private const int Signed = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_hundred_thousand_mutated_activities_break_nothing_and_no_rule(int seed)
    {
        Random random = new(seed);
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        await village.FollowAsync(bob, await village.KnowAsync(ann));
        await village.KnowAsync(eve);
        long open = await village.SayAsync(bob, "Hello");
        long closed = await village.SayAsync(bob, "Among us", Visibility.Followers);
        byte[][] activities = [.. Sent(ann, eve, Village.Post("bob", open), Village.Post("bob", closed)).Select(Encoding.UTF8.GetBytes)];
        Dictionary<ActivityKind, IActivityHandler> handlers = village
            .Store.Services.GetServices<IActivityHandler>()
            .SelectMany(h => h.Kinds.Select(kind => (kind, h)))
            .ToDictionary(pair => pair.kind, pair => pair.h);
        RemotePerson person = (await village.Get<RemoteActors>().KnownAsync(ann, Village.Cancellation))!;
        DocumentReader reader = village.Get<DocumentReader>();
        int handled = 0;

        // Behind the signature each goes to its handler; a few go through the whole door.
        for (int i = 0; i < Handled; i++)
        {
            byte[] mutated = Mutations.Of(activities[random.Next(activities.Length)], random);
            if (i % (Handled / Signed) == 0)
            {
                village.Store.Clock.Advance(TimeSpan.FromSeconds(1));
                InboxAnswer answer = await village.TakeAsync(there.Post(ann, mutated, village.Now), random.Next(2) == 0 ? bob : null);
                Assert.True(answer.Status is < 500 or 503, $"{answer.Status}: {answer.Detail}");
                Assert.NotEqual(410, answer.Status);
                continue;
            }

            if (
                reader.Read(mutated).Document is ActivityDocument activity
                && WebAddress.SameId(activity.Actor, ann)
                && handlers.TryGetValue(activity.Kind, out IActivityHandler? handler)
            )
            {
                handled++;
                OncePerActivity once = new(village.Store.Writer, OncePerActivity.KeyOf($"{seed} {i}"), takenBack: null, deleted: null);
                await handler.TakeAsync(
                    new Received(activity, person, random.Next(2) == 0 ? bob : null, once, new FetchBudget()),
                    Village.Cancellation
                );
            }
        }

        Assert.InRange(handled, Handled / 10, Handled);
        await AssertRulesAsync(village, there, open, closed);
    }

    private static async Task AssertRulesAsync(Village village, RemoteServer there, long open, long closed)
    {
        await using WeftDb db = village.Store.Read();
        List<Post> posts = await db
            .Posts.Include(p => p.Mentions)
            .Include(p => p.Tags)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(Village.Cancellation);
        Dictionary<long, Account> accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(a => a.Id, Village.Cancellation);
        Dictionary<long, Post> byId = posts.ToDictionary(p => p.Id);
        Assert.Equal(["Among us", "Hello"], posts.Where(p => p.Uri is null).Select(p => p.Text).Order());
        Assert.Equal((Visibility.Public, Visibility.Followers), (byId[open].Visibility, byId[closed].Visibility));
        foreach (Post post in posts.Where(p => p.Uri is not null))
        {
            Account author = accounts[post.AuthorId];
            Assert.True(WebAddress.IsId(post.Uri), post.Uri);
            Assert.True(Origin.Same(post.Uri, author.Uri), $"{post.Uri} of {author.Uri}");
            Assert.True(
                post.RepostOfId is not long reposted
                    || byId[reposted].Visibility is Visibility.Public or Visibility.Unlisted
                    || byId[reposted].AuthorId == post.AuthorId
            );
            Assert.True(
                post.QuoteOfId is not long quoted
                    || byId[quoted].Visibility is Visibility.Public or Visibility.Unlisted
                    || byId[quoted].AuthorId == post.AuthorId
            );
            Assert.InRange(post.Tags.Count, 0, 1_000);
            Assert.InRange(post.Mentions.Count, 0, 1_000);
            Assert.True(post.CreatedAt <= village.Now.AddMinutes(1));
            Assert.DoesNotContain('\0', post.Text + post.ContentWarning + post.Html);
            Assert.True(post.Html is null || AllowList.Apply(post.Html) == post.Html, post.Html);
            Assert.True(post.Url is null || WebAddress.Link(post.Url) is not null, post.Url);
        }

        foreach (Account account in accounts.Values.Where(a => a.Domain is not null))
        {
            Assert.Equal(there.Domain, account.Domain);
            Assert.True(account.Url is null || WebAddress.Link(account.Url) is not null, account.Url);
            Assert.DoesNotContain('\0', account.DisplayName + account.Note);
        }
    }

    /// <summary>What other servers really send, of every kind that is taken.</summary>
    private static IEnumerable<string> Sent(string ann, string eve, string open, string closed)
    {
        string bob = Village.Actor("bob");
        string note = $$$"""
            {"id":"{{{ann}}}/statuses/1","type":"Note","attributedTo":"{{{ann}}}","content":"<p>Hi <a href=\"{{{bob}}}\" class=\"mention\">@bob</a></p>",
            "summary":null,"sensitive":false,"inReplyTo":"{{{open}}}","published":"2026-06-30T10:00:00Z","updated":"2026-06-30T11:00:00Z",
            "url":"{{{ann}}}/1","to":["{{{Public}}}"],"cc":["{{{ann}}}/followers","{{{bob}}}"],"contentMap":{"en":"x"},
            "quote":"{{{open}}}","quoteUri":"{{{closed}}}","interactionPolicy":{"canQuote":{"automaticApproval":["{{{Public}}}"]}},
            "attachment":[{"type":"Document","mediaType":"image/png","url":"{{{ann}}}/1.png","name":"A bowl"}],
            "tag":[{"type":"Mention","href":"{{{bob}}}","name":"@bob"},{"type":"Hashtag","href":"{{{ann}}}/t","name":"#soup"},
            {"type":"Emoji","name":":yum:","icon":{"type":"Image","url":"{{{ann}}}/e.png"}}]}
            """;
        string[] done =
        [
            Act("Create", note),
            Act("Update", note),
            Act(
                "Create",
                note.Replace("\"Note\"", "\"Question\"", StringComparison.Ordinal)
                    .Replace(
                        "\"quote\"",
                        "\"endTime\":\"2026-12-01T00:00:00Z\",\"oneOf\":[{\"type\":\"Note\",\"name\":\"Tea\"}],\"quote\"",
                        StringComparison.Ordinal
                    )
            ),
            Act("Create", note.Replace("\"Note\"", "\"Video\",\"name\":\"Tea\"", StringComparison.Ordinal)),
            Act("Delete", $"\"{ann}/statuses/1\""),
            Act("Delete", $$"""{"id":"{{eve}}/statuses/2","type":"Tombstone"}"""),
            Act("Announce", $"\"{open}\""),
            Act("Announce", note),
            Act("Announce", $"\"{closed}\""),
            Act("Like", $"\"{open}\""),
            Act("EmojiReact", $"\"{closed}\"", ",\"content\":\":yum:\""),
            Act("Follow", $"\"{bob}\""),
            Act("Block", $"\"{bob}\""),
            Act("Accept", $$"""{"id":"{{bob}}#follows/1","type":"Follow","actor":"{{bob}}","object":"{{ann}}"}"""),
            Act("Reject", $"\"{bob}#follows/1\""),
            Act("Add", $"\"{ann}/statuses/1\"", $",\"target\":\"{ann}/collections/featured\""),
            Act("Remove", $"\"{ann}/statuses/1\"", $",\"target\":\"{ann}/collections/featured\""),
            Act(
                "Update",
                $$"""{"id":"{{ann}}","type":"Person","preferredUsername":"ann","name":"Ann","inbox":"{{ann}}/inbox","outbox":"{{ann}}/outbox","url":"{{ann}}"}"""
            ),
            Act("Move", $"\"{ann}\"", $",\"target\":\"{eve}\""),
            Act("Flag", $"[\"{bob}\",\"{open}\"]", ",\"content\":\"Bad\""),
            Act("View", $"\"{open}\""),
        ];
        return done.Concat(done.Take(13).Select(d => Act("Undo", d)));

        string Act(string type, string what, string extra = "") =>
            $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{ann}}#a/1","type":"{{type}}","actor":"{{ann}}","object":{{what}},"to":["{{Public}}"],"cc":["{{ann}}/followers"]{{extra}} }""";
    }
}
