using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Ids;
using Weft.Core.Notifications;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class SignUpTests
{
    [Theory]
    [EachDatabase]
    public async Task Whoever_signs_up_has_an_account_a_name_and_a_way_in(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);

        Outcome<long> joined = await people
            .Get<SignUpHandler>()
            .RunAsync(new SignUp(" Ann_1 ", " Ann@Example.org ", "hash") { Locale = "pt-BR", Confirmed = true }, Cancellation);

        AccountModel account = await people.AccountAsync(joined.Value);
        Assert.Equal("ann_1", account.Username);
        Assert.Equal("ann_1", account.DisplayName);
        Assert.Equal("", account.RawDisplayName);
        await using WeftDb db = people.Store.Read();
        Account row = await db.Accounts.SingleAsync(Cancellation);
        Assert.Equal(SnowflakeId.ShardOf(row.Id), row.Shard);
        Login login = await db.Logins.SingleAsync(Cancellation);
        Assert.Equal("Ann@Example.org", login.Email);
        Assert.Equal("pt-BR", login.Locale);
        Assert.NotNull(login.EmailConfirmedAt);
        Assert.NotNull(login.ApprovedAt);
        Assert.Equal("ANN@EXAMPLE.ORG", (await db.EmailAddresses.SingleAsync(Cancellation)).Normalized);
    }

    [Theory]
    [EachDatabase]
    public async Task A_name_and_an_address_belong_to_one_account_without_regard_to_case(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        await people.JoinAsync("ann");

        Outcome<long> again = await people.Get<SignUpHandler>().RunAsync(new SignUp("ANN", "Ann@EXAMPLE.org", "hash"), Cancellation);

        Assert.Equal(["username taken", "email taken"], Faults(again));
    }

    [Theory]
    [EachDatabase]
    public async Task Of_many_who_want_the_same_name_at_once_one_gets_it(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);

        Outcome<long>[] all = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => people.Get<SignUpHandler>().RunAsync(new SignUp("ann", $"ann{i}@example.org", "hash"), Cancellation))
        );

        Assert.Single(all, o => o.Succeeded);
        Assert.All(all.Where(o => !o.Succeeded), o => Assert.Equal(["username taken"], Faults(o)));
    }

    [Theory]
    [InlineData("", "username blank")]
    [InlineData("a-b", "username invalid")]
    [InlineData("é", "username invalid")]
    [InlineData("\u212aate", "username invalid")] // the Kelvin sign, whose lower case is an ASCII k
    [InlineData("abcdefghijabcdefghijabcdefghija", "username too_long")]
    [InlineData("Admin", "username reserved")]
    public async Task Names_that_cannot_be_are_refused(string username, string fault)
    {
        await using People people = await People.OpenAsync(DatabaseKind.Sqlite);

        Outcome<long> joined = await people.Get<SignUpHandler>().RunAsync(new SignUp(username, "a@example.org", "hash"), Cancellation);

        Assert.Equal([fault], Faults(joined));
    }

    [Theory]
    [InlineData("", "email blank")]
    [InlineData("ann", "email invalid")]
    [InlineData("ann@", "email invalid")]
    [InlineData("@example.org", "email invalid")]
    [InlineData("ann@example", "email invalid")]
    [InlineData("Ann <ann@example.org>", "email invalid")]
    [InlineData("a b@example.org", "email invalid")]
    [InlineData("ann\0@example.org", "email invalid")]
    [InlineData("ann@exam\ud800ple.org", "email invalid")]
    public async Task Addresses_that_cannot_be_are_refused(string email, string fault)
    {
        await using People people = await People.OpenAsync(DatabaseKind.Sqlite);

        Outcome<long> joined = await people.Get<SignUpHandler>().RunAsync(new SignUp("ann", email, "hash"), Cancellation);

        Assert.Equal([fault], Faults(joined));
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        await using People people = await People.OpenAsync(DatabaseKind.Sqlite);

        Outcome<long> joined = await people
            .Get<SignUpHandler>()
            .RunAsync(new SignUp("a b", "nowhere", "hash") { Reason = new string('x', 501) }, Cancellation);

        Assert.Equal(["username invalid", "email invalid", "reason too_long"], Faults(joined));
    }

    [Theory]
    [EachDatabase]
    public async Task The_owner_may_be_called_admin(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);

        Outcome<long> joined = await people
            .Get<SignUpHandler>()
            .RunAsync(new SignUp("admin", "a@example.org", "hash") { Role = Role.Owner }, Cancellation);

        Assert.True(joined.Succeeded);
    }

    [Theory]
    [EachDatabase]
    public async Task Who_moderates_is_told_of_those_who_wait_and_lets_them_in(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        SignUpHandler signUp = people.Get<SignUpHandler>();
        long owner = (await signUp.RunAsync(new SignUp("owner_1", "o@example.org", "hash") { Role = Role.Owner }, Cancellation)).Value;
        long ann = (await signUp.RunAsync(new SignUp("ann", "ann@example.org", "hash") { Approved = false }, Cancellation)).Value;

        Assert.Contains(people.Told, e => e is NotificationAdded { Kind: NotificationKind.SignUp } told && told.AccountId == owner);
        ApproveRegistrationHandler approve = people.Get<ApproveRegistrationHandler>();
        Assert.IsType<Refusal.NotAllowed>((await approve.RunAsync(new ApproveRegistration(ann, ann), Cancellation)).Refusal);
        Assert.True((await approve.RunAsync(new ApproveRegistration(owner, ann), Cancellation)).Value);
        Assert.False((await approve.RunAsync(new ApproveRegistration(owner, ann), Cancellation)).Value);
        Outcome<bool> late = await people.Get<RejectRegistrationHandler>().RunAsync(new RejectRegistration(owner, ann), Cancellation);
        Assert.IsType<Refusal.NotFound>(late.Refusal);
        Assert.NotNull(await people.Reader.FindAsync(ann, Cancellation));
    }

    [Theory]
    [EachDatabase]
    public async Task Whoever_is_turned_away_may_try_again_with_the_same_name(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        SignUpHandler signUp = people.Get<SignUpHandler>();
        SignUp wanted = new("ann", "ann@example.org", "hash") { Approved = false };
        long owner = (await signUp.RunAsync(new SignUp("owner_1", "o@example.org", "hash") { Role = Role.Owner }, Cancellation)).Value;
        long ann = (await signUp.RunAsync(wanted, Cancellation)).Value;

        Outcome<bool> rejected = await people.Get<RejectRegistrationHandler>().RunAsync(new RejectRegistration(owner, ann), Cancellation);

        Assert.True(rejected.Value);
        Assert.Null(await people.Reader.FindAsync(ann, Cancellation));
        Assert.True((await signUp.RunAsync(wanted, Cancellation)).Succeeded);
    }

    private static IEnumerable<string> Faults<T>(Outcome<T> outcome) =>
        Assert.IsType<Refusal.Invalid>(outcome.Refusal).Faults.Select(f => $"{f.Field} {f.Code}");
}
