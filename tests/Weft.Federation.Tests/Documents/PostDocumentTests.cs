using Weft.Core.Posts;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Documents.Posts;

namespace Weft.Federation.Tests.Documents;

/// <summary>Posts of other servers.</summary>
public sealed class PostDocumentTests
{
    [Theory]
    [InlineData("""{"@list":[]}""", null)]
    [InlineData("""{"@set":["en"]}""", null)]
    [InlineData("""{"identifier":"en","name":"English"}""", "en")]
    [InlineData("""{"@list":[{"identifier":"en"}]}""", "en")]
    [InlineData("\"en\"", "en")]
    [InlineData("[]", null)]
    public void A_language_may_stand_there_in_any_form(string language, string? read) =>
        Assert.Equal(
            read,
            Fixture
                .Said<PostDocument>(
                    $$"""{"id":"https://m.example/1","type":"Note","attributedTo":"https://m.example/users/ann","content":"x","language":{{language}} }"""
                )
                .Language
        );

    [Fact]
    public void A_Mastodon_note_is_read_whole()
    {
        DocumentReading reading = Fixture.Reading("mastodon-note");
        PostDocument note = Assert.IsType<PostDocument>(reading.Document);
        Assert.Empty(reading.Dropped);
        Assert.Equal(PostKind.Note, note.Kind);
        Assert.Equal("https://m.example/users/ann", note.AttributedTo);
        Assert.Equal("https://m.example/@ann/11", note.Url);
        Assert.Equal("food", note.Summary);
        Assert.True(note.Sensitive);
        Assert.Equal("en", note.Language);
        Assert.StartsWith("<p>Soup :yum:", note.Content?.Untrusted, StringComparison.Ordinal);
        Assert.Equal(Visibility.Public, note.Addressing.Visibility("https://m.example/users/ann/followers"));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 5, 0, TimeSpan.Zero), note.Updated);
        Assert.Equal(
            new QuoteClaim("https://w.example/p/7", QuoteField.Quote, "https://w.example/users/bob/quote_authorizations/3"),
            note.Quote
        );
        Assert.Equal(["https://m.example/users/ann"], note.Policy?.CanQuote?.Automatic);
        Assert.Null(note.Policy?.CanReply);
        MediaAttachment picture = Assert.Single(note.Media);
        Assert.Equal(("https://cdn.m.example/1.png", "image/png", "A bowl"), (picture.Url, picture.MediaType, picture.Description));
        Assert.Equal(("UBL_:rOpGG-o", 800, 600), (picture.Blurhash, picture.Width, picture.Height));
        Assert.Equal(new FocalPoint(0, -0.3), picture.Focus);
        Assert.Equal(new MentionTag("https://w.example/users/bob", "@bob@w.example"), Assert.Single(note.Mentions));
        Assert.Equal("soup", Assert.Single(note.Hashtags).Name);
        EmojiTag yum = Assert.Single(note.Emojis);
        Assert.Equal(("yum", "https://cdn.m.example/e/9.png"), (yum.Shortcode, yum.Url));
        Assert.Equal("https://m.example/contexts/11-5", note.Context);
        Assert.StartsWith("tag:m.example", note.Conversation, StringComparison.Ordinal);
        Assert.Equal(2, Assert.IsType<CollectionDocument>(note.Likes?.Inlined).TotalItems);
        CollectionDocument replies = Assert.IsType<CollectionDocument>(note.Replies?.Inlined);
        CollectionDocument first = Assert.IsType<CollectionDocument>(replies.First?.Inlined);
        Assert.Equal("https://m.example/users/ann/statuses/11/replies?only_other_accounts=true&page=true", first.Next?.Id);
        Assert.False(note.IsVote);
    }

    [Fact]
    public void A_Mastodon_poll_is_read_with_its_counts()
    {
        Poll? poll = Fixture.Read<PostDocument>("mastodon-poll").Poll;
        Assert.Equal([new PollOption("Tea", 3), new PollOption("Coffee", 1)], poll!.Options);
        Assert.False(poll.Multiple);
        Assert.True(poll.Closed);
        Assert.Equal(4, poll.VotersCount);
    }

    [Fact]
    public void A_GoToSocial_note_says_who_may_do_what()
    {
        PostDocument note = Fixture.Read<PostDocument>("gotosocial-note");
        Assert.Equal(Visibility.Public, note.Addressing.Visibility(null));
        ForeignPolicyPart reply = note.Policy!.CanReply!;
        Assert.Equal(PolicyAnswer.OnRequest, reply.For("https://w.example/users/bob", _ => false));
        Assert.Equal(
            PolicyAnswer.Allowed,
            reply.For("https://w.example/users/bob", collection => collection == "https://g.example/users/eve/followers")
        );
        Assert.Equal(PolicyAnswer.Allowed, note.Policy.CanLike!.For("https://w.example/users/bob", _ => false));
        Assert.Null(note.Policy.CanQuote);
    }

    [Fact]
    public void Old_words_of_a_policy_are_read_and_new_ones_outweigh_them()
    {
        PostDocument note = Fixture.Said<PostDocument>(
            """
            {"id":"https://g.example/1","type":"Note","attributedTo":"https://g.example/e","interactionPolicy":{
              "canLike":{"always":["as:Public"],"approvalRequired":[]},
              "canReply":{"always":["as:Public"],"automaticApproval":["https://g.example/e"],"manualApproval":"https://g.example/x"}}}
            """
        );
        Assert.Equal([ActivityStreams.Public], note.Policy!.CanLike!.Automatic);
        Assert.Equal(["https://g.example/e"], note.Policy.CanReply!.Automatic);
        Assert.Equal(["https://g.example/x"], note.Policy.CanReply.Manual);
        Assert.Equal(PolicyAnswer.Forbidden, note.Policy.CanReply.For("https://g.example/z", _ => false));
    }

    [Fact]
    public void A_Misskey_quote_is_an_older_one_and_its_visibility_is_home()
    {
        PostDocument note = Fixture.Read<PostDocument>("misskey-quote");
        Assert.Equal(new QuoteClaim("https://w.example/p/7", QuoteField.Older, null), note.Quote);
        Assert.Equal(Visibility.Unlisted, note.Addressing.Visibility("https://k.example/users/7x/followers"));
        Assert.Null(note.Summary);
        Assert.False(note.Sensitive);
    }

    [Fact]
    public void A_Pleroma_note_for_followers_is_not_public()
    {
        PostDocument note = Fixture.Read<PostDocument>("pleroma-note");
        Assert.Equal(Visibility.Followers, note.Addressing.Visibility("https://p.example/users/z/followers"));
        Assert.Equal(Visibility.Mentioned, note.Addressing.Visibility(null));
        Assert.False(note.Sensitive);
        Assert.Equal("https://p.example/media/a.png", Assert.Single(note.Media).Url);
        Assert.Equal("image/png", note.Media[0].MediaType);
        Assert.Equal("x", Assert.Single(note.Hashtags).Name);
    }

    [Fact]
    public void A_Lemmy_comment_keeps_its_community()
    {
        PostDocument comment = Fixture.Read<PostDocument>("lemmy-comment");
        Assert.Equal(["https://l.example/c/tea"], comment.Addressing.Audience);
        Assert.Equal("https://o.example/post/3", comment.InReplyTo);
        Assert.Equal("en", comment.Language);
        Assert.Equal(123456, comment.Published?.TimeOfDay.Microseconds + 1000 * comment.Published?.TimeOfDay.Milliseconds);
    }

    [Fact]
    public void A_PeerTube_video_is_a_persons_and_leads_to_its_page()
    {
        PostDocument video = Fixture.Read<PostDocument>("peertube-video");
        Assert.Equal(PostKind.Video, video.Kind);
        Assert.Equal("https://t.example/accounts/kim", video.AttributedTo);
        Assert.Equal("https://t.example/w/aa", video.Url);
        Assert.Equal(2, video.Links.Count);
        Assert.Equal(("Tea", "How to", "text/markdown"), (video.Name, video.Content?.Untrusted, video.Content?.MediaType));
        Assert.Equal(TimeSpan.FromSeconds(65), video.Duration);
        Assert.Equal("https://t.example/t.jpg", video.Picture?.Url);
        Assert.Equal("https://t.example/videos/watch/aa-bb/comments", video.Replies?.Id);
        Assert.False(video.RepliesClosed);
    }

    [Fact]
    public void A_Pixelfed_photo_is_read()
    {
        PostDocument photo = Fixture.Read<PostDocument>("pixelfed-photo");
        MediaAttachment media = Assert.Single(photo.Media);
        Assert.Equal(("Image", (string?)null), (media.Kind, media.Description));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), photo.Published);
    }

    [Fact]
    public void A_WordPress_article_has_a_title_a_summary_and_a_picture_and_is_not_veiled()
    {
        PostDocument article = Fixture.Read<PostDocument>("wordpress-article");
        Assert.Equal((PostKind.Article, "On tea", "<p>Short</p>"), (article.Kind, article.Name, article.Summary));
        Assert.False(article.Sensitive);
        Assert.Equal("https://blog.example/a.jpg?w=1&h=2", article.Picture?.Url);
        Assert.Equal([ActivityStreams.Public], article.Policy?.CanQuote?.Automatic);
    }

    [Fact]
    public void A_Threads_post_is_public_and_its_page_is_on_another_host()
    {
        PostDocument post = Fixture.Read<PostDocument>("threads-post");
        Assert.Equal(Visibility.Public, post.Addressing.Visibility(null));
        Assert.Equal("https://www.threads.net/@kim/post/Cx", post.Url);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero), post.Published);
    }

    [Fact]
    public void A_Threads_quote_is_read_from_its_field_and_from_its_tag()
    {
        PostDocument post = Fixture.Read<PostDocument>("threads-quote");
        Assert.Equal(new QuoteClaim("https://threads.net/ap/users/179/post/170/", QuoteField.Older, null), post.Quote);
        Assert.Equal([ObjectLinkTag.Quote], Assert.Single(post.ObjectLinks).Relations);
    }

    [Fact]
    public void A_deleted_quote_is_a_tombstone() =>
        Assert.Equal(
            new QuoteClaim(null, QuoteField.Quote, null),
            Fixture
                .Said<PostDocument>(
                    """{"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example/u","quote":{"type":"Tombstone"}}"""
                )
                .Quote
        );

    [Fact]
    public void GoToSocial_sends_several_votes_at_once_and_they_are_no_posts()
    {
        ActivityDocument create = Fixture.Read<ActivityDocument>("gotosocial-vote");
        Assert.Equal(2, create.Objects.Count);
        Assert.All(create.Objects, vote => Assert.True(Assert.IsType<PostDocument>(vote.Inlined).IsVote));
    }

    [Theory]
    [InlineData("\"\\u200b\"", "null", true)]
    [InlineData("\"w\"", "null", true)]
    [InlineData("\"w\"", "false", false)]
    [InlineData("\"\"", "null", false)]
    public void A_warning_veils_unless_the_author_says_otherwise(string summary, string sensitive, bool veiled)
    {
        PostDocument note = Fixture.Said<PostDocument>(
            $$"""{"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example/u","summary":{{summary}},"sensitive":{{sensitive}}}"""
        );
        Assert.Equal(veiled, note.Sensitive);
        Assert.NotEqual("\u200b", note.Summary);
    }

    [Theory]
    [InlineData("""{"en":"<p>a</p>"}""", "<p>a</p>", "en")]
    [InlineData("""{"en":"x","de":"<p>a</p>"}""", "<p>a</p>", "de")]
    [InlineData("""{"und":"<p>a</p>"}""", "<p>a</p>", null)]
    [InlineData("""{}""", "<p>a</p>", null)]
    public void The_map_of_languages_tells_the_language(string map, string content, string? language)
    {
        PostDocument note = Fixture.Said<PostDocument>(
            $$"""{"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example/u","content":"<p>a</p>","contentMap":{{map}}}"""
        );
        Assert.Equal((content, language), (note.Content?.Untrusted, note.Language));
    }

    [Fact]
    public void What_is_said_in_the_future_was_said_now() =>
        Assert.Equal(
            Fixture.Now,
            Fixture
                .Said<PostDocument>(
                    """{"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example/u","published":"2222-01-01T00:00:00Z"}"""
                )
                .Published
        );

    [Fact]
    public void A_post_of_another_origin_than_its_author_is_refused()
    {
        Fixture.Refuses(DocumentFault.ForeignOwner, """{"id":"https://a.example/1","type":"Note","attributedTo":"https://b.example/u"}""");
        Fixture.Refuses(
            DocumentFault.ForeignOwner,
            """{"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example:8443/u"}"""
        );
        Fixture.Refuses(DocumentFault.NoOwner, """{"id":"https://a.example/1","type":"Note"}""");
        Fixture.Refuses(DocumentFault.NoId, """{"id":"data:text/html,x","type":"Note","attributedTo":"https://b.example/u"}""");
    }

    [Fact]
    public void Too_many_tags_recipients_and_attachments_are_cut_with_a_note()
    {
        string many(string one) => string.Join(',', Enumerable.Repeat(one, 1500));
        string json = $$"""
            {"id":"https://a.example/1","type":"Note","attributedTo":"https://a.example/u","to":[{{many("\"https://a.example/u\"")}}],
             "tag":[{{many("""{"type":"Hashtag","name":"#x"}""")}}],
             "attachment":[{{many("""{"type":"Image","url":"https://a.example/i"}""")}}]}
            """;
        DocumentReading reading = Fixture.Said(json);
        PostDocument note = Assert.IsType<PostDocument>(reading.Document);
        Assert.Equal((1000, 1000, 1000), (note.Addressing.To.Count, note.Hashtags.Count, note.Media.Count));
        Assert.Equal(["attachment", "tag", "to"], reading.Dropped.Select(d => d.Field).Order().Distinct());
    }

    [Fact]
    public void Spelled_out_names_mean_the_same_as_plain_ones()
    {
        PostDocument note = Fixture.Said<PostDocument>(
            """
            {"@id":"https://a.example/1","@type":["https://www.w3.org/ns/activitystreams#Note"],"as:attributedTo":{"@id":"https://a.example/u"},
             "https://www.w3.org/ns/activitystreams#to":{"@list":["as:Public"]},"as:content":{"@value":"hi"},"toot:votersCount":3}
            """
        );
        Assert.Equal(("hi", "https://a.example/u"), (note.Content?.Untrusted, note.AttributedTo));
        Assert.Equal([ActivityStreams.Public], note.Addressing.To);
    }
}
