using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Remote;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Testing;

namespace Weft.Federation.Tests.Actors;

public sealed class ActorKeysTests
{
    private const long Anna = 4_711;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task A_key_is_made_when_it_is_first_needed_and_stays(DatabaseKind kind)
    {
        await using TestStore store = await OpenAsync(kind);
        SigningIdentity first = await Process(store).OfAsync(Anna, Token);
        SigningIdentity restarted = await Process(store).OfAsync(Anna, Token);
        Assert.Equal("https://weft.example/users/anna#main-key", first.KeyId);
        Assert.Equal(first.Key.PublicText, restarted.Key.PublicText);
        Assert.Equal(KeyKind.Rsa, first.Key.Kind);
    }

    [Theory, EachDatabase]
    public async Task Two_processes_that_need_a_key_at_once_have_the_same(DatabaseKind kind)
    {
        await using TestStore store = await OpenAsync(kind);
        ActorKeys[] processes = [Process(store), Process(store)];
        SigningIdentity[] got = await Task.WhenAll(
            processes.SelectMany(process => new[] { process.OfAsync(Anna, Token), process.OfAsync(Anna, Token) })
        );
        Assert.Single(got.Select(identity => identity.Key.PublicText).Distinct());
        await using WeftDb db = store.Read();
        Assert.Equal(1, await db.ActorKeys.CountAsync(Token));
    }

    [Theory, EachDatabase]
    public async Task The_server_signs_as_itself(DatabaseKind kind)
    {
        await using TestStore store = await OpenAsync(kind);
        SigningIdentity identity = await Process(store).OfAsync(ActorKey.InstanceActor, Token);
        Assert.Equal("https://weft.example/actor#main-key", identity.KeyId);
    }

    [Theory, EachDatabase]
    public async Task Proofs_are_made_with_a_key_of_their_own(DatabaseKind kind)
    {
        await using TestStore store = await OpenAsync(kind);
        SigningIdentity identity = await Process(store).OfProofsAsync(Anna, Token);
        Assert.Equal("https://weft.example/users/anna#ed25519-key", identity.KeyId);
        Assert.Equal(KeyKind.Ed25519, identity.Key.Kind);
    }

    [Theory, EachDatabase]
    public async Task What_a_deleted_account_still_has_to_say_is_signed_with_its_key(DatabaseKind kind)
    {
        await using TestStore store = await OpenAsync(kind);
        SigningIdentity before = await Process(store).OfAsync(Anna, Token);
        await store.WriteAsync<int>(async work =>
        {
            await work.Db.Accounts.Where(a => a.Id == Anna).ExecuteDeleteAsync(Token);
            return await work.Db.Handles.ExecuteUpdateAsync(set => set.SetProperty(h => h.RetiredAt, work.Now), Token);
        });
        SigningIdentity after = await Process(store).OfAsync(Anna, Token);
        Assert.Equal((before.KeyId, before.Key.PublicText), (after.KeyId, after.Key.PublicText));
    }

    [Theory, EachDatabase]
    public async Task Nothing_is_signed_in_the_name_of_another_servers_account(DatabaseKind kind)
    {
        await using TestStore store = await OpenAsync(kind);
        await store.AddAsync(new Handle { Name = "bea@far.example", AccountId = 4_712 });
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Process(store).OfAsync(4_712, Token));
    }

    private static ActorKeys Process(TestStore store) =>
        new(
            store.Services.GetRequiredService<IDbContextFactory<WeftDb>>(),
            store.Writer,
            new LocalAddresses("https://weft.example", "weft.example")
        );

    private static async Task<TestStore> OpenAsync(DatabaseKind kind)
    {
        TestStore store = await TestStore.OpenAsync(kind);
        await store.AddAsync(
            new Account
            {
                Id = Anna,
                Username = "anna",
                CreatedAt = store.Clock.GetUtcNow(),
            },
            new Handle { Name = "anna", AccountId = Anna }
        );
        return store;
    }
}
