using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class QuoteTests
{
    [Theory, EachDatabase]
    public async Task A_quote_is_counted_and_told(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post first = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(ana, first.Id);

        Post quote = await stage.SayAsync(bo, "Look", quoteOfId: repost.Id);

        Assert.Equal((first.Id, ana), (quote.QuoteOfId, quote.QuoteOfAccountId));
        Assert.Equal(1, await stage.CountAsync(first.Id, CountKind.Quotes));
        Assert.Equal([(NotificationKind.Quote, bo, (long?)quote.Id)], await stage.ToldAsync(ana));
    }

    [Theory, EachDatabase]
    public async Task The_author_chooses_who_may_quote(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        await stage.FollowAsync(bo, ana);
        Post post = await stage.SayAsync(new PublishPost(ana, "Hello", QuotePolicy: InteractionPolicy.Followers));

        await stage.SayAsync(bo, "Look", quoteOfId: post.Id);
        Assert.IsType<Refusal.NotAllowed>((await stage.TryAsync(new PublishPost(cy, "Look", QuoteOfId: post.Id))).Refusal);

        SetInteractionPolicyHandler policy = stage.Get<SetInteractionPolicyHandler>();
        PostStage.Done(await policy.RunAsync(new SetInteractionPolicy(ana, post.Id, null, InteractionPolicy.Everyone), PostStage.Token));
        await stage.SayAsync(cy, "Look", quoteOfId: post.Id);
        Assert.Contains(new PostEdited(post.Id, ana), stage.Heard);
        Assert.IsType<Refusal.NotFound>(
            (await policy.RunAsync(new SetInteractionPolicy(bo, post.Id, null, InteractionPolicy.Nobody), PostStage.Token)).Refusal
        );
    }

    [Theory, EachDatabase]
    public async Task A_post_to_followers_is_quoted_by_its_author_alone_and_to_followers(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        await stage.FollowAsync(bo, ana);
        Post post = await stage.SayAsync(
            new PublishPost(ana, "Hello", Visibility: Visibility.Followers, QuotePolicy: InteractionPolicy.Everyone)
        );
        PostStage.Done(
            await stage
                .Get<SetInteractionPolicyHandler>()
                .RunAsync(new SetInteractionPolicy(ana, post.Id, null, InteractionPolicy.Everyone), PostStage.Token)
        );

        Post own = await stage.SayAsync(ana, "As I said", Visibility.Public, quoteOfId: post.Id);

        Assert.Equal(Visibility.Followers, own.Visibility);
        Assert.Equal(InteractionPolicy.Nobody, own.QuotePolicy);
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Quotes));
        Assert.IsType<Refusal.NotAllowed>((await stage.TryAsync(new PublishPost(bo, "Look", QuoteOfId: post.Id))).Refusal);
    }

    [Theory, EachDatabase]
    public async Task A_private_mention_is_not_quoted_even_by_its_author(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.SayAsync(ana, "Note to myself", Visibility.Mentioned);

        Assert.IsType<Refusal.NotAllowed>((await stage.TryAsync(new PublishPost(ana, "Look", QuoteOfId: post.Id))).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Who_is_quoted_in_a_private_mention_is_mentioned_in_it(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        await stage.JoinAsync("cy");
        Post post = await stage.SayAsync(ana, "Hello");

        Outcome<Post> behind = await stage.TryAsync(new PublishPost(bo, "@cy look", Visibility: Visibility.Mentioned, QuoteOfId: post.Id));
        Outcome<Post> open = await stage.TryAsync(
            new PublishPost(bo, "@ana @cy look", Visibility: Visibility.Mentioned, QuoteOfId: post.Id)
        );

        PublishPostTests.AssertInvalid(behind, "quote", "not_mentioned");
        Assert.True(open.Succeeded);
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Quotes));
    }

    [Theory, EachDatabase]
    public async Task The_quoted_author_withdraws_a_quote_once_and_for_all(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post quote = await stage.SayAsync(bo, "Look", quoteOfId: post.Id);
        RevokeQuoteHandler revoke = stage.Get<RevokeQuoteHandler>();

        Assert.IsType<Refusal.NotFound>((await revoke.RunAsync(new RevokeQuote(bo, post.Id, quote.Id), PostStage.Token)).Refusal);
        Assert.Equal(quote.Id, PostStage.Done(await revoke.RunAsync(new RevokeQuote(ana, post.Id, quote.Id), PostStage.Token)));
        Assert.Equal(quote.Id, PostStage.Done(await revoke.RunAsync(new RevokeQuote(ana, post.Id, quote.Id), PostStage.Token)));

        Assert.NotNull((await stage.RowAsync(quote.Id))!.QuoteRevokedAt);
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Quotes));
        Assert.Empty(await stage.ToldAsync(ana));
        Assert.Single(stage.Heard, new PostEdited(quote.Id, bo));

        PostStage.Done(await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(bo, quote.Id), PostStage.Token));
        Assert.Equal(0, await stage.CountAsync(post.Id, CountKind.Quotes));
    }
}
