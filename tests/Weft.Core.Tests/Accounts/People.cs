using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Notifications;
using Weft.Testing;

namespace Weft.Core.Tests.Accounts;

/// <summary>A fresh server's people, and what they do.</summary>
internal sealed class People : IAsyncDisposable
{
    private readonly Recorder recorder;

    public TestStore Store { get; private init; } = null!;

    public IEnumerable<WeftEvent> Told => recorder.Events;

    public AccountReader Reader => Get<AccountReader>();

    public RelationshipLists Lists => Get<RelationshipLists>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<People> OpenAsync(DatabaseKind kind)
    {
        Recorder recorder = new();
        TestStore store = await TestStore.OpenAsync(
            kind,
            services => services.AddAccounts().AddNotifications().AddSingleton<IEventListener>(recorder)
        );
        return new People(recorder) { Store = store };
    }

    private People(Recorder recorder) => this.recorder = recorder;

    public T Get<T>()
        where T : notnull => Store.Services.GetRequiredService<T>();

    public async Task<long> JoinAsync(string username, bool locked = false)
    {
        Outcome<long> id = await Get<SignUpHandler>()
            .RunAsync(new SignUp(username, username + "@example.org", "hash") { Confirmed = true }, Cancellation);
        Assert.True(id.Succeeded, $"{id.Refusal}");
        if (locked)
        {
            await LockAsync(id.Value, true);
        }

        return id.Value;
    }

    public async Task<long[]> JoinAsync(params string[] usernames)
    {
        List<long> ids = [];
        foreach (string username in usernames)
        {
            ids.Add(await JoinAsync(username));
        }

        return [.. ids];
    }

    public Task<Outcome<long>> UpdateAsync(UpdateProfile update) => Get<UpdateProfileHandler>().RunAsync(update, Cancellation);

    public Task<Outcome<long>> LockAsync(long id, bool locked) => UpdateAsync(new UpdateProfile(id) { Locked = locked });

    public Task<Outcome<FollowState>> FollowAsync(long follower, long followee, bool? reposts = null, bool? notify = null)
    {
        // Ids of the same moment sort by their shards, which are picked at random.
        Store.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return Get<FollowAccountHandler>().RunAsync(new FollowAccount(follower, followee, reposts, notify), Cancellation);
    }

    public Task<Outcome<bool>> UnfollowAsync(long follower, long followee) =>
        Get<UnfollowAccountHandler>().RunAsync(new UnfollowAccount(follower, followee), Cancellation);

    public Task<Outcome<bool>> AnswerAsync(long account, long follower, bool accept) =>
        Get<AnswerFollowRequestHandler>().RunAsync(new AnswerFollowRequest(account, follower, accept), Cancellation);

    public Task<Outcome<bool>> RemoveFollowerAsync(long account, long follower) =>
        Get<RemoveFollowerHandler>().RunAsync(new RemoveFollower(account, follower), Cancellation);

    public Task<Outcome<bool>> BlockAsync(long account, long target) =>
        Get<BlockAccountHandler>().RunAsync(new BlockAccount(account, target), Cancellation);

    public Task<Outcome<bool>> UnblockAsync(long account, long target) =>
        Get<UnblockAccountHandler>().RunAsync(new UnblockAccount(account, target), Cancellation);

    public Task<Outcome<bool>> MuteAsync(long account, long target, bool notifications = true, TimeSpan? duration = null) =>
        Get<MuteAccountHandler>().RunAsync(new MuteAccount(account, target, notifications, duration), Cancellation);

    public Task<Outcome<bool>> UnmuteAsync(long account, long target) =>
        Get<UnmuteAccountHandler>().RunAsync(new UnmuteAccount(account, target), Cancellation);

    public Task<Outcome<bool>> DeleteAsync(long account) => Get<DeleteAccountHandler>().RunAsync(new DeleteAccount(account), Cancellation);

    public async Task<RelationshipModel> RelationshipAsync(long viewer, long other) =>
        Assert.Single(await Get<RelationshipReader>().ReadAsync(viewer, [other], Cancellation));

    public async Task<AccountModel> AccountAsync(long id) => (await Reader.FindAsync(id, Cancellation))!;

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private sealed class Recorder : IEventListener
    {
        public ConcurrentQueue<WeftEvent> Events { get; } = [];

        public void Hear(WeftEvent happened) => Events.Enqueue(happened);
    }
}
