using CsCheck;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Accounts;

/// <summary>Whatever people do to each other, one after the other or at the same time, what is counted is what there is.</summary>
public sealed class FollowGraphTests
{
    private const int Crowd = 5;

    private enum Act
    {
        Follow,
        FollowToo,
        Unfollow,
        Block,
        Unblock,
        RemoveFollower,
        Accept,
        Reject,
        Lock,
        Unlock,
        Delete,
    }

    private static readonly Gen<(Act Act, int Who, int Whom)[]> Histories = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Act.Follow)),
            (8, Gen.Const(Act.FollowToo)),
            (4, Gen.Const(Act.Unfollow)),
            (2, Gen.Const(Act.Block)),
            (3, Gen.Const(Act.Unblock)),
            (1, Gen.Const(Act.RemoveFollower)),
            (3, Gen.Const(Act.Accept)),
            (1, Gen.Const(Act.Reject)),
            (1, Gen.Const(Act.Lock)),
            (1, Gen.Const(Act.Delete))
        ),
        Gen.Int[0, Crowd - 1],
        Gen.Int[0, Crowd - 1]
    ).Array[20, 40];

    [Theory]
    [EachDatabase]
    public async Task Shown_counts_are_a_plain_count_after_any_history(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        int round = 0;
        await Histories.SampleAsync(
            async history =>
            {
                long[] ids = await JoinAsync(people, Interlocked.Increment(ref round));
                foreach ((Act act, int who, int whom) in history)
                {
                    await DoAsync(people, act, ids[who], ids[whom]);
                }

                await CheckAsync(people, ids);
            },
            iter: 8,
            threads: 1
        );
    }

    [Theory]
    [EachDatabase]
    public async Task Shown_counts_are_a_plain_count_when_all_act_at_once(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        int round = 0;
        await Histories.SampleAsync(
            async history =>
            {
                long[] ids = await JoinAsync(people, Interlocked.Increment(ref round));
                foreach ((Act Act, int Who, int Whom)[] together in history.Chunk(6))
                {
                    await Task.WhenAll(together.Select(t => DoAsync(people, t.Act, ids[t.Who], ids[t.Whom])));
                }

                await CheckAsync(people, ids);
            },
            iter: 5,
            threads: 1
        );
    }

    private static Task<long[]> JoinAsync(People people, int round) =>
        people.JoinAsync([.. Enumerable.Range(0, Crowd).Select(i => $"p{round}_{i}")]);

    private static Task DoAsync(People people, Act act, long who, long whom) =>
        act switch
        {
            Act.Follow or Act.FollowToo => people.FollowAsync(who, whom),
            Act.Unfollow => people.UnfollowAsync(who, whom),
            Act.Block => people.BlockAsync(who, whom),
            Act.Unblock => people.UnblockAsync(who, whom),
            Act.RemoveFollower => people.RemoveFollowerAsync(who, whom),
            Act.Accept => people.AnswerAsync(who, whom, accept: true),
            Act.Reject => people.AnswerAsync(who, whom, accept: false),
            Act.Lock => people.LockAsync(who, true),
            Act.Unlock => people.LockAsync(who, false),
            _ => people.DeleteAsync(who),
        };

    private static async Task CheckAsync(People people, long[] ids)
    {
        await using WeftDb db = people.Store.Read();
        List<Follow> follows = await db.Follows.ToListAsync(People.Cancellation);
        List<Block> blocks = await db.Blocks.ToListAsync(People.Cancellation);
        IReadOnlyList<AccountModel> living = await people.Reader.ReadAsync(ids, People.Cancellation);
        foreach (AccountModel account in living)
        {
            Assert.Equal(follows.Count(f => f.FolloweeId == account.Id), account.FollowersCount);
            Assert.Equal(follows.Count(f => f.FollowerId == account.Id), account.FollowingCount);
        }

        // Whoever still waits, waits for somebody who lets followers in one by one.
        List<FollowRequest> waiting = await db.FollowRequests.ToListAsync(People.Cancellation);
        Assert.DoesNotContain(waiting, r => living.Any(a => a.Id == r.FolloweeId && !a.Locked));
        HashSet<long> alive = [.. living.Select(a => a.Id)];
        Assert.DoesNotContain(follows, f => ids.Contains(f.FollowerId) && !(alive.Contains(f.FollowerId) && alive.Contains(f.FolloweeId)));
        Assert.DoesNotContain(
            follows,
            f =>
                blocks.Any(b =>
                    (b.AccountId, b.TargetId) == (f.FollowerId, f.FolloweeId) || (b.TargetId, b.AccountId) == (f.FollowerId, f.FolloweeId)
                )
        );
    }
}
