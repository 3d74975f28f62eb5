using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Storage;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Inbox;
using Weft.Federation.Tests.Http;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>An activity that fails with each try; Lemmy sends nothing else until it is taken.</summary>
public sealed class RepeatedFaultTests
{
    private static string Dislike(string actor, int number) =>
        $$"""{"id":"{{actor}}#{{number}}","type":"Dislike","actor":"{{actor}}","object":"{{Village.Actor("bob")}}"}""";

    [Fact]
    public async Task For_a_fault_of_ours_it_is_given_up_with_the_third_try()
    {
        await using Village village = await Village.OpenAsync(
            DatabaseKind.Sqlite,
            services => services.AddSingleton<IActivityHandler>(new Faulty(() => new InvalidOperationException("A bug.")))
        );
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");

        await Assert.ThrowsAsync<InvalidOperationException>(() => village.TakeAsync(there, ann, Dislike(ann, 1)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => village.TakeAsync(there, ann, Dislike(ann, 1)));
        Assert.Equal(202, (await village.TakeAsync(there, ann, Dislike(ann, 1))).Status);

        await Assert.ThrowsAsync<InvalidOperationException>(() => village.TakeAsync(there, ann, Dislike(ann, 2)));
    }

    [Fact]
    public async Task While_the_database_is_away_it_is_never_given_up()
    {
        await using Village village = await Village.OpenAsync(
            DatabaseKind.Sqlite,
            services => services.AddSingleton<IActivityHandler>(new Faulty(() => new StorageUnavailableException("Away.")))
        );
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");

        for (int tries = 0; tries < 2 * RepeatedFaults.Most; tries++)
        {
            await Assert.ThrowsAsync<StorageUnavailableException>(() => village.TakeAsync(there, ann, Dislike(ann, 1)));
        }
    }

    [Theory]
    [InlineData(401, new[] { 503, 503, 202, 202 })]
    [InlineData(502, new[] { 503, 503, 503, 503 })]
    public async Task For_a_key_that_its_server_withholds_it_is_given_up_and_for_one_that_is_away_it_is_not(int status, int[] answers)
    {
        await using Village village = await Village.OpenAsync(DatabaseKind.Sqlite);
        await using RemoteServer there = new();
        string ann = there.AddPerson("ann");
        there.Answer("/users/ann", new Said(status));
        List<int> answered = [];

        for (int tries = 0; tries < answers.Length; tries++)
        {
            answered.Add((await village.TakeAsync(there, ann, Dislike(ann, 1))).Status);
        }

        Assert.Equal(answers, answered);
        Assert.Equal(503, (await village.TakeAsync(there, ann, Dislike(ann, 2))).Status);
    }

    /// <summary>A handler of what Weft does nothing about, with a bug.</summary>
    private sealed class Faulty(Func<Exception> fault) : IActivityHandler
    {
        public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Dislike];

        public Task<string> TakeAsync(Received received, CancellationToken cancellation) => throw fault();
    }
}
