using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Federation.Inbox;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>What can't be done now is sent again by who sent it, and what was done is taken back by its id alone.</summary>
public sealed class LaterTests
{
    private static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{actor}}#{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    [Theory, EachDatabase]
    public async Task A_repost_of_what_is_not_to_be_had_now_is_asked_for_again_but_not_for_ever(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        string olaf = elsewhere.AddPerson("olaf");
        await village.FollowAsync(await village.JoinAsync("bob"), await village.KnowAsync(ann));
        string post = $"{olaf}/statuses/1";
        string announce = Act("Announce", ann, "1", $"\"{post}\"", ",\"to\":\"https://www.w3.org/ns/activitystreams#Public\"");

        elsewhere.Answer("/users/olaf/statuses/1", new Said(503));
        Assert.Equal(503, (await village.TakeAsync(there, ann, announce)).Status);
        elsewhere.Serve(
            "/users/olaf/statuses/1",
            $$"""{"id":"{{post}}","type":"Note","attributedTo":"{{olaf}}","content":"tea","to":"https://www.w3.org/ns/activitystreams#Public"}"""
        );
        Assert.Equal("The post is reposted.", (await village.TakeAsync(there, ann, announce)).Detail);
        Assert.Equal(1, await village.ReadAsync(db => db.Posts.CountAsync(p => p.RepostOfId != null, Village.Cancellation)));

        elsewhere.Answer("/users/olaf/statuses/2", new Said(503));
        string hopeless = Act("Announce", ann, "2", $"\"{olaf}/statuses/2\"");
        List<int> answers = [];
        for (int i = 0; i < 3; i++)
        {
            answers.Add((await village.TakeAsync(there, ann, hopeless)).Status);
        }

        Assert.Equal([503, 503, 202], answers);
        elsewhere.Answer("/users/olaf/statuses/3", new Said(404));
        Assert.Equal(202, (await village.TakeAsync(there, ann, Act("Announce", ann, "3", $"\"{olaf}/statuses/3\""))).Status);
    }

    [Fact]
    public async Task A_move_to_a_server_that_is_away_for_a_moment_is_done_when_it_is_told_again()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        long annHere = await village.KnowAsync(ann);
        await village.FollowAsync(await village.JoinAsync("bob"), annHere);
        string olaf = elsewhere.Person("olaf");
        string move = Act("Move", ann, "1", $"\"{ann}\"", $",\"target\":\"{olaf}\"");

        elsewhere.Answer("/users/olaf", new Said(503));
        Assert.Equal(503, (await village.TakeAsync(there, ann, move)).Status);
        elsewhere.AddPerson("olaf", $",\"alsoKnownAs\":[\"{ann}\"]");
        Assert.Equal(202, (await village.TakeAsync(there, ann, move)).Status);

        long olafHere = await village.KnowAsync(olaf);
        Assert.Equal(
            olafHere,
            await village.ReadAsync(db =>
                db.Accounts.Where(a => a.Id == annHere).Select(a => a.MovedToId).SingleAsync(Village.Cancellation)
            )
        );
    }

    [Fact]
    public async Task A_repost_of_a_repost_and_a_repost_within_another_lead_nowhere()
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        await village.FollowAsync(await village.JoinAsync("bob"), await village.KnowAsync(ann));
        const string Open = ",\"to\":\"https://www.w3.org/ns/activitystreams#Public\"";
        string post = $"{ann}/statuses/1";
        there.Serve("/users/ann/statuses/1", $$"""{"id":"{{post}}","type":"Note","attributedTo":"{{ann}}","content":"tea"{{Open}} }""");
        string first = Act("Announce", ann, "1", $"\"{post}\"", Open);
        await village.TakeAsync(there, ann, first);
        for (int i = 2; i < 50; i++)
        {
            there.Serve($"/users/ann/announces/{i}", Act("Announce", ann, $"{i}", $"\"{ann}/announces/{i + 1}\"", Open));
        }

        await village.TakeAsync(there, ann, Act("Announce", ann, "a", $"\"{ann}#1\"", Open));
        await village.TakeAsync(there, ann, Act("Announce", ann, "b", first, Open));
        await village.TakeAsync(there, ann, Act("Announce", ann, "c", $"\"{ann}/announces/2\"", Open));

        Assert.Equal(1, await village.ReadAsync(db => db.Posts.CountAsync(p => p.RepostOfId != null, Village.Cancellation)));
        Assert.DoesNotContain("/users/ann/announces/3", there.Asked);
    }

    [Theory, EachDatabase]
    public async Task Likes_follows_and_requests_are_taken_back_by_their_ids(DatabaseKind kind)
    {
        await using Village village = await Village.OpenAsync(kind);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        string eve = there.AddPerson("eve");
        long bob = await village.JoinAsync("bob");
        long post = await village.SayAsync(bob, "Hello");
        await village.TakeAsync(there, ann, Act("Like", ann, "l", $"\"{Village.Post("bob", post)}\""));
        await village.TakeAsync(there, ann, Act("Follow", ann, "f", $"\"{Village.Actor("bob")}\""));
        Assert.Equal((1, 1), await CountAsync(village));

        await village.TakeAsync(there, eve, Act("Undo", eve, "u1", $"\"{ann}#l\""));
        await village.TakeAsync(there, eve, Act("Undo", eve, "u2", $"\"{ann}#f\""));
        Assert.Equal((1, 1), await CountAsync(village));

        await village.TakeAsync(there, ann, Act("Undo", ann, "u1", $"\"{ann}#l\""));
        Assert.Equal((0, 1), await CountAsync(village));
        await village.TakeAsync(there, ann, Act("Undo", ann, "u2", $"\"{ann}#f\""));
        Assert.Equal((0, 0), await CountAsync(village));

        await village.Get<UpdateProfileHandler>().RunAsync(new UpdateProfile(bob) { Locked = true }, Village.Cancellation);
        await village.TakeAsync(there, ann, Act("Follow", ann, "g", $"\"{Village.Actor("bob")}\""));
        Assert.Equal(1, await village.ReadAsync(db => db.FollowRequests.CountAsync(Village.Cancellation)));
        await village.TakeAsync(there, ann, Act("Undo", ann, "u3", $"\"{ann}#g\""));
        Assert.Equal(0, await village.ReadAsync(db => db.FollowRequests.CountAsync(Village.Cancellation)));
    }

    private static async Task<(int Likes, int Follows)> CountAsync(Village village) =>
        (
            await village.ReadAsync(db => db.Likes.CountAsync(Village.Cancellation)),
            await village.ReadAsync(db => db.Follows.CountAsync(Village.Cancellation))
        );
}
