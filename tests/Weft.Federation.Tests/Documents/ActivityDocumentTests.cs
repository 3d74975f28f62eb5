using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Tests.Documents;

/// <summary>What actors of other servers do.</summary>
public sealed class ActivityDocumentTests
{
    [Theory]
    [InlineData("misskey-renote", ActivityKind.Announce, "https://w.example/p/7")]
    [InlineData("peertube-announce", ActivityKind.Announce, "https://t.example/videos/watch/aa-bb")]
    [InlineData("mastodon-move", ActivityKind.Move, "https://a.example/users/alice")]
    [InlineData("lemmy-delete", ActivityKind.Delete, "https://l.example/post/9")]
    [InlineData("mastodon-quote-request", ActivityKind.QuoteRequest, "https://m.example/users/ann/statuses/11")]
    [InlineData("gotosocial-reply-request", ActivityKind.ReplyRequest, "https://g.example/users/eve/statuses/01AB")]
    public void What_is_acted_upon_may_be_a_bare_id(string name, ActivityKind kind, string objectId)
    {
        ActivityDocument activity = Fixture.Read<ActivityDocument>(name);
        Assert.Equal((kind, objectId), (activity.Kind, activity.Object?.Id));
        Assert.Null(activity.Object?.Inlined);
    }

    [Fact]
    public void A_Misskey_delete_has_no_id_and_holds_a_tombstone()
    {
        ActivityDocument delete = Fixture.Read<ActivityDocument>("misskey-delete");
        Assert.Null(delete.Id);
        Assert.IsType<TombstoneDocument>(delete.Object?.Inlined);
        Assert.True(Embedding.Believes(delete.Actor, delete.Object!.Inlined!));
    }

    [Fact]
    public void A_Misskey_reaction_is_a_like_with_an_emoji()
    {
        ActivityDocument like = Fixture.Read<ActivityDocument>("misskey-reaction");
        Assert.Equal((ActivityKind.Like, ":blob:", "blob"), (like.Kind, like.Content, Assert.Single(like.Emojis).Shortcode));
    }

    [Fact]
    public void A_Pleroma_reaction_is_read()
    {
        ActivityDocument react = Fixture.Read<ActivityDocument>("pleroma-reaction");
        Assert.Equal((ActivityKind.EmojiReact, "🔥"), (react.Kind, react.Content));
    }

    [Fact]
    public void What_a_Lemmy_group_passes_on_is_read_but_not_believed()
    {
        ActivityDocument announce = Fixture.Read<ActivityDocument>("lemmy-announce");
        ActivityDocument create = Assert.IsType<ActivityDocument>(announce.Object?.Inlined);
        PostDocument page = Assert.IsType<PostDocument>(create.Object?.Inlined);
        Assert.False(Embedding.Believes(announce.Actor, create));
        Assert.True(Embedding.Believes(create.Actor, page));
        Assert.Equal((PostKind.Page, "Best kettle?", "en"), (page.Kind, page.Name, page.Language));
        Assert.Equal(["https://shop.example/k"], page.Previews);
        Assert.Equal(["https://l.example/c/tea"], page.Addressing.Audience);
    }

    [Fact]
    public void An_undone_follow_is_inlined()
    {
        ActivityDocument undo = Fixture.Read<ActivityDocument>("mastodon-undo-follow");
        ActivityDocument follow = Assert.IsType<ActivityDocument>(undo.Object?.Inlined);
        Assert.Equal((ActivityKind.Follow, "https://w.example/users/bob"), (follow.Kind, follow.Object?.Id));
        Assert.True(Embedding.Believes(undo.Actor, follow));
    }

    [Fact]
    public void A_report_names_an_actor_and_posts_and_its_words_show_nothing_but_themselves()
    {
        ActivityDocument flag = Fixture.Read<ActivityDocument>("mastodon-flag");
        Assert.Equal(2, flag.Objects.Count);
        Assert.Equal("Rude", flag.Content);
    }

    [Fact]
    public void The_answer_to_a_quote_brings_a_stamp()
    {
        ActivityDocument accept = Fixture.Read<ActivityDocument>("mastodon-quote-accept");
        ActivityDocument request = Assert.IsType<ActivityDocument>(accept.Object?.Inlined);
        Assert.Equal(ActivityKind.QuoteRequest, request.Kind);
        Assert.False(Embedding.Believes(accept.Actor, request));
        Assert.Equal("https://m.example/users/ann/quote_authorizations/5", accept.Result?.Id);
        StampDocument stamp = Fixture.Read<StampDocument>("mastodon-quote-stamp");
        Assert.Equal((StampKind.Quote, "https://w.example/p/9"), (stamp.Kind, stamp.InteractingObject));
        Assert.Equal("https://m.example/users/ann/statuses/11", stamp.InteractionTarget);
    }

    [Fact]
    public void A_request_brings_the_post_that_asks()
    {
        ActivityDocument request = Fixture.Read<ActivityDocument>("gotosocial-reply-request");
        PostDocument reply = Assert.IsType<PostDocument>(request.Instrument?.Inlined);
        Assert.True(Embedding.Believes(request.Actor, reply));
        ActivityDocument quote = Fixture.Read<ActivityDocument>("mastodon-quote-request");
        Assert.Equal("https://m.example/users/ann/statuses/11", Assert.IsType<PostDocument>(quote.Instrument?.Inlined).Quote?.Id);
        Assert.Equal(
            "https://g.example/users/eve/authorizations/01CD",
            Fixture.Read<ActivityDocument>("gotosocial-reply-accept").Result?.Id
        );
    }

    [Fact]
    public void Old_stamps_of_GoToSocial_are_read()
    {
        StampDocument stamp = Fixture.Said<StampDocument>(
            """{"id":"https://g.example/s","type":"LikeApproval","attributedTo":"https://g.example/u","object":"https://a.example/l","target":"https://g.example/p"}"""
        );
        Assert.Equal(
            (StampKind.Like, "https://a.example/l", "https://g.example/p"),
            (stamp.Kind, stamp.InteractingObject, stamp.InteractionTarget)
        );
        Fixture.Refuses(
            DocumentFault.ForeignOwner,
            """{"id":"https://g.example/s","type":"QuoteAuthorization","attributedTo":"https://b.example/u","interactingObject":"https://a.example/l","interactionTarget":"https://g.example/p"}"""
        );
    }

    [Fact]
    public void An_actor_may_be_a_whole_object()
    {
        ActivityDocument create = Fixture.Read<ActivityDocument>("hubzilla-create");
        Assert.Equal("https://h.example/channel/hub", create.Actor);
        Assert.Equal("https://h.example/item/1", Assert.IsType<PostDocument>(create.Object?.Inlined).Url);
    }

    [Fact]
    public void A_Fedify_create_carries_a_proof_and_single_values()
    {
        ActivityDocument create = Fixture.Read<ActivityDocument>("fedify-create");
        Assert.True(create.HasProof);
        Assert.False(create.HasLinkedDataSignature);
        Assert.Equal([ActivityStreams.Public], create.Addressing.To);
        Assert.Single(Assert.IsType<PostDocument>(create.Object?.Inlined).Mentions);
    }

    [Fact]
    public void An_outbox_page_lists_activities()
    {
        CollectionDocument page = Fixture.Read<CollectionDocument>("mastodon-outbox-page");
        Assert.True(page.Ordered && page.IsPage);
        Assert.Equal("https://m.example/users/ann/outbox?max_id=11&page=true", page.Next?.Id);
        Assert.Equal("https://m.example/users/ann/outbox", page.PartOf);
        Assert.Equal([ActivityKind.Create, ActivityKind.Announce], page.Items.Select(i => Assert.IsType<ActivityDocument>(i.Inlined).Kind));
    }

    [Fact]
    public void A_page_that_goes_on_elsewhere_ends_here()
    {
        CollectionDocument page = Fixture.Said<CollectionDocument>(
            """{"id":"https://a.example/c?p=1","type":"CollectionPage","next":"https://b.example/c?p=2","items":"https://b.example/1"}"""
        );
        Assert.Null(page.Next);
        Assert.Equal("https://b.example/1", Assert.Single(page.Items).Id);
    }

    [Theory]
    [InlineData("View")]
    [InlineData("http://example.org/ns#Wave")]
    public void Unknown_activities_are_read_as_other(string type) =>
        Assert.Equal(
            ActivityKind.Other,
            Fixture.Said<ActivityDocument>($$"""{"id":"https://a.example/1","type":"{{type}}","actor":"https://a.example/u"}""").Kind
        );

    [Fact]
    public void An_activity_without_one_actor_an_object_or_with_a_foreign_id_is_refused()
    {
        Fixture.Refuses(DocumentFault.NoActor, """{"type":"Like","object":"https://b.example/1"}""");
        Fixture.Refuses(
            DocumentFault.NoActor,
            """{"type":"Like","actor":["https://a.example/u","https://b.example/u"],"object":"https://b.example/1"}"""
        );
        Fixture.Refuses(DocumentFault.NoObject, """{"type":"Like","actor":"https://a.example/u","object":"urn:x"}""");
        Fixture.Refuses(
            DocumentFault.NoId,
            """{"id":"urn:x","type":"Like","actor":"https://a.example/u","object":"https://b.example/1"}"""
        );
        Fixture.Refuses(
            DocumentFault.ForeignOwner,
            """{"id":"https://b.example/1","type":"Like","actor":"https://a.example/u","object":"https://b.example/1"}"""
        );
    }

    [Fact]
    public void What_an_actor_inlines_of_others_is_not_believed()
    {
        ActivityDocument create = Fixture.Said<ActivityDocument>(
            """
            {"type":"Announce","actor":"https://a.example/u","object":[
              {"id":"https://b.example/1","type":"Note","attributedTo":"https://b.example/u"},
              {"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example/v"},
              {"id":"https://a.example/2","type":"Note","attributedTo":"https://a.example/u"}]}
            """
        );
        Assert.Equal([false, false, true], create.Objects.Select(o => Embedding.Believes(create.Actor, o.Inlined!)));
    }

    [Fact]
    public void Documents_inlined_without_end_become_links()
    {
        string json = "\"https://a.example/0\"";
        for (int i = 1; i < 12; i++)
        {
            json = $$"""{"id":"https://a.example/{{i}}","type":"Undo","actor":"https://a.example/u","object":{{json}}}""";
        }

        DocumentReading reading = Fixture.Said(json);
        int depth = 0;
        for (Document? at = reading.Document; at is ActivityDocument activity; at = activity.Object!.Inlined)
        {
            depth++;
        }

        Assert.Equal(7, depth);
        Assert.Equal(DropReason.TooDeep, Assert.Single(reading.Dropped).Reason);
    }
}
