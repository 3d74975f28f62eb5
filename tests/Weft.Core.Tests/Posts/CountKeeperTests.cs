using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Core.Tests.Accounts;
using Weft.Core.Tests.Notifications;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Posts;

public sealed class CountKeeperTests
{
    [Theory]
    [EachDatabase]
    public async Task Folding_changes_nothing_that_is_shown(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("star", "ann", "bob", "cat");
        await people.FollowAsync(ids[1], ids[0]);
        await people.FollowAsync(ids[2], ids[0]);
        await people.FollowAsync(ids[3], ids[0]);
        await people.UnfollowAsync(ids[3], ids[0]);
        FoldCountChanges fold = new(people.Store.Writer);

        Assert.Equal(4, (await fold.RunAsync(Cancellation)).Value);
        Assert.Equal(0, (await fold.RunAsync(Cancellation)).Value);

        await using WeftDb db = people.Store.Read();
        Assert.False(await db.CountChanges.AnyAsync(Cancellation));
        Account star = await db.Accounts.SingleAsync(a => a.Id == ids[0], Cancellation);
        Assert.Equal(2, star.FollowersCount);
        people.Reader.Hear(new AccountCountsChanged([star.Id]));
        Assert.Equal(2, (await people.AccountAsync(star.Id)).FollowersCount);
    }

    [Theory]
    [EachDatabase]
    public async Task Each_kind_reaches_its_own_count(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long ann = await inbox.People.JoinAsync("ann");
        long one = await inbox.PostAsync(ann);
        long two = await inbox.PostAsync(ann);
        await inbox.People.Store.AddAsync(
            Change(inbox, one, CountKind.Likes, 1),
            Change(inbox, one, CountKind.Likes, 1),
            Change(inbox, one, CountKind.Reposts, 3),
            Change(inbox, one, CountKind.Replies, 4),
            Change(inbox, one, CountKind.Quotes, 5),
            Change(inbox, two, CountKind.Likes, 1),
            Change(inbox, two, CountKind.Likes, -1),
            Change(inbox, 99, CountKind.Likes, 1)
        );

        await new FoldCountChanges(inbox.People.Store.Writer).RunAsync(Cancellation);

        await using WeftDb db = inbox.People.Store.Read();
        Post first = await db.Posts.SingleAsync(p => p.Id == one, Cancellation);
        Assert.Equal((2, 3, 4, 5), (first.LikesCount, first.RepostsCount, first.RepliesCount, first.QuotesCount));
        Assert.Equal(0, (await db.Posts.SingleAsync(p => p.Id == two, Cancellation)).LikesCount);
    }

    [Theory]
    [EachDatabase]
    public async Task Many_folding_at_once_fold_each_change_once(DatabaseKind kind)
    {
        await using Inbox inbox = await Inbox.OpenAsync(kind);
        long post = await inbox.PostAsync(await inbox.People.JoinAsync("ann"));
        await inbox.People.Store.AddAsync([.. Enumerable.Range(0, 2_500).Select(_ => Change(inbox, post, CountKind.Likes, 1))]);
        FoldCountChanges fold = new(inbox.People.Store.Writer);

        for (int round = 0; round < 3; round++)
        {
            await Task.WhenAll(fold.RunAsync(Cancellation), fold.RunAsync(Cancellation));
        }

        await using WeftDb db = inbox.People.Store.Read();
        Assert.False(await db.CountChanges.AnyAsync(Cancellation));
        Assert.Equal(2_500, (await db.Posts.SingleAsync(Cancellation)).LikesCount);
    }

    [Theory]
    [EachDatabase]
    public async Task Changes_are_folded_while_the_server_runs(DatabaseKind kind)
    {
        await using TestStore store = await TestStore.OpenAsync(kind, services => services.AddAccounts().AddCountKeeping());
        await store.AddAsync(
            new Account { Id = 5, Username = "ann" },
            new CountChange
            {
                Id = 1,
                TargetId = 5,
                Kind = CountKind.Followers,
                Delta = 3,
            }
        );
        IHostedService keeper = Assert.Single(store.Services.GetServices<IHostedService>());

        await keeper.StartAsync(Cancellation);
        await using WeftDb db = store.Read();
        await Eventually.GetAsync(
            () =>
            {
                store.Clock.Advance(TimeSpan.FromSeconds(1));
                return db.CountChanges.CountAsync(Cancellation);
            },
            left => left == 0
        );

        await keeper.StopAsync(Cancellation);
        Assert.Equal(3, (await db.Accounts.SingleAsync(Cancellation)).FollowersCount);
    }

    private static CountChange Change(Inbox inbox, long target, CountKind kind, int delta) =>
        new()
        {
            Id = inbox.People.Store.Ids.Next(1),
            Shard = 1,
            TargetId = target,
            Kind = kind,
            Delta = delta,
        };
}
