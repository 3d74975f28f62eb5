using Weft.Core.Accounts;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class AccountReaderTests
{
    [Theory]
    [EachDatabase]
    public async Task A_name_is_found_without_regard_to_case(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");

        Assert.Equal(ann, (await people.Reader.FindByUsernameAsync("@ANN", Cancellation))?.Id);
        Assert.Null(await people.Reader.FindByUsernameAsync("bob", Cancellation));
        Assert.Null(await people.Reader.FindByUsernameAsync("an\0n", Cancellation));
        Assert.Null(await people.Reader.FindByUsernameAsync("", Cancellation));
    }

    [Theory]
    [EachDatabase]
    public async Task Accounts_come_in_the_order_in_which_they_are_asked_for(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "bob", "cat");
        await people.AccountAsync(ids[1]);

        IReadOnlyList<AccountModel> read = await people.Reader.ReadAsync([ids[2], 7, ids[1], ids[0], ids[2]], Cancellation);

        Assert.Equal(["cat", "bob", "ann", "cat"], read.Select(a => a.Username));
    }

    [Theory]
    [EachDatabase]
    public async Task A_changed_profile_is_shown_at_once(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");
        Assert.False((await people.AccountAsync(ann)).Locked);

        await people.LockAsync(ann, true);

        Assert.True((await people.AccountAsync(ann)).Locked);
    }

    [Fact]
    public void What_was_read_before_a_change_is_not_kept_after_it()
    {
        AccountCache cache = new();
        AccountModel old = new(5, "ann", "ann", "", "", [], false, false, false, false, false, default, null, 0, 0, 0);

        long stamp = cache.Stamp(5);
        cache.Drop(5);
        cache.Keep(old, stamp);

        Assert.Null(cache.Find(5));
        cache.Keep(old, cache.Stamp(5));
        Assert.Same(old, cache.Find(5));
    }

    [Theory]
    [EachDatabase]
    public async Task A_search_finds_the_beginning_of_a_name_and_any_part_of_a_display_name(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("ann", "anna", "bob", "joanna");
        await NameAsync(people, ids[2], "Der große ANN-Kenner");

        Assert.Equal(["ann", "anna", "bob"], (await SearchAsync(people, "Ann")).Order());
        Assert.Equal("ann", (await SearchAsync(people, "@ann"))[0]);
        Assert.Equal(["bob"], await SearchAsync(people, "große"));
        Assert.Empty(await SearchAsync(people, " "));
        Assert.Empty(await SearchAsync(people, "%"));
        Assert.Empty(await SearchAsync(people, "a_n"));
        Assert.Empty(await SearchAsync(people, "\0"));
        Assert.Empty(await SearchAsync(people, "\ud800"));
    }

    [Theory]
    [EachDatabase]
    public async Task A_search_puts_those_first_whom_the_viewer_follows_and_leaves_out_the_blocked(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long[] ids = await people.JoinAsync("viewer", "ann1", "ann2", "ann3", "ann4");
        await people.FollowAsync(ids[0], ids[2]);
        await people.BlockAsync(ids[0], ids[3]);
        await people.BlockAsync(ids[4], ids[0]);

        Assert.Equal(["ann2", "ann1"], await SearchAsync(people, "ann", ids[0]));
        Assert.Equal(["ann2"], await SearchAsync(people, "ann", ids[0], onlyFollowing: true));
        Assert.Equal(4, (await SearchAsync(people, "ann")).Count);
    }

    private static async Task<IReadOnlyList<string>> SearchAsync(
        People people,
        string query,
        long? viewer = null,
        bool onlyFollowing = false
    ) => [.. (await people.Reader.SearchAsync(query, viewer, new SearchPart(0, 10), onlyFollowing, Cancellation)).Select(a => a.Username)];

    private static Task<Outcome<long>> NameAsync(People people, long id, string name) =>
        people.UpdateAsync(new UpdateProfile(id) { DisplayName = name });
}
