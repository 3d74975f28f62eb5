using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Notifications;

public sealed class NotifierTests
{
    [Theory]
    [EachDatabase]
    public async Task Everybody_has_numbers_of_their_own_from_one(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat");

        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[2]);
        await inbox.TellAsync(NotificationKind.Mention, ids[1], ids[2]);

        Assert.Equal([2, 1], (await inbox.ReadAsync(ids[0])).Select(n => n.Number));
        Assert.Equal([1], (await inbox.ReadAsync(ids[1])).Select(n => n.Number));
    }

    [Theory]
    [EachDatabase]
    public async Task Many_at_once_get_different_numbers(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob");

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1])));

        Assert.Equal(12, (await inbox.ReadAsync(ids[0])).Select(n => n.Number).Distinct().Count());
    }

    [Theory]
    [EachDatabase]
    public async Task Nobody_is_told_of_what_they_did_themselves_or_do_not_want_to_know(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "blocked", "blocker", "muted", "half_muted", "in_thread");
        long ann = ids[0];
        await inbox.People.BlockAsync(ann, ids[1]);
        await inbox.People.BlockAsync(ids[2], ann);
        await inbox.People.MuteAsync(ann, ids[3]);
        await inbox.People.MuteAsync(ann, ids[4], notifications: false);
        await inbox.People.Store.AddAsync(new ConversationMute { AccountId = ann, ConversationId = 77 });

        foreach (long actor in ids[..5])
        {
            await inbox.TellAsync(NotificationKind.Follow, ann, actor);
        }

        await inbox.TellAsync(NotificationKind.Mention, ann, ids[5], postId: 5, conversationId: 77);

        Assert.Equal(["half_muted"], (await inbox.ReadAsync(ann)).Select(n => n.Actor.Username));
        NotificationAdded told = Assert.Single(inbox.People.Told.OfType<NotificationAdded>());
        Assert.Equal(new NotificationAdded(ann, 1, NotificationKind.Follow), told);
    }

    [Theory]
    [EachDatabase]
    public async Task A_mute_that_has_ended_hides_nothing(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob");
        await inbox.People.MuteAsync(ids[0], ids[1], duration: TimeSpan.FromMinutes(1));
        inbox.People.Store.Clock.Advance(TimeSpan.FromMinutes(2));

        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[1]);

        Assert.Single(await inbox.ReadAsync(ids[0]));
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_undone_is_no_longer_told(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob");
        long post = await inbox.PostAsync(ids[0]);
        long other = await inbox.PostAsync(ids[0]);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], post);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], other);

        await inbox.People.Store.WriteAsync<int>(async work =>
        {
            await Notifier.RemoveAsync(work, NotificationKind.Like, ids[0], ids[1], post, Cancellation);
            return 0;
        });

        Assert.Equal(other, Assert.Single(await inbox.ReadAsync(ids[0])).PostId);
    }

    [Theory]
    [EachDatabase]
    public async Task Likes_of_a_post_are_one_group_for_twelve_hours(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat", "dan", "eve");
        long post = await inbox.PostAsync(ids[0]);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], post);
        inbox.People.Store.Clock.Advance(TimeSpan.FromHours(7));
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[2], post);
        inbox.People.Store.Clock.Advance(TimeSpan.FromHours(4));
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[3], post);
        inbox.People.Store.Clock.Advance(TimeSpan.FromHours(1));
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[4], post);
        await inbox.TellAsync(NotificationKind.Repost, ids[0], ids[4], post);

        string[] keys = [.. (await inbox.ReadAsync(ids[0])).Select(n => n.GroupKey)];

        Assert.Equal(keys[2], keys[3]);
        Assert.Equal(keys[3], keys[4]);
        Assert.NotEqual(keys[1], keys[2]);
        Assert.NotEqual(keys[0], keys[1]);
        Assert.All(keys, key => Assert.Matches("^[a-z0-9-]+$", key));
    }

    [Theory]
    [EachDatabase]
    public async Task A_mention_stands_alone(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob");

        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);

        Assert.Equal("ungrouped-1", Assert.Single(await inbox.ReadAsync(ids[0])).GroupKey);
    }
}
