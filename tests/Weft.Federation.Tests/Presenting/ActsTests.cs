using Weft.Core.Posts;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Presenting;

namespace Weft.Federation.Tests.Presenting;

/// <summary>What this server's accounts do, read as others read it.</summary>
public sealed class ActsTests
{
    private const string Post = "https://m.example/users/ann/statuses/11";
    private static readonly Acts Acts = new(Ours.Addresses);
    private static readonly QuoteActs Quotes = new(Ours.Addresses);

    public static TheoryData<string, ActivityKind, string> All =>
        new()
        {
            { "follow", ActivityKind.Follow, "https://m.example/users/ann" },
            { "like", ActivityKind.Like, Post },
            { "block", ActivityKind.Block, "https://m.example/users/ann" },
            { "announce", ActivityKind.Announce, Post },
            { "delete", ActivityKind.Delete, "https://w.example/users/bob/statuses/42" },
            { "delete-actor", ActivityKind.Delete, "https://w.example/users/bob" },
            { "revoke", ActivityKind.Delete, "https://w.example/users/bob/quote_authorizations/9" },
            { "flag", ActivityKind.Flag, "https://m.example/users/ann" },
            { "move", ActivityKind.Move, "https://w.example/users/bob" },
            { "pin", ActivityKind.Add, "https://w.example/users/bob/statuses/42" },
            { "unpin", ActivityKind.Remove, "https://w.example/users/bob/statuses/42" },
        };

    [Theory]
    [MemberData(nameof(All))]
    public void Each_act_is_read_back_with_its_object_and_an_id_that_leads_to_its_actor(string name, ActivityKind kind, string objectId)
    {
        ActivityDocument read = Ours.Read<ActivityDocument>(Act(name).ToBytes());
        Assert.Equal((kind, objectId), (read.Kind, read.Object?.Id));
        Assert.NotNull(Ours.Addresses.Parse(read.Id));
    }

    [Fact]
    public void A_follow_is_addressed_and_undone_whole()
    {
        Outgoing follow = Acts.Follow("bob", 5, Ours.Ann.Id);
        ActivityDocument undo = Ours.Read<ActivityDocument>(Acts.Undo("bob", follow, 6).ToBytes());
        ActivityDocument undone = Assert.IsType<ActivityDocument>(undo.Object?.Inlined);
        Assert.Equal(("https://w.example/users/bob#follows/5", Ours.Ann.Id), (undone.Id, undone.Object?.Id));
        Assert.Equal([Ours.Ann.Id], undo.Addressing.To);
        Assert.NotEqual(undo.Id, undone.Id);
        Assert.Equal(new LocalThing(LocalKind.Follow, "bob", 5), Ours.Addresses.Parse(undone.Id));
    }

    [Theory]
    [InlineData("https://m.example/7d1")]
    [InlineData(null)]
    public void The_answer_to_a_follow_inlines_it_with_actor_and_object(string? follow)
    {
        ActivityDocument accept = Ours.Read<ActivityDocument>(Acts.AcceptFollow("bob", 8, follow, Ours.Ann.Id).ToBytes());
        ActivityDocument asked = Assert.IsType<ActivityDocument>(accept.Object?.Inlined);
        Assert.Equal((follow, Ours.Ann.Id, "https://w.example/users/bob"), (asked.Id, asked.Actor, asked.Object?.Id));
        Assert.Equal(ActivityKind.Reject, Ours.Read<ActivityDocument>(Acts.RejectFollow("bob", 9, follow, Ours.Ann.Id).ToBytes()).Kind);
    }

    [Fact]
    public void A_report_is_the_servers_own_and_always_names_several()
    {
        byte[] flag = Act("flag").ToBytes();
        ActivityDocument read = Ours.Read<ActivityDocument>(flag);
        Assert.Equal(("https://w.example/actor", "Rude", 2), (read.Actor, read.Content, read.Objects.Count));
        Assert.False(Ours.Json(flag).TryGetProperty("to", out _));
    }

    [Fact]
    public void A_repost_reaches_whom_the_visibility_says()
    {
        ActivityDocument open = Ours.Read<ActivityDocument>(Act("announce").ToBytes());
        Assert.Equal([ActivityStreams.Public], open.Addressing.To);
        Assert.Contains(Ours.Ann.Id, open.Addressing.Cc);
        ActivityDocument quiet = Ours.Read<ActivityDocument>(
            Acts.Announce("bob", 43, Post, Ours.Ann.Id, Ours.Then, Visibility.Followers).ToBytes()
        );
        Assert.DoesNotContain(ActivityStreams.Public, quiet.Addressing.All);
    }

    [Fact]
    public void Quotes_are_asked_for_allowed_and_stamped()
    {
        PresentedNote note = new(Ours.Post("Look")) { Quote = new PresentedQuote(Post, "https://m.example/@ann/11", null) };
        ActivityDocument request = Ours.Read<ActivityDocument>(Quotes.Request(note, Ours.Ann.Id).ToBytes());
        Assert.Equal((ActivityKind.QuoteRequest, Post), (request.Kind, request.Object?.Id));
        PostDocument instrument = Assert.IsType<PostDocument>(request.Instrument?.Inlined);
        Assert.Equal(Post, instrument.Quote?.Id);
        Assert.True(Embedding.Believes(request.Actor, instrument));

        QuoteAsked asked = new("https://m.example/q/1", Ours.Ann.Id, "https://w.example/users/bob/statuses/42", "https://m.example/p/9");
        string stamp = Ours.Addresses.QuoteAuthorization("bob", 9);
        ActivityDocument accept = Ours.Read<ActivityDocument>(Quotes.Accept("bob", 8, asked, stamp).ToBytes());
        Assert.Equal(stamp, accept.Result?.Id);
        ActivityDocument answered = Assert.IsType<ActivityDocument>(accept.Object?.Inlined);
        Assert.Equal((asked.Id, asked.Quoting, asked.Quoted), (answered.Id, answered.Instrument?.Id, answered.Object?.Id));
        Assert.Null(Ours.Read<ActivityDocument>(Quotes.Reject("bob", 8, asked).ToBytes()).Result);

        StampDocument read = Ours.Read<StampDocument>(Quotes.Stamp("bob", stamp, asked.Quoting, asked.Quoted));
        Assert.Equal((StampKind.Quote, "https://w.example/users/bob"), (read.Kind, read.AttributedTo));
        Assert.Equal((asked.Quoting, asked.Quoted), (read.InteractingObject, read.InteractionTarget));
    }

    [Fact]
    public void An_actor_is_read_back_whole_and_its_update_inlines_it()
    {
        PresentedActor actor = PresentedActor.Of(
            Ours.Bob,
            "-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----",
            Ours.Addresses,
            _ => null
        ) with
        {
            AssertionKey = "z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
            AlsoKnownAs = ["https://old.example/users/bob"],
            Icon = new Picture("https://w.example/m/bob.png", "image/png", "A face"),
        };
        ActorDocument read = Ours.Read<ActorDocument>(new ActorJson(Ours.Addresses).Write(actor));
        Assert.True(read.IsComplete && read.Locked && read.Discoverable);
        Assert.Equal(("https://w.example/users/bob", "bob", "bob@w.example", "Bob"), (read.Id, read.Username, read.Webfinger, read.Name));
        Assert.Equal("https://w.example/@bob", read.Url);
        Assert.Equal("https://w.example/inbox", read.SharedInbox);
        Assert.Equal("https://w.example/users/bob/collections/featured", read.Featured);
        Assert.Equal("https://w.example/users/bob#main-key", Assert.Single(read.Keys).Id);
        Assert.Equal("https://w.example/users/bob#ed25519-key", Assert.Single(read.AssertionKeys).Id);
        Assert.Equal(actor.AlsoKnownAs, read.AlsoKnownAs);
        Assert.Equal(actor.Icon, read.Icon);
        Assert.Contains("rel=\"nofollow noopener me\"", Assert.Single(read.Fields).Value.Untrusted, StringComparison.Ordinal);
        Assert.Equal(0, read.Published?.Hour);
        ActivityDocument update = Ours.Read<ActivityDocument>(Acts.Update(actor, 3).ToBytes());
        Assert.True(Embedding.Believes(update.Actor, Assert.IsType<ActorDocument>(update.Object?.Inlined)));
    }

    [Fact]
    public void The_server_itself_has_a_key_and_an_inbox()
    {
        ActorDocument read = Ours.Read<ActorDocument>(new ActorJson(Ours.Addresses).WriteInstance("Weft", "x"));
        Assert.Equal((ActorKind.Application, "w.example", true), (read.Kind, read.Username, read.IsComplete));
        Assert.Equal("https://w.example/actor#main-key", Assert.Single(read.Keys).Id);
        Assert.Equal(new LocalThing(LocalKind.InstanceActor, null, 0), Ours.Addresses.Parse(read.Keys[0].Id));
    }

    [Fact]
    public void Collections_pages_and_tombstones_are_read_back()
    {
        string outbox = Ours.Addresses.Of(LocalKind.Outbox, "bob");
        CollectionDocument whole = Ours.Read<CollectionDocument>(CollectionJson.Whole(outbox, 4, outbox + "?page=true"));
        Assert.Equal((4, outbox + "?page=true"), (whole.TotalItems, whole.First?.Id));
        byte[] bytes = CollectionJson.Page(
            outbox + "?page=true",
            outbox,
            [Inlay.Of(Acts.Create(new PresentedNote(Ours.Post("x")))), "https://w.example/1"],
            outbox + "?max_id=42"
        );
        CollectionDocument page = Ours.Read<CollectionDocument>(bytes);
        Assert.IsType<PostDocument>(Assert.IsType<ActivityDocument>(page.Items[0].Inlined).Object?.Inlined);
        Assert.Equal(("https://w.example/1", outbox + "?max_id=42", outbox), (page.Items[1].Id, page.Next?.Id, page.PartOf));
        Assert.Equal(
            2,
            Ours.Read<CollectionDocument>(CollectionJson.Whole(outbox, ["https://w.example/1", "https://w.example/2"])).Items.Count
        );
        TombstoneDocument gone = Ours.Read<TombstoneDocument>(CollectionJson.Tombstone(Post, "Note", Ours.Then));
        Assert.Equal((Post, "Note", Ours.Then), (gone.Id, gone.FormerType, gone.Deleted));
    }

    private static Outgoing Act(string name) =>
        name switch
        {
            "follow" => Acts.Follow("bob", 5, Ours.Ann.Id),
            "like" => Acts.Like("bob", 5, Post, Ours.Ann.Id),
            "block" => Acts.Block("bob", 5, Ours.Ann.Id),
            "announce" => Acts.Announce("bob", 43, Post, Ours.Ann.Id, Ours.Then, Visibility.Public),
            "delete" => Acts.Delete("bob", 42, 6, everybody: true, [Ours.Ann.Id]),
            "delete-actor" => Acts.DeleteActor("bob", 6),
            "revoke" => Acts.RevokeQuote("bob", Ours.Addresses.QuoteAuthorization("bob", 9), 6, Ours.Ann.Id),
            "flag" => Acts.Flag(6, Ours.Ann.Id, [Post], "Rude"),
            "move" => Acts.Move("bob", 6, "https://n.example/users/bob"),
            "pin" => Acts.Pin("bob", 6, 42),
            _ => Acts.Unpin("bob", 6, 42),
        };
}
