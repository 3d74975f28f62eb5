using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Ids;
using Weft.Core.Moderation;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Core.Timelines;
using Weft.Federation.Actors;
using Weft.Federation.Delivery;
using Weft.Federation.Http;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;
using Weft.Federation.Signatures.Proofs;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Delivery;

/// <summary>A database with people of this server and of others, whose names all lead to loopback.</summary>
internal sealed class DeliveryStage : IAsyncDisposable
{
    private DeliveryStage(TestStore store) => Store = store;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestStore Store { get; }

    public static async Task<DeliveryStage> OpenAsync(DatabaseKind kind) =>
        new(
            await TestStore.OpenAsync(
                kind,
                services =>
                    services
                        .AddAccounts()
                        .AddPosts()
                        .AddTimelines()
                        .AddModeration()
                        .AddSingleton(new LocalDomain("weft.example"))
                        .AddSingleton<IHostResolver, Loopback>()
                        .AddFederation(
                            new FederationHttpOptions { Url = "https://weft.example", AllowLoopback = true },
                            new LocalAddresses("https://weft.example", "weft.example")
                        )
            )
        );

    public T Get<T>()
        where T : notnull => Store.Services.GetRequiredService<T>();

    public async Task<long> JoinAsync(string username)
    {
        Account account = Person(username);
        await Store.AddAsync(account, new Handle { Name = username, AccountId = account.Id });
        return account.Id;
    }

    /// <summary>Somebody on another server.</summary>
    /// <param name="username">The name.</param>
    /// <param name="server">Where the inbox is: scheme, host, port.</param>
    /// <param name="shared">Whether the server has a shared inbox.</param>
    public async Task<long> MeetAsync(string username, string server, bool shared = true)
    {
        Account account = Person(username);
        account.Domain = new Uri(server).Authority;
        account.Uri = $"{server}/users/{username}";
        await Store.AddAsync(
            account,
            new Handle { Name = $"{username}@{account.Domain}", AccountId = account.Id },
            new RemoteActor
            {
                AccountId = account.Id,
                Shard = account.Shard,
                Uri = account.Uri,
                Inbox = $"{account.Uri}/inbox",
                SharedInbox = shared ? $"{server}/inbox" : null,
                FetchedAt = Store.Clock.GetUtcNow(),
            }
        );
        return account.Id;
    }

    /// <summary>A follow as it stands after it was accepted; of somebody elsewhere with the id of the Follow that asked for it.</summary>
    public async Task FollowAsync(long followerId, long followeeId)
    {
        int shard = SnowflakeId.ShardOf(followerId);
        await using WeftDb db = Store.Read();
        string? follower = await db.Accounts.Where(a => a.Id == followerId).Select(a => a.Uri).SingleAsync(Token);
        await Store.AddAsync(
            new Follow
            {
                FollowerId = followerId,
                FolloweeId = followeeId,
                Id = Store.Ids.Next(shard),
                Shard = shard,
                Uri = follower is null ? null : $"{follower}/follows/{followeeId}",
            }
        );
    }

    public async Task<Post> SayAsync(long authorId, string text, Visibility? visibility = null)
    {
        Outcome<Post> said = await Get<PublishPostHandler>().RunAsync(new PublishPost(authorId, text, Visibility: visibility), Token);
        Assert.Null(said.Refusal);
        return said.Value!;
    }

    public Task<Spread> SpreadAsync() => Get<SpreadOutbox>().RunAsync(Token);

    /// <summary>As the grain of that server does.</summary>
    public Task DrainAsync(string host, bool heard = false) => Get<DrainHost>().RunAsync(host, heard, Token);

    /// <summary>The inboxes of what waits, oldest first.</summary>
    public async Task<string[]> WaitingAsync()
    {
        await using WeftDb db = Store.Read();
        return await db.Deliveries.OrderBy(d => d.EntryId).ThenBy(d => d.Inbox).Select(d => d.Inbox).ToArrayAsync(Token);
    }

    public async Task<int> EntriesAsync()
    {
        await using WeftDb db = Store.Read();
        return await db.OutboxEntries.CountAsync(Token);
    }

    public async Task<RemoteHost?> HostAsync(string name)
    {
        await using WeftDb db = Store.Read();
        return await db.RemoteHosts.FirstOrDefaultAsync(h => h.Name == name, Token);
    }

    /// <summary>What a careful server makes of the signature of what it heard, by the key of this account.</summary>
    public async Task<SignatureVerdict> JudgeAsync(Heard heard, string authority, long accountId)
    {
        SigningIdentity signer = await Get<IActorKeys>().OfAsync(accountId, Token);
        SignatureReading reading = new RequestVerifier(Store.Clock).Read(heard.AsParts(authority), false);
        return await RequestVerifier.VerifyAsync(
            reading,
            (keyId, _, _) =>
                new(
                    keyId == signer.KeyId
                    && VerificationKey.TryReadPem(signer.Key.PublicText, KeyLimits.Usual, out VerificationKey? key, out _)
                        ? new KeyAnswer.Found(key, signer.KeyId.Split('#')[0], true)
                        : new KeyAnswer.NotFound(keyId)
                ),
            Token
        );
    }

    /// <summary>What somebody who reads an account's document makes of a proof of its.</summary>
    public async Task<ProofVerdict> JudgeProofAsync(byte[] body, long accountId)
    {
        AccountModel account = (await Get<AccountReader>().FindAsync(accountId, Token))!;
        PresentedActor actor = await Get<PresentedActors>().OfAsync(account, Token);
        string id = Get<LocalAddresses>().Actor(actor.Username);
        return await new ProofVerifier(Store.Clock).VerifyAsync(
            JsonElement.Parse(body),
            (keyId, _, _) =>
                new(
                    keyId == ActorJson.AssertionKeyId(id)
                    && VerificationKey.TryReadMultikey(actor.AssertionKey!, out VerificationKey? key, out _)
                        ? new KeyAnswer.Found(key, id, true)
                        : new KeyAnswer.NotFound(keyId)
                ),
            Token
        );
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    /// <summary>The text of what was said in an activity, without markup.</summary>
    public static string Said(Heard heard)
    {
        string content = JsonElement.Parse(heard.Body).GetProperty("object").GetProperty("content").GetString()!;
        return content.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal);
    }

    public static string Server(Neighbour neighbour, string name = "far.test") =>
        string.Create(CultureInfo.InvariantCulture, $"http://{name}:{neighbour.Port}");

    private Account Person(string username)
    {
        int shard = IdSource.PickShard();
        return new Account
        {
            Id = Store.Ids.Next(shard),
            Shard = shard,
            Username = username,
            CreatedAt = Store.Clock.GetUtcNow(),
        };
    }

    private sealed class Loopback : IHostResolver
    {
        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation) =>
            Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }
}
