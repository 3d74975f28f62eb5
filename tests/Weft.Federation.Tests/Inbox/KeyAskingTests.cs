using Weft.Federation.Actors;
using Weft.Federation.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>How often another server is asked for keys because of requests that anybody can send.</summary>
public sealed class KeyAskingTests : IAsyncLifetime
{
    private readonly RemoteServer there = new();
    private Village village = null!;

    public async ValueTask InitializeAsync()
    {
        village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await village.JoinAsync("bob");
    }

    public async ValueTask DisposeAsync()
    {
        await village.DisposeAsync();
        await there.DisposeAsync();
    }

    private async Task<int> FollowAsync(string actor) =>
        (
            await village.TakeAsync(
                there,
                actor,
                $$"""{"id":"{{actor}}#f","type":"Follow","actor":"{{actor}}","object":"{{Village.Actor("bob")}}"}"""
            )
        ).Status;

    [Fact]
    public async Task A_key_that_is_not_there_is_not_asked_for_again_within_five_minutes()
    {
        Assert.Equal(401, await FollowAsync(there.Person("nobody")));
        int asked = there.Asked.Count();

        Assert.Equal(401, await FollowAsync(there.Person("nobody")));
        Assert.Equal(asked, there.Asked.Count());

        there.AddPerson("nobody");
        village.Store.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(202, await FollowAsync(there.Person("nobody")));
    }

    [Fact]
    public async Task A_server_is_asked_for_thirty_keys_in_a_minute_and_what_needs_more_comes_again()
    {
        for (int i = 0; i < KeySearches.MostFetches; i++)
        {
            Assert.Equal(401, await FollowAsync(there.Person($"p{i}")));
        }

        string ann = there.AddPerson("ann");
        int asked = there.Asked.Count();
        Assert.Equal(503, await FollowAsync(ann));
        Assert.Equal(asked, there.Asked.Count());

        village.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(202, await FollowAsync(ann));
    }

    [Fact]
    public async Task Another_server_and_whoever_is_known_are_not_kept_waiting_by_that()
    {
        await using RemoteServer elsewhere = new("o.example");
        string ann = there.AddPerson("ann");
        await village.KnowAsync(ann);
        for (int i = 0; i <= KeySearches.MostFetches; i++)
        {
            await FollowAsync(there.Person($"p{i}"));
        }

        Assert.Equal(202, await FollowAsync(ann));
        string olaf = elsewhere.AddPerson("olaf");
        InboxAnswer answer = await village.TakeAsync(
            elsewhere,
            olaf,
            $$"""{"id":"{{olaf}}#f","type":"Follow","actor":"{{olaf}}","object":"{{Village.Actor("bob")}}"}"""
        );
        Assert.Equal(202, answer.Status);
    }
}
