using Weft.Core.Accounts;
using Weft.Core.Notifications;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Notifications;

public sealed class NotificationGroupsTests
{
    [Theory]
    [EachDatabase]
    public async Task Likes_of_the_same_post_are_shown_as_one_at_its_newest(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat", "dan");
        long post = await inbox.PostAsync(ids[0]);
        long other = await inbox.PostAsync(ids[0]);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], post);
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[2], other);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[2], post);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[3], other);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[3], post);

        IReadOnlyList<NotificationGroup> groups = await inbox.GroupsAsync(ids[0]);

        Assert.Equal([5, 4, 2], groups.Select(g => g.MostRecentNumber));
        Assert.Equal([3, 1, 1], groups.Select(g => g.Count));
        Assert.Equal((1, 5, post), (groups[0].PageMinNumber, groups[0].PageMaxNumber, groups[0].PostId!.Value));
        Assert.Equal(["dan", "cat", "bob"], groups[0].Actors.Select(a => a.Username));
        Assert.Equal("ungrouped-2", groups[2].GroupKey);
    }

    [Theory]
    [EachDatabase]
    public async Task Only_the_asked_kinds_are_grouped(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat");
        long post = await inbox.PostAsync(ids[0]);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], post);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[2], post);
        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[1]);
        await inbox.TellAsync(NotificationKind.Follow, ids[0], ids[2]);

        IReadOnlyList<NotificationGroup> groups = await inbox.GroupsAsync(ids[0], NotificationKind.Follow, NotificationKind.Mention);

        Assert.Equal([2, 1, 1], groups.Select(g => g.Count));
        Assert.Equal(["ungrouped-2", "ungrouped-1"], groups.Skip(1).Select(g => g.GroupKey));
        int unread = await inbox.Groups.CountUnreadAsync(ids[0], NotificationFilter.All, [NotificationKind.Follow], 100, Cancellation);
        Assert.Equal(3, unread);
        Assert.Equal(2, await inbox.Groups.CountUnreadAsync(ids[0], NotificationFilter.All, null, 100, Cancellation));
    }

    [Theory]
    [EachDatabase]
    public async Task A_group_of_many_names_eight_and_does_not_fill_the_page(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long ann = await inbox.People.JoinAsync("ann");
        long post = await inbox.PostAsync(ann);
        long[] fans = await inbox.People.JoinAsync([.. Enumerable.Range(0, 12).Select(i => $"fan{i}")]);
        await inbox.TellAsync(NotificationKind.Mention, ann, fans[0]);
        foreach (long fan in fans)
        {
            await inbox.TellAsync(NotificationKind.Like, ann, fan, post);
        }

        Page<NotificationGroup> page = await inbox.Groups.PageAsync(ann, NotificationFilter.All, null, PageRequest.Newest(2), Cancellation);

        Assert.Equal([12, 1], page.Items.Select(g => g.Count));
        Assert.Equal(NotificationGroups.MaxActors, page.Items[0].Actors.Count);
        Assert.Equal("fan11", page.Items[0].Actors[0].Username);
        Assert.True(page.Full);
        IReadOnlyList<AccountModel> all = await inbox.Groups.ActorsAsync(ann, page.Items[0].GroupKey, 80, Cancellation);
        Assert.Equal(12, all.Count);
    }

    [Theory]
    [EachDatabase]
    public async Task Later_pages_begin_below_what_represents_the_last_group(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat");
        long post = await inbox.PostAsync(ids[0]);
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]); // 1
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], post); // 2
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]); // 3
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[2], post); // 4
        await inbox.TellAsync(NotificationKind.Mention, ids[0], ids[1]); // 5

        Page<NotificationGroup> first = await PageAsync(inbox, ids[0], PageRequest.Newest(2));
        Page<NotificationGroup> second = await PageAsync(inbox, ids[0], new(first.Oldest, null, null, 2));
        Page<NotificationGroup> third = await PageAsync(inbox, ids[0], new(second.Oldest, null, null, 2));
        Page<NotificationGroup> up = await PageAsync(inbox, ids[0], new(null, null, 1, 2));

        Assert.Equal([5, 4], first.Items.Select(g => g.MostRecentNumber));
        Assert.Equal((2, 4L, 4L), (first.Items[1].Count, first.Items[1].PageMinNumber, first.Items[1].PageMaxNumber));
        Assert.Equal([3, 2], second.Items.Select(g => g.MostRecentNumber));
        Assert.Equal((1, 2L, 2L), (second.Items[1].Count, second.Items[1].PageMinNumber, second.Items[1].PageMaxNumber));
        Assert.Equal([1], third.Items.Select(g => g.MostRecentNumber));
        Assert.False(third.Full);
        Assert.Equal((3, 2), (up.Newest, up.Oldest));
    }

    [Theory]
    [EachDatabase]
    public async Task One_group_can_be_read_by_its_key(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long[] ids = await inbox.People.JoinAsync("ann", "bob", "cat");
        long post = await inbox.PostAsync(ids[0]);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[1], post);
        await inbox.TellAsync(NotificationKind.Like, ids[0], ids[2], post);
        string key = (await inbox.GroupsAsync(ids[0]))[0].GroupKey;

        NotificationGroup? group = await inbox.Groups.FindAsync(ids[0], key, Cancellation);
        NotificationGroup? single = await inbox.Groups.FindAsync(ids[0], "ungrouped-1", Cancellation);

        Assert.Equal((2, 1L, 2L), (group!.Count, group.PageMinNumber, group.PageMaxNumber));
        Assert.Equal((1, "ungrouped-1"), (single!.Count, single.GroupKey));
        Assert.Null(await inbox.Groups.FindAsync(ids[1], key, Cancellation));
        Assert.Null(await inbox.Groups.FindAsync(ids[0], "like-1-1", Cancellation));
        Assert.Null(await inbox.Groups.FindAsync(ids[0], "ungrouped-x", Cancellation));
    }

    private static Task<Page<NotificationGroup>> PageAsync(Inbox inbox, long account, PageRequest page) =>
        inbox.Groups.PageAsync(account, NotificationFilter.All, null, page, Cancellation);
}
