using System.Text;
using System.Text.Json;
using Weft.Core.Posts;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Documents.Collections;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Html;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures.Proofs;

namespace Weft.Federation.Tests.Presenting;

/// <summary>Posts of this server, read as others read them.</summary>
public sealed class NoteJsonTests
{
    private static readonly NoteJson Notes = new(Ours.Addresses);
    private static readonly Acts Acts = new(Ours.Addresses);

    [Fact]
    public void A_post_is_read_back_as_it_was_said()
    {
        PresentedNote said = new(Ours.Post("Hi @ann@m.example #tea <3", warning: "food"))
        {
            Mentions = [Ours.Ann],
            InReplyTo = "https://m.example/users/ann/statuses/11",
            Context = Ours.Addresses.Context(42),
            Quote = new PresentedQuote("https://g.example/users/eve/statuses/1", "https://g.example/@eve/1", "https://g.example/s/1"),
            Media =
            [
                new MediaAttachment(
                    "https://w.example/m/1.png",
                    "image/png",
                    "Document",
                    "A bowl",
                    "UBL_:rOpGG-o",
                    new FocalPoint(0, -0.25),
                    8,
                    6,
                    null,
                    null
                ),
                new MediaAttachment(
                    "https://w.example/m/2.mp4",
                    "video/mp4",
                    "Document",
                    null,
                    "UBL_:rOpGG-o",
                    new FocalPoint(0, 0),
                    320,
                    180,
                    TimeSpan.FromMilliseconds(65_040),
                    "https://w.example/m/2.jpg"
                ),
            ],
        };
        PostDocument read = Ours.Read<PostDocument>(Notes.Write(said));
        Assert.Equal("https://w.example/users/bob/statuses/42", read.Id);
        Assert.Equal("https://w.example/users/bob", read.AttributedTo);
        Assert.Equal("https://w.example/@bob/42", read.Url);
        Assert.Equal(said.InReplyTo, read.InReplyTo);
        Assert.Equal("https://w.example/contexts/42", read.Context);
        Assert.Equal((Ours.Then, "en", "food", true), (read.Published, read.Language, read.Summary, read.Sensitive));
        Assert.Equal(Visibility.Public, read.Addressing.Visibility("https://w.example/users/bob/followers"));
        Assert.Equal(["https://w.example/users/bob/followers", Ours.Ann.Id], read.Addressing.Cc);
        Assert.Equal(new MentionTag(Ours.Ann.Id, "@ann@m.example"), Assert.Single(read.Mentions));
        Assert.Equal("tea", Assert.Single(read.Hashtags).Name);
        Assert.Equal(new QuoteClaim(said.Quote.Id, QuoteField.Quote, "https://g.example/s/1"), read.Quote);
        Assert.Equal([ObjectLinkTag.Quote], Assert.Single(read.ObjectLinks).Relations);
        Assert.Equal(said.Media, read.Media);
        Assert.Equal(3, Assert.IsType<CollectionDocument>(read.Likes?.Inlined).TotalItems);
        Assert.Equal(
            "https://w.example/users/bob/statuses/42/replies?page=true",
            Assert.IsType<CollectionDocument>(read.Replies?.Inlined).First?.Id
        );
        string text = ForeignPostHtml.Text(read, withoutQuote: true);
        Assert.StartsWith(
            "<p>Hi <span class=\"h-card\"><a href=\"https://m.example/@ann\" class=\"u-url mention\"",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains("&lt;3", text, StringComparison.Ordinal);
        Assert.DoesNotContain("RE:", text, StringComparison.Ordinal);
        Assert.StartsWith("<p class=\"quote-inline\">RE: ", read.Content!.Value.Untrusted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Visibility.Public)]
    [InlineData(Visibility.Unlisted)]
    [InlineData(Visibility.Followers)]
    [InlineData(Visibility.Mentioned)]
    public void Visibility_survives_and_only_open_posts_may_be_quoted_by_others(Visibility visibility)
    {
        PostDocument read = Ours.Read<PostDocument>(Notes.Write(new PresentedNote(Ours.Post("x", visibility)) { Mentions = [Ours.Ann] }));
        Assert.Equal(visibility, read.Addressing.Visibility("https://w.example/users/bob/followers"));
        Assert.Contains(Ours.Ann.Id, read.Addressing.All);
        bool open = visibility is Visibility.Public or Visibility.Unlisted;
        Assert.Equal([open ? ActivityStreams.Public : "https://w.example/users/bob"], read.Policy!.CanQuote!.Automatic);
    }

    [Theory]
    [InlineData(InteractionPolicy.Everyone, "https://www.w3.org/ns/activitystreams#Public")]
    [InlineData(InteractionPolicy.Followers, "https://w.example/users/bob", "https://w.example/users/bob/followers")]
    [InlineData(InteractionPolicy.Followed, "https://w.example/users/bob", "https://w.example/users/bob/following")]
    [InlineData(InteractionPolicy.Mentioned, "https://w.example/users/bob", "https://m.example/users/ann")]
    [InlineData(InteractionPolicy.Nobody, "https://w.example/users/bob")]
    public void Every_post_says_who_may_quote_and_who_may_reply(InteractionPolicy policy, params string[] allowed)
    {
        PresentedNote note = new(Ours.Post("x", quote: policy, reply: policy)) { Mentions = [Ours.Ann] };
        PostDocument read = Ours.Read<PostDocument>(Notes.Write(note));
        Assert.Equal(allowed, read.Policy!.CanQuote!.Automatic);
        Assert.Equal(allowed, read.Policy.CanReply!.Automatic);
    }

    [Fact]
    public void A_poll_is_a_question()
    {
        Poll poll = new([new PollOption("Tea", 3), new PollOption("Coffee", 1)], Multiple: true, Ours.Then.AddDays(9), Closed: false, 4);
        PostDocument read = Ours.Read<PostDocument>(Notes.Write(new PresentedNote(Ours.Post("Which?")) { Poll = poll }));
        Assert.Equal(PostKind.Question, read.Kind);
        Assert.Equal(poll.Options, read.Poll!.Options);
        Assert.Equal((true, poll.EndsAt, false, 4), (read.Poll.Multiple, read.Poll.EndsAt, read.Poll.Closed, read.Poll.VotersCount));
    }

    [Fact]
    public void Recipients_tags_and_attachments_are_arrays_and_the_public_is_spelled_out()
    {
        JsonElement json = Ours.Json(Notes.Write(new PresentedNote(Ours.Post("x"))));
        foreach (string name in new[] { "to", "cc", "tag", "attachment" })
        {
            Assert.Equal(JsonValueKind.Array, json.GetProperty(name).ValueKind);
        }

        Assert.Equal("https://www.w3.org/ns/activitystreams#Public", json.GetProperty("to")[0].GetString());
        Assert.Equal("https://www.w3.org/ns/activitystreams", json.GetProperty("@context")[0].GetString());
        Assert.Equal("2026-11-23T10:00:00Z", json.GetProperty("published").GetString());
        Assert.Equal(json.GetProperty("content").GetString(), json.GetProperty("contentMap").GetProperty("en").GetString());
    }

    [Fact]
    public void A_long_post_full_of_signs_stays_far_below_what_Misskey_takes() =>
        Assert.InRange(
            Acts.Create(new PresentedNote(Ours.Post(string.Concat(Enumerable.Repeat("<😀&\"", 125))))).ToBytes().Length,
            1,
            20_000
        );

    [Fact]
    public void A_create_inlines_the_post_and_names_the_same_people()
    {
        ActivityDocument create = Ours.Read<ActivityDocument>(
            Acts.Create(new PresentedNote(Ours.Post("x")) { Mentions = [Ours.Ann] }).ToBytes()
        );
        Assert.Equal(("https://w.example/users/bob/statuses/42/activity", ActivityKind.Create), (create.Id, create.Kind));
        PostDocument post = Assert.IsType<PostDocument>(create.Object?.Inlined);
        Assert.True(Embedding.Believes(create.Actor, post));
        Assert.Equal(post.Addressing.All, create.Addressing.All);
        Assert.Equal(Ours.Then, create.Published);
    }

    [Fact]
    public void A_document_for_a_proof_has_the_proofs_context_second_and_can_be_written_canonically()
    {
        byte[] bytes = Acts.Create(new PresentedNote(Ours.Post("x"))).ToBytes(forProof: true);
        Assert.Equal("https://w3id.org/security/data-integrity/v1", Ours.Json(bytes).GetProperty("@context")[1].GetString());
        Assert.True(CanonicalJson.TryWrite(Ours.Json(bytes), out _));
        byte[] like = Acts.Like("bob", 5, "https://m.example/1", Ours.Ann.Id).ToBytes(forProof: true);
        Assert.StartsWith(
            "{\"@context\":[\"https://www.w3.org/ns/activitystreams\",\"https://w3id.org/security/data-integrity/v1\"],\"id\"",
            Encoding.UTF8.GetString(like),
            StringComparison.Ordinal
        );
    }
}
