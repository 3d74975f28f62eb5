using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class MentionTests
{
    [Theory, EachDatabase]
    public async Task Each_mentioned_account_is_told_once(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));

        Post post = await stage.SayAsync(ana, "@bo @cy @bo @ana @nobody hello");

        Assert.Equal([(NotificationKind.Mention, ana, (long?)post.Id)], await stage.ToldAsync(bo));
        Assert.Equal([(NotificationKind.Mention, ana, (long?)post.Id)], await stage.ToldAsync(cy));
        Assert.Empty(await stage.ToldAsync(ana));
        Assert.Equal(new[] { ana, bo, cy }.Order(), Assert.Single(stage.Heard.OfType<PostPublished>()).MentionedIds.Order());
        Assert.Equal(2, stage.Heard.OfType<NotificationAdded>().Count());
    }

    [Theory, EachDatabase]
    public async Task Whom_the_author_blocks_is_not_mentioned_and_who_blocks_the_author_is_not_told(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        await stage.BlockAsync(ana, bo);
        await stage.BlockAsync(cy, ana);

        Post post = await stage.SayAsync(ana, "@bo @cy hello");

        Assert.Equal([cy], (await stage.RowAsync(post.Id))!.Mentions.Select(m => m.AccountId));
        Assert.Empty(await stage.ToldAsync(bo));
        Assert.Empty(await stage.ToldAsync(cy));
    }

    [Theory, EachDatabase]
    public async Task Who_asked_to_hear_of_somebody_hears_of_posts_but_not_of_replies_to_others(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        await stage.FollowAsync(bo, ana, notify: true);
        await stage.FollowAsync(cy, ana);
        Post other = await stage.SayAsync(cy, "Hello");

        Post post = await stage.SayAsync(ana, "One");
        Post thread = await stage.SayAsync(ana, "Two", Visibility.Followers, inReplyToId: post.Id);
        await stage.SayAsync(ana, "Three", inReplyToId: other.Id);
        await stage.SayAsync(ana, "Four @cy", Visibility.Mentioned);
        Post named = await stage.SayAsync(ana, "Five @bo");

        Assert.Equal(
            [
                (NotificationKind.Post, ana, (long?)post.Id),
                (NotificationKind.Post, ana, (long?)thread.Id),
                (NotificationKind.Mention, ana, (long?)named.Id),
            ],
            await stage.ToldAsync(bo)
        );
        Assert.DoesNotContain(NotificationKind.Post, (await stage.ToldAsync(cy)).Select(n => n.Kind));
    }

    [Theory, EachDatabase]
    public async Task A_post_mentions_50_accounts_and_has_30_tags_at_most(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        for (int n = 0; n < 55; n++)
        {
            await stage.JoinAsync($"p{n:00}");
        }

        Post crowd = await stage.SayAsync(ana, string.Join(' ', Enumerable.Range(0, 55).Select(n => $"@p{n:00}")));
        Post tagged = await stage.SayAsync(ana, string.Join(' ', Enumerable.Range(0, 35).Select(n => $"#t{n:00}")));

        Assert.Equal(50, (await stage.RowAsync(crowd.Id))!.Mentions.Count);
        Assert.Equal(30, (await stage.RowAsync(tagged.Id))!.Tags.Count);
    }
}
