using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Accounts.Remote;
using Weft.Core.Moderation;
using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Safety;
using Weft.Core.Timelines;
using Weft.Testing;

namespace Weft.Core.Tests.Moderation;

/// <summary>A fresh server, its people, and people of others.</summary>
internal sealed class Fediverse : IAsyncDisposable
{
    private Fediverse(TestStore store) => Store = store;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestStore Store { get; }

    public static async Task<Fediverse> OpenAsync(DatabaseKind kind, bool allowListOnly = false) =>
        new(
            await TestStore.OpenAsync(
                kind,
                services =>
                    services
                        .AddSingleton(new LocalDomain("weft.example"))
                        .AddSingleton(new FederationMode(allowListOnly))
                        .AddAccounts()
                        .AddNotifications()
                        .AddPosts()
                        .AddTimelines()
                        .AddModeration()
            )
        );

    public T Get<T>()
        where T : notnull => Store.Services.GetRequiredService<T>();

    public async Task<long> JoinAsync(string name) =>
        Done(await Get<SignUpHandler>().RunAsync(new SignUp(name, $"{name}@mail.example", "hash") { Confirmed = true }, Token));

    /// <summary>Somebody elsewhere becomes known.</summary>
    public async Task<long> MeetAsync(string name, string domain, string? host = null) =>
        Done(
            await Get<SaveRemoteAccountHandler>()
                .RunAsync(
                    new SaveRemoteAccount($"https://{host ?? domain}/users/{name}", name, domain, $"https://{host ?? domain}/inbox"),
                    Token
                )
        );

    /// <summary>Follows; somebody elsewhere agrees at once.</summary>
    public async Task FollowAsync(long follower, long followee, string? uri = null)
    {
        FollowState state = Done(await Get<FollowAccountHandler>().RunAsync(new FollowAccount(follower, followee, Uri: uri), Token));
        if (state == FollowState.Requested)
        {
            Done(await Get<AnswerFollowRequestHandler>().RunAsync(new AnswerFollowRequest(followee, follower, true), Token));
        }
    }

    /// <summary>Somebody elsewhere says something that comes here.</summary>
    public async Task<long> HearAsync(long author, string text, params long[] mentioned)
    {
        Store.Clock.Advance(TimeSpan.FromMilliseconds(5));
        return Done(
            await Get<ReceivePostHandler>()
                .RunAsync(
                    new ReceivePost(author, $"https://elsewhere.example/{author}/{text}")
                    {
                        Html = $"<p>{text}</p>",
                        Text = text,
                        MentionedIds = mentioned,
                        IsNews = true,
                    },
                    Token
                )
        );
    }

    public async Task<HostJudged> JudgeAsync(string domain, HostPolicy policy) =>
        Done(await Get<JudgeHostHandler>().RunAsync(new JudgeHost(domain, policy), Token));

    public async Task<bool> SeesAsync(long? viewer, long post) => await Get<PostReader>().FindAsync(post, viewer, Token) is not null;

    public async Task<IEnumerable<long>> PublicAsync(long? viewer) =>
        (await Get<PublicTimeline>().ReadAsync(PublicScope.Everyone, viewer, PageRequest.Newest(40), Token)).Items.Select(v => v.Post.Id);

    public async Task<int> ToldAsync(long account) =>
        (await Get<NotificationReader>().PageAsync(account, NotificationFilter.All, PageRequest.Newest(40), Token)).Items.Count;

    public async Task<RelationshipModel> RelationAsync(long viewer, long other) =>
        (await Get<RelationshipReader>().ReadAsync(viewer, [other], Token)).Single();

    public async Task<AccountModel?> AccountAsync(long id) => await Get<AccountReader>().FindAsync(id, Token);

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public static T Done<T>(Outcome<T> outcome)
    {
        Assert.True(outcome.Succeeded, $"{outcome.Refusal}");
        return outcome.Value;
    }
}
