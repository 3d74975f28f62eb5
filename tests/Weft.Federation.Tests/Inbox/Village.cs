using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Moderation;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Reports;
using Weft.Core.Storage;
using Weft.Core.Timelines;
using Weft.Federation.Actors;
using Weft.Federation.Http;
using Weft.Federation.Inbox;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>A small server of our own, http://w.example, and what its people and its inbox do.</summary>
internal sealed class Village : IHostResolver, IAsyncDisposable
{
    public const string Host = "w.example";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public TestStore Store { get; private set; } = null!;

    /// <summary>What it logs, from Information on.</summary>
    public LogLines Log { get; } = new();

    public static async Task<Village> OpenAsync(DatabaseKind kind, Action<IServiceCollection>? more = null)
    {
        Village village = new();
        village.Store = await TestStore.OpenAsync(
            kind,
            services =>
            {
                services
                    .AddSingleton<IHostResolver>(village)
                    .AddSingleton<ILoggerProvider>(village.Log)
                    .AddSingleton(new LocalDomain(Host))
                    .AddAccounts()
                    .AddNotifications()
                    .AddPosts()
                    .AddReports()
                    .AddTimelines()
                    .AddModeration()
                    .AddFederation(
                        new FederationHttpOptions { Url = $"http://{Host}", AllowLoopback = true },
                        new LocalAddresses($"http://{Host}", Host)
                    );
                more?.Invoke(services);
            }
        );
        return village;
    }

    public T Get<T>()
        where T : notnull => Store.Services.GetRequiredService<T>();

    public DateTimeOffset Now => Store.Clock.GetUtcNow();

    public static string Actor(string name) => $"http://{Host}/users/{name}";

    public static string Post(string name, long id) => $"{Actor(name)}/statuses/{id}";

    public async Task<long> JoinAsync(string name) =>
        Done(await Get<SignUpHandler>().RunAsync(new SignUp(name, $"{name}@mail.example", "hash") { Confirmed = true }, Cancellation));

    public async Task<long> SayAsync(long author, string text, Visibility visibility = Visibility.Public) =>
        Done(await Get<PublishPostHandler>().RunAsync(new PublishPost(author, text, Visibility: visibility), Cancellation)).Id;

    /// <summary>Somebody here follows somebody there, who has agreed.</summary>
    public async Task FollowAsync(long follower, long followee)
    {
        Done(await Get<FollowAccountHandler>().RunAsync(new FollowAccount(follower, followee), Cancellation));
        Done(await Get<AnswerFollowRequestHandler>().RunAsync(new AnswerFollowRequest(followee, follower, true), Cancellation));
    }

    /// <summary>The account of somebody elsewhere, fetched if need be.</summary>
    public async Task<long> KnowAsync(string actor) =>
        Assert.IsType<PersonOutcome.Found>(await Get<RemoteActors>().FindAsync(actor, Cancellation)).Person.AccountId;

    /// <summary>The inbox takes an activity, signed by its actor a moment after the last one.</summary>
    public async Task<InboxAnswer> TakeAsync(RemoteServer server, string signer, string json, long? recipient = null)
    {
        Store.Clock.Advance(TimeSpan.FromSeconds(1));
        return await TakeAsync(server.Post(signer, json, Now), recipient);
    }

    public Task<InboxAnswer> TakeAsync(RequestParts request, long? recipient = null) =>
        Get<ActivityInbox>().TakeAsync(request, recipient, Cancellation);

    public async Task<T> ReadAsync<T>(Func<WeftDb, Task<T>> read)
    {
        await using WeftDb db = Store.Read();
        return await read(db);
    }

    public Task<Post?> PostAsync(string uri) =>
        ReadAsync(db =>
            db.Posts.Include(p => p.Mentions).Include(p => p.Tags).AsSplitQuery().FirstOrDefaultAsync(p => p.Uri == uri, Cancellation)
        );

    public Task<bool> FollowsAsync(long follower, long followee) =>
        ReadAsync(db => db.Follows.AnyAsync(f => f.FollowerId == follower && f.FolloweeId == followee, Cancellation));

    public Task<int> NotificationsAsync(long account, NotificationKind kind) =>
        ReadAsync(db => db.Notifications.CountAsync(n => n.AccountId == account && n.Kind == kind, Cancellation));

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation) =>
        Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private static T Done<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded, $"{outcome.Refusal}");
        return outcome.Value;
    }
}
