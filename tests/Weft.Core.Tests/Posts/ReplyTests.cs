using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class ReplyTests
{
    [Theory, EachDatabase]
    public async Task A_reply_joins_the_conversation_is_counted_and_tells_whom_it_answers(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post first = await stage.SayAsync(ana, "What do you think?");

        Post reply = await stage.SayAsync(bo, "Nothing", inReplyToId: first.Id);
        Post answer = await stage.SayAsync(ana, "@bo Good", inReplyToId: reply.Id);

        Assert.Equal((first.Id, ana, first.Id), (reply.InReplyToId, reply.InReplyToAccountId, reply.ConversationId));
        Assert.Equal(first.Id, answer.ConversationId);
        Assert.Equal(1, await stage.CountAsync(first.Id, CountKind.Replies));
        Assert.Equal([(NotificationKind.Mention, bo, (long?)reply.Id)], await stage.ToldAsync(ana));
        Assert.Equal([(NotificationKind.Mention, ana, (long?)answer.Id)], await stage.ToldAsync(bo));
        Assert.Contains(stage.Heard, e => e is PostCountsChanged changed && changed.PostIds.Contains(first.Id));
    }

    [Theory, EachDatabase]
    public async Task Who_answers_a_repost_answers_its_original(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post first = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(bo, first.Id);

        Post reply = await stage.SayAsync(bo, "Hello too", inReplyToId: repost.Id);

        Assert.Equal((first.Id, ana), (reply.InReplyToId, reply.InReplyToAccountId));
    }

    [Theory, EachDatabase]
    public async Task Nobody_answers_what_they_may_not_see(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        Post hidden = await stage.SayAsync(ana, "For followers", Visibility.Followers);
        Post open = await stage.SayAsync(ana, "For everyone");
        await stage.BlockAsync(ana, cy);

        Assert.IsType<Refusal.NotFound>((await stage.TryAsync(new PublishPost(bo, "?", InReplyToId: hidden.Id))).Refusal);
        Assert.IsType<Refusal.NotFound>((await stage.TryAsync(new PublishPost(cy, "?", InReplyToId: open.Id))).Refusal);
        Assert.IsType<Refusal.NotFound>((await stage.TryAsync(new PublishPost(bo, "?", InReplyToId: 1))).Refusal);
    }

    [Theory, EachDatabase]
    public async Task The_author_chooses_who_may_reply(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long stranger = await stage.JoinAsync("stranger");
        long follower = await stage.JoinAsync("follower");
        long followed = await stage.JoinAsync("followed");
        long mentioned = await stage.JoinAsync("mentioned");
        await stage.FollowAsync(follower, ana);
        await stage.FollowAsync(ana, followed);

        async Task<List<long>> AllowedAsync(InteractionPolicy policy)
        {
            Post post = await stage.SayAsync(new PublishPost(ana, "Hi @mentioned", ReplyPolicy: policy));
            List<long> allowed = [];
            foreach (long person in new[] { ana, stranger, follower, followed, mentioned })
            {
                Outcome<Post> reply = await stage.TryAsync(new PublishPost(person, "Reply", InReplyToId: post.Id));
                Assert.True(reply.Refusal is null or Refusal.NotAllowed);
                if (reply.Succeeded)
                {
                    allowed.Add(person);
                }
            }

            return allowed;
        }

        Assert.Equal([ana, stranger, follower, followed, mentioned], await AllowedAsync(InteractionPolicy.Everyone));
        Assert.Equal([ana, follower], await AllowedAsync(InteractionPolicy.Followers));
        Assert.Equal([ana, followed], await AllowedAsync(InteractionPolicy.Followed));
        Assert.Equal([ana, mentioned], await AllowedAsync(InteractionPolicy.Mentioned));
        Assert.Equal([ana], await AllowedAsync(InteractionPolicy.Nobody));
    }

    [Theory, EachDatabase]
    public async Task A_reply_that_the_other_may_not_see_is_neither_told_nor_counted(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        Post first = await stage.SayAsync(ana, "Hello");
        Post other = await stage.SayAsync(cy, "Hello");
        await stage.FollowAsync(cy, bo);

        await stage.SayAsync(bo, "Only for my followers", Visibility.Followers, inReplyToId: first.Id);
        await stage.SayAsync(bo, "@cy only for you", Visibility.Mentioned, inReplyToId: first.Id);
        Post toFollower = await stage.SayAsync(bo, "For you too", Visibility.Followers, inReplyToId: other.Id);

        Assert.Empty(await stage.ToldAsync(ana));
        Assert.Contains((NotificationKind.Mention, bo, toFollower.Id), await stage.ToldAsync(cy));
        Assert.Equal(0, await stage.CountAsync(first.Id, CountKind.Replies));
    }

    [Theory, EachDatabase]
    public async Task Who_muted_the_conversation_hears_no_more_of_it(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post first = await stage.SayAsync(ana, "Hello");
        Post reply = await stage.SayAsync(bo, "@ana one", inReplyToId: first.Id);

        PostStage.Done(await stage.Get<MuteConversationHandler>().RunAsync(new MuteConversation(ana, reply.Id), PostStage.Token));
        await stage.SayAsync(bo, "@ana two", inReplyToId: reply.Id);
        PostStage.Done(await stage.Get<UnmuteConversationHandler>().RunAsync(new UnmuteConversation(ana, reply.Id), PostStage.Token));
        Post third = await stage.SayAsync(bo, "@ana three", inReplyToId: reply.Id);

        Assert.Equal([reply.Id, third.Id], (await stage.ToldAsync(ana)).Select(n => n.PostId!.Value));
        Assert.Equal(2, stage.Heard.OfType<ConversationMuteChanged>().Count());
    }
}
