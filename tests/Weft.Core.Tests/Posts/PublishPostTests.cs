using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class PublishPostTests
{
    [Theory, EachDatabase]
    public async Task A_post_is_there_when_the_answer_comes(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");

        Post post = await stage.SayAsync(new PublishPost(ana, "Hello #World", Language: "en", AppId: 7));

        Post row = (await stage.RowAsync(post.Id))!;
        Assert.Equal("Hello #World", row.Text);
        Assert.Equal("en", row.Language);
        Assert.Equal(7, row.AppId);
        Assert.Equal(post.Id, row.ConversationId);
        Assert.Equal("world", Assert.Single(row.Tags).Name);
        Account author = await stage.AccountAsync(ana);
        Assert.Equal(1, author.PostsCount);
        Assert.Equal(row.CreatedAt, author.LastPostAt);
        PostPublished told = Assert.Single(stage.Heard.OfType<PostPublished>());
        Assert.Equal((post.Id, ana, Visibility.Public), (told.PostId, told.AuthorId, told.Visibility));
    }

    [Theory, EachDatabase]
    public async Task What_is_not_said_comes_from_the_authors_account(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync(
            "ana",
            a =>
                (a.DefaultVisibility, a.DefaultSensitive, a.DefaultLanguage, a.DefaultQuotePolicy) = (
                    Visibility.Unlisted,
                    true,
                    "de",
                    InteractionPolicy.Followers
                )
        );

        Post post = await stage.SayAsync(new PublishPost(ana, "Hallo", Language: "klingon"));

        Assert.Equal(
            (Visibility.Unlisted, true, "de", InteractionPolicy.Followers),
            (post.Visibility, post.Sensitive, post.Language, post.QuotePolicy)
        );
    }

    [Theory]
    [InlineData("EN", "en")]
    [InlineData("pt-BR", "pt")]
    [InlineData("zh_tw", "zh-TW")]
    [InlineData("nds", "nds")]
    [InlineData("", null)]
    [InlineData("xx", null)]
    [InlineData("english", null)]
    [InlineData(null, null)]
    public void A_language_is_known_by_its_code(string? stated, string? understood) => Assert.Equal(understood, PostLanguage.Read(stated));

    [Fact]
    public async Task A_post_with_nothing_in_it_is_refused()
    {
        await using PostStage stage = await PostStage.OpenAsync(DatabaseKind.Sqlite);
        long ana = await stage.JoinAsync("ana");

        AssertInvalid(await stage.TryAsync(new PublishPost(ana, " \n\t ")), "text", "blank");
        AssertInvalid(await stage.TryAsync(new PublishPost(ana, null)), "text", "blank");
    }

    [Fact]
    public async Task Text_and_warning_together_have_500_characters_at_most()
    {
        await using PostStage stage = await PostStage.OpenAsync(DatabaseKind.Sqlite);
        long ana = await stage.JoinAsync("ana");

        await stage.SayAsync(new PublishPost(ana, new string('a', 490), new string('b', 10)));
        Refusal.Invalid refusal = AssertInvalid(
            await stage.TryAsync(new PublishPost(ana, new string('a', 490), new string('b', 11))),
            "text",
            "too_long"
        );

        Assert.Contains("500", refusal.Faults[0].Reason, StringComparison.Ordinal);
        Assert.Equal(1, (await stage.AccountAsync(ana)).PostsCount);
    }

    [Fact]
    public async Task A_warning_without_a_text_is_the_text()
    {
        await using PostStage stage = await PostStage.OpenAsync(DatabaseKind.Sqlite);

        Post post = await stage.SayAsync(new PublishPost(await stage.JoinAsync("ana"), "", "Only this"));

        Assert.Equal(("Only this", "", false), (post.Text, post.ContentWarning, post.Sensitive));
    }

    [Fact]
    public async Task What_stands_behind_a_warning_is_veiled()
    {
        await using PostStage stage = await PostStage.OpenAsync(DatabaseKind.Sqlite);

        Post post = await stage.SayAsync(new PublishPost(await stage.JoinAsync("ana"), "Text", "Spoiler", Sensitive: false));

        Assert.True(post.Sensitive);
    }

    [Theory, EachDatabase]
    public async Task A_private_mention_does_not_count_in_the_profile(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        await stage.JoinAsync("bo");

        await stage.SayAsync(ana, "@bo psst", Visibility.Mentioned);

        Account author = await stage.AccountAsync(ana);
        Assert.Equal(0, author.PostsCount);
        Assert.Null(author.LastPostAt);
    }

    [Theory, EachDatabase]
    public async Task Nobody_posts_from_an_account_that_is_gone(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);

        Assert.IsType<Refusal.NotFound>((await stage.TryAsync(new PublishPost(4_711, "Boo"))).Refusal);
    }

    internal static Refusal.Invalid AssertInvalid<T>(Outcome<T> outcome, string field, string code)
    {
        Refusal.Invalid refusal = Assert.IsType<Refusal.Invalid>(outcome.Refusal);
        Assert.Equal((field, code), (refusal.Faults[0].Field, refusal.Faults[0].Code));
        return refusal;
    }
}
