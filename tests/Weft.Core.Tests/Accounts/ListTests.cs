using Weft.Core.Accounts;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class ListTests
{
    [Theory]
    [EachDatabase]
    public async Task Followers_are_paged_newest_first_in_both_directions(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long star = await people.JoinAsync("star");
        foreach (string name in new[] { "ann", "bob", "cat", "dan", "eve" })
        {
            await people.FollowAsync(await people.JoinAsync(name), star);
            people.Store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Page<AccountModel> first = await people.Lists.FollowersAsync(star, null, PageRequest.Newest(2), Cancellation);
        Page<AccountModel> second = await people.Lists.FollowersAsync(star, null, new(first.Oldest, null, null, 2), Cancellation);
        Page<AccountModel> third = await people.Lists.FollowersAsync(star, null, new(second.Oldest, null, null, 2), Cancellation);
        Page<AccountModel> back = await people.Lists.FollowersAsync(star, null, new(null, null, third.Newest, 2), Cancellation);
        Page<AccountModel> since = await people.Lists.FollowersAsync(star, null, new(null, third.Newest, null, 2), Cancellation);

        Assert.Equal(["eve", "dan"], Names(first));
        Assert.Equal(["cat", "bob"], Names(second));
        Assert.Equal(["ann"], Names(third));
        Assert.True(second.Full);
        Assert.False(third.Full);
        Assert.Equal(["cat", "bob"], Names(back));
        Assert.Equal(["eve", "dan"], Names(since));
    }

    [Theory]
    [EachDatabase]
    public async Task Blocked_people_are_left_out_for_the_viewer_alone(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("star", "ann", "bob", "cat");
        await people.FollowAsync(ids[1], ids[0]);
        await people.FollowAsync(ids[2], ids[0]);
        await people.FollowAsync(ids[3], ids[0]);
        await people.BlockAsync(ids[1], ids[2]);
        await people.BlockAsync(ids[3], ids[1]);

        Assert.Equal(["ann"], Names(await people.Lists.FollowersAsync(ids[0], ids[1], PageRequest.Newest(9), Cancellation)));
        Assert.Equal(3, (await people.Lists.FollowersAsync(ids[0], null, PageRequest.Newest(9), Cancellation)).Items.Count);
        Assert.Equal(3, (await people.Lists.FollowersAsync(ids[0], ids[0], PageRequest.Newest(9), Cancellation)).Items.Count);
    }

    [Theory]
    [EachDatabase]
    public async Task Whom_the_owner_blocks_sees_neither_list(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("star", "ann", "bob");
        await people.FollowAsync(ids[0], ids[1]);
        await people.FollowAsync(ids[1], ids[0]);
        await people.BlockAsync(ids[0], ids[2]);

        Assert.Empty((await people.Lists.FollowersAsync(ids[0], ids[2], PageRequest.Newest(9), Cancellation)).Items);
        Assert.Empty((await people.Lists.FollowingAsync(ids[0], ids[2], PageRequest.Newest(9), Cancellation)).Items);
        Assert.Equal(["ann"], Names(await people.Lists.FollowingAsync(ids[0], null, PageRequest.Newest(9), Cancellation)));
        Assert.Equal(["bob"], Names(await people.Lists.BlocksAsync(ids[0], PageRequest.Newest(9), Cancellation)));
    }

    [Theory]
    [EachDatabase]
    public async Task Hidden_lists_are_shown_to_their_owner_alone(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("star", "ann");
        await people.FollowAsync(ids[1], ids[0]);
        await people.UpdateAsync(new UpdateProfile(ids[0]) { HideCollections = true });

        Assert.Empty((await people.Lists.FollowersAsync(ids[0], ids[1], PageRequest.Newest(9), Cancellation)).Items);
        Assert.Empty((await people.Lists.FollowersAsync(ids[0], null, PageRequest.Newest(9), Cancellation)).Items);
        Assert.Equal(["ann"], Names(await people.Lists.FollowersAsync(ids[0], ids[0], PageRequest.Newest(9), Cancellation)));
    }

    private static IEnumerable<string> Names(Page<AccountModel> page) => page.Items.Select(a => a.Username);
}
