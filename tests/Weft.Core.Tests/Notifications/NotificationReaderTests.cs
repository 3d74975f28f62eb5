using Microsoft.EntityFrameworkCore;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Notifications;

public sealed class NotificationReaderTests
{
    [Theory]
    [EachDatabase]
    public async Task Notifications_are_paged_by_number_in_both_directions(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob");
        for (int i = 0; i < 5; i++)
        {
            await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);
        }

        Assert.Equal([5, 4], await NumbersAsync(inbox, ids[0], PageRequest.Newest(2)));
        Assert.Equal([3, 2], await NumbersAsync(inbox, ids[0], new(4, null, null, 2)));
        Assert.Equal([3, 2], await NumbersAsync(inbox, ids[0], new(null, null, 1, 2)));
        Assert.Equal([5, 4], await NumbersAsync(inbox, ids[0], new(null, 1, null, 2)));
        Assert.Empty(await NumbersAsync(inbox, ids[1], PageRequest.Newest(2)));
    }

    [Theory]
    [EachDatabase]
    public async Task Kinds_and_actors_can_be_chosen(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat");
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);
        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[1]);
        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[2]);

        Assert.Equal([3, 2], Numbers(await inbox.ReadAsync(ids[0], new([NotificationKind.Follow]))));
        Assert.Equal([1], Numbers(await inbox.ReadAsync(ids[0], new(ExcludedKinds: [NotificationKind.Follow]))));
        Assert.Equal([2], Numbers(await inbox.ReadAsync(ids[0], new([NotificationKind.Follow], ActorId: ids[1]))));
        Assert.Empty(await inbox.ReadAsync(ids[0], new([])));
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_not_to_be_seen_any_more_is_left_out(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "shown", "muted", "in_muted_thread", "deleted_post", "for_followers", "gone");
        long ann = ids[0];
        long thread = await inbox.PostAsync(ids[3]);
        long deleted = await inbox.PostAsync(ids[4]);
        await inbox.TellAsync(NotificationKind.Follow, ann, ids[1]);
        await inbox.TellAsync(NotificationKind.Follow, ann, ids[2]);
        await inbox.TellAsync(NotificationKind.Mention, ann, ids[3], thread, thread);
        await inbox.TellAsync(NotificationKind.Mention, ann, ids[4], deleted, deleted);
        await inbox.TellAsync(NotificationKind.Mention, ann, ids[5], await inbox.PostAsync(ids[5], Visibility.Followers));
        await inbox.TellAsync(NotificationKind.Follow, ann, ids[6]);
        Assert.Equal(5, (await inbox.ReadAsync(ann)).Count);

        await inbox.People.MuteAsync(ann, ids[2]);
        await inbox.People.Store.AddAsync(new ConversationMute { AccountId = ann, ConversationId = thread });
        await inbox.People.Store.WriteAsync<int>(async work =>
            await work.Db.Posts.Where(p => p.Id == deleted).ExecuteDeleteAsync(Cancellation)
        );
        await inbox.People.DeleteAsync(ids[6]);

        Assert.Equal(["shown"], (await inbox.ReadAsync(ann)).Select(n => n.Actor.Username));
        Assert.Null(await inbox.Reader.FindAsync(ann, 2, Cancellation));
        Assert.NotNull(await inbox.Reader.FindAsync(ann, 1, Cancellation));
        Assert.Equal(1, await inbox.Reader.CountUnreadAsync(ann, NotificationFilter.All, 100, Cancellation));
    }

    [Theory]
    [EachDatabase]
    public async Task What_is_newer_than_the_marker_is_unread(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob");
        for (int i = 0; i < 5; i++)
        {
            await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);
        }

        await inbox.People.Get<SaveMarkerHandler>().RunAsync(new SaveMarker(ids[0], Marker.Notifications, 2), Cancellation);

        Assert.Equal(3, await inbox.Reader.CountUnreadAsync(ids[0], NotificationFilter.All, 100, Cancellation));
        Assert.Equal(2, await inbox.Reader.CountUnreadAsync(ids[0], NotificationFilter.All, 2, Cancellation));
        Assert.Equal(3, await inbox.Groups.CountUnreadAsync(ids[0], NotificationFilter.All, null, 100, Cancellation));
    }

    [Theory]
    [EachDatabase]
    public async Task Notifications_can_be_dismissed_and_cleared_and_their_numbers_stay_used(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat");
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);
        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[1]);
        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[2]);
        await inbox.TellAsync(NotificationKind.Mention, ids[1], ids[0]);
        DismissNotificationHandler dismiss = inbox.People.Get<DismissNotificationHandler>();
        string follows = (await inbox.ReadAsync(ids[0]))[0].GroupKey;

        Assert.True((await dismiss.RunAsync(new(ids[0], NotificationGroupKey.Alone(1)), Cancellation)).Value);
        Assert.False((await dismiss.RunAsync(new(ids[0], NotificationGroupKey.Alone(1)), Cancellation)).Value);
        Assert.False((await dismiss.RunAsync(new(ids[0], "no such \0 key"), Cancellation)).Value);
        Assert.Equal([3, 2], Numbers(await inbox.ReadAsync(ids[0])));
        Assert.True((await dismiss.RunAsync(new(ids[0], follows), Cancellation)).Value);
        Assert.Empty(await inbox.ReadAsync(ids[0]));

        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);
        await inbox.People.Get<ClearNotificationsHandler>().RunAsync(new ClearNotifications(ids[0]), Cancellation);
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]);

        Assert.Equal([5], Numbers(await inbox.ReadAsync(ids[0])));
        Assert.Single(await inbox.ReadAsync(ids[1]));
    }

    [Theory]
    [EachDatabase]
    public async Task Markers_count_their_versions(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long ann = await inbox.People.JoinAsync("ann");
        SaveMarkerHandler save = inbox.People.Get<SaveMarkerHandler>();
        await save.RunAsync(new SaveMarker(ann, Marker.Home, 7), Cancellation);
        inbox.People.Store.Clock.Advance(TimeSpan.FromMinutes(1));

        Outcome<MarkerModel> second = await save.RunAsync(new SaveMarker(ann, Marker.Home, 9), Cancellation);
        await save.RunAsync(new SaveMarker(ann, Marker.Notifications, 3), Cancellation);

        Assert.Equal(new MarkerModel(Marker.Home, 9, 2, inbox.People.Store.Clock.GetUtcNow()), second.Value);
        IReadOnlyList<MarkerModel> all = await inbox.People.Get<MarkerReader>().ReadAsync(ann, Cancellation);
        Assert.Equal([(Marker.Home, 9L), (Marker.Notifications, 3L)], all.Select(m => (m.Timeline, m.LastReadId)).Order());
        Assert.IsType<Refusal.Invalid>((await save.RunAsync(new SaveMarker(ann, "public", 3), Cancellation)).Refusal);
        Assert.IsType<Refusal.Invalid>((await save.RunAsync(new SaveMarker(ann, Marker.Home, -1), Cancellation)).Refusal);
    }

    private static IEnumerable<long> Numbers(IEnumerable<NotificationModel> notifications) => notifications.Select(n => n.Number);

    private static async Task<IEnumerable<long>> NumbersAsync(Inbox inbox, long account, PageRequest page) =>
        Numbers((await inbox.Reader.PageAsync(account, NotificationFilter.All, page, Cancellation)).Items);
}
