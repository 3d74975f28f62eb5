using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Accounts.Invitations;
using Weft.Testing;
using static Weft.Core.Tests.Accounts.People;

namespace Weft.Core.Tests.Accounts;

public sealed class InvitationTests
{
    [Theory, EachDatabase]
    public async Task As_many_come_as_were_invited_even_all_at_once(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        string code = await InviteAsync(people, uses: 3);

        Outcome<long>[] came = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => ComeAsync(people, $"guest{n}", code)));

        Assert.Equal(3, came.Count(c => c.Succeeded));
        Assert.All(came.Where(c => !c.Succeeded), c => Assert.IsType<Refusal.NotAllowed>(c.Refusal));
        Assert.False(await people.Get<InvitationReader>().IsOpenAsync(code, Cancellation));
        Assert.Empty((await people.Get<InvitationReader>().ReadAsync(PageRequest.Newest(10), Cancellation)).Items);
    }

    [Theory, EachDatabase]
    public async Task Who_may_not_have_the_name_uses_nothing_up(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        await people.JoinAsync("ann");
        string code = await InviteAsync(people, uses: 1);

        Assert.IsType<Refusal.Invalid>((await ComeAsync(people, "ann", code)).Refusal);

        Assert.True((await ComeAsync(people, "bob", code)).Succeeded);
    }

    [Theory, EachDatabase]
    public async Task It_ends_on_its_day_and_with_the_role_of_who_made_it(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long mia = await people.JoinAsync("mia");
        MakeInvitationHandler make = people.Get<MakeInvitationHandler>();
        Assert.IsType<Refusal.NotAllowed>((await make.RunAsync(new MakeInvitation(mia, 1, 1), Cancellation)).Refusal);
        await SetRoleAsync(people, mia, Role.Moderator);
        string code = (await make.RunAsync(new MakeInvitation(mia, 5, 1), Cancellation)).Value!;
        InvitationReader reader = people.Get<InvitationReader>();

        MadeInvitation shown = Assert.Single((await reader.ReadAsync(PageRequest.Newest(10), Cancellation)).Items);
        Assert.Equal(("mia", code), (shown.Creator?.Username, shown.Invitation.Code));
        Assert.True(await reader.IsOpenAsync(code, Cancellation));
        await SetRoleAsync(people, mia, Role.Member);
        Assert.False(await reader.IsOpenAsync(code, Cancellation));
        Assert.IsType<Refusal.NotAllowed>((await ComeAsync(people, "early", code)).Refusal);
        await SetRoleAsync(people, mia, Role.Owner);
        Assert.True((await ComeAsync(people, "early", code)).Succeeded);

        people.Store.Clock.Advance(TimeSpan.FromDays(1));

        Assert.False(await reader.IsOpenAsync(code, Cancellation));
        Assert.IsType<Refusal.NotAllowed>((await ComeAsync(people, "late", code)).Refusal);
    }

    [Theory, EachDatabase]
    public async Task Only_those_who_moderate_take_it_back(DatabaseKind kind)
    {
        await using People people = await People.OpenAsync(kind);
        long mia = await people.JoinAsync("mia");
        string code = await InviteAsync(people, uses: 2);
        InvitationReader reader = people.Get<InvitationReader>();
        long id = (await reader.ReadAsync(PageRequest.Newest(10), Cancellation)).Items[0].Invitation.Id;
        RevokeInvitationHandler revoke = people.Get<RevokeInvitationHandler>();

        Assert.IsType<Refusal.NotAllowed>((await revoke.RunAsync(new RevokeInvitation(mia, id), Cancellation)).Refusal);
        await SetRoleAsync(people, mia, Role.Moderator);
        Assert.True((await revoke.RunAsync(new RevokeInvitation(mia, id), Cancellation)).Value);
        Assert.False((await revoke.RunAsync(new RevokeInvitation(mia, id), Cancellation)).Value);

        Assert.False(await reader.IsOpenAsync(code, Cancellation));
    }

    [Theory]
    [InlineData(0, 1, "uses")]
    [InlineData(MakeInvitationHandler.MostUses + 1, 1, "uses")]
    [InlineData(1, 0, "days")]
    [InlineData(1, MakeInvitationHandler.MostDays + 1, "days")]
    public async Task Numbers_out_of_range_are_named(int uses, int days, string field)
    {
        await using People people = await People.OpenAsync(DatabaseKind.Sqlite);

        Outcome<string> made = await people.Get<MakeInvitationHandler>().RunAsync(new MakeInvitation(null, uses, days), Cancellation);

        Assert.Equal(field, Assert.Single(Assert.IsType<Refusal.Invalid>(made.Refusal).Faults).Field);
    }

    private static async Task<string> InviteAsync(People people, int uses) =>
        (await people.Get<MakeInvitationHandler>().RunAsync(new MakeInvitation(null, uses, 7), Cancellation)).Value!;

    private static Task<Outcome<long>> ComeAsync(People people, string name, string code) =>
        people
            .Get<SignUpHandler>()
            .RunAsync(new SignUp(name, $"{name}@example.org", "hash") { Confirmed = true, Invitation = code }, Cancellation);

    private static Task<int> SetRoleAsync(People people, long id, Role role) =>
        people.Store.WriteAsync<int>(async work =>
            await work.Db.Logins.Where(l => l.AccountId == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Role, role), Cancellation)
        );
}
