using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class UpdateProfileTests
{
    [Theory]
    [EachDatabase]
    public async Task What_is_changed_is_shown_and_the_rest_stays(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");
        await people.UpdateAsync(
            new UpdateProfile(ann)
            {
                DisplayName = "  Ann\u202e\n Smith ",
                Note = "I write.\r\nA lot.",
                Fields = [new("Site", "https://example.org"), new(" ", ""), new("Pronouns", "she")],
                Bot = true,
                Discoverable = true,
            }
        );

        await people.UpdateAsync(new UpdateProfile(ann) { Indexable = true });

        AccountModel account = await people.AccountAsync(ann);
        Assert.Equal("Ann Smith", account.DisplayName);
        Assert.Equal("I write.\nA lot.", account.Note);
        Assert.Equal([new("Site", "https://example.org"), new("Pronouns", "she")], account.Fields);
        Assert.True(account.Bot && account.Discoverable && account.Indexable);
        Assert.False(account.Locked || account.HideCollections);
        Assert.Contains(new ProfileChanged(ann), people.Told);

        await people.UpdateAsync(new UpdateProfile(ann) { DisplayName = "", Fields = [] });

        account = await people.AccountAsync(ann);
        Assert.Equal("ann", account.DisplayName);
        Assert.Empty(account.Fields);
    }

    [Theory]
    [EachDatabase]
    public async Task Defaults_for_posts_are_kept(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long ann = await people.JoinAsync("ann");
        await people.UpdateAsync(
            new UpdateProfile(ann)
            {
                DefaultVisibility = Visibility.Unlisted,
                DefaultSensitive = true,
                DefaultLanguage = "de",
                DefaultQuotePolicy = InteractionPolicy.Followers,
            }
        );

        await using (WeftDb db = people.Store.Read())
        {
            Account row = await db.Accounts.SingleAsync(Cancellation);
            Assert.Equal((Visibility.Unlisted, true, "de"), (row.DefaultVisibility, row.DefaultSensitive, row.DefaultLanguage));
            Assert.Equal(InteractionPolicy.Followers, row.DefaultQuotePolicy);
        }

        await people.UpdateAsync(new UpdateProfile(ann) { DefaultLanguage = "" });

        await using WeftDb later = people.Store.Read();
        Assert.Null((await later.Accounts.SingleAsync(Cancellation)).DefaultLanguage);
    }

    [Fact]
    public async Task What_is_too_long_or_unknown_is_refused_by_field()
    {
        await using People people = await People.OpenAsync(DatabaseKind.Sqlite);
        long ann = await people.JoinAsync("ann");

        Outcome<long> outcome = await people.UpdateAsync(
            new UpdateProfile(ann)
            {
                DisplayName = new string('x', 31),
                Note = new string('x', 501),
                Fields = [.. Enumerable.Repeat(new ProfileField("", new string('x', 256)), 5)],
                DefaultLanguage = "a language",
                DefaultVisibility = (Visibility)9,
                DefaultQuotePolicy = (InteractionPolicy)9,
            }
        );

        Assert.Equal(
            [
                "display_name too_long",
                "note too_long",
                "fields too_many",
                "fields blank",
                "fields too_long",
                "language invalid",
                "visibility inclusion",
                "quote_policy inclusion",
            ],
            Assert.IsType<Refusal.Invalid>(outcome.Refusal).Faults.Select(f => $"{f.Field} {f.Code}")
        );
        Assert.IsType<Refusal.NotFound>((await people.UpdateAsync(new UpdateProfile(5) { Bot = true })).Refusal);
    }

    [Fact]
    public async Task A_link_in_the_bio_counts_as_in_a_post_and_a_family_in_the_name_counts_one()
    {
        await using People people = await People.OpenAsync(DatabaseKind.Sqlite);
        long ann = await people.JoinAsync("ann");

        Outcome<long> outcome = await people.UpdateAsync(
            new UpdateProfile(ann)
            {
                DisplayName = string.Concat(Enumerable.Repeat("👨‍👩‍👧", 30)),
                Note = new string('x', 476) + " https://example.org/" + new string('y', 200),
            }
        );

        Assert.True(outcome.Succeeded, $"{outcome.Refusal}");
    }

    [Theory]
    [EachDatabase]
    public async Task Whoever_waits_is_let_in_when_the_account_unlocks(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long star = await people.JoinAsync("star", locked: true);
        long[] ids = await people.JoinAsync("ann", "bob", "gone");
        await people.FollowAsync(ids[0], star, reposts: false);
        await people.FollowAsync(ids[1], star, notify: true);
        await people.FollowAsync(ids[2], star);
        await people.DeleteAsync(ids[2]);

        await people.LockAsync(star, false);

        Assert.Equal(2, (await people.AccountAsync(star)).FollowersCount);
        Assert.Equal(1, (await people.AccountAsync(ids[0])).FollowingCount);
        Assert.False((await people.RelationshipAsync(ids[0], star)).ShowingReposts);
        Assert.True((await people.RelationshipAsync(ids[1], star)).Notifying);
        Assert.Empty((await people.Lists.FollowRequestsAsync(star, PageRequest.Newest(5), Cancellation)).Items);
        Page<AccountModel> followers = await people.Lists.FollowersAsync(star, null, PageRequest.Newest(5), Cancellation);
        Assert.Equal(["ann", "bob"], followers.Items.Select(a => a.Username).Order());
    }
}
