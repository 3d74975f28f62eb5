using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Weft.Bench.Elsewhere;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Bench.Town;

/// <summary>Who lives on the server that is measured.</summary>
internal sealed record People
{
    /// <summary>How many authors everyone who reads follows.</summary>
    public const int Followed = 200;

    /// <summary>How many are online where memory is measured.</summary>
    public const int Online = 1_000;

    /// <summary>How many of an author's followers are online where growth is measured.</summary>
    public const int OnlineFollowers = 10;

    /// <summary>How many followers the three authors have.</summary>
    public static readonly IReadOnlyList<int> Crowds = [10, 1_000, 100_000];

    /// <summary>Reads home; follows <see cref="Followed"/>. Made by the command line.</summary>
    public required Person Reader { get; init; }

    /// <summary>Eight who post.</summary>
    public required IReadOnlyList<Person> Writers { get; init; }

    /// <summary><see cref="Online"/> people, each following the same authors as the reader.</summary>
    public required IReadOnlyList<Person> Readers { get; init; }

    /// <summary>One author for each of <see cref="Crowds"/>; empty when growth is not asked for.</summary>
    public required IReadOnlyList<Person> Authors { get; init; }

    /// <summary>The followers of all three authors who come online.</summary>
    public required IReadOnlyList<Person> Followers { get; init; }

    /// <summary>How many activities of other servers were taken before.</summary>
    private const int TakenBefore = 50_000;

    /// <summary>How many other servers have somebody whom the reader follows.</summary>
    public const int Speakers = 50;

    /// <summary>Those of other servers whom the reader follows; empty when the inbox is not asked for.</summary>
    public required IReadOnlyList<Stranger> Strangers { get; init; }

    /// <summary>Those whom other servers follow; empty when delivery is not asked for.</summary>
    public required IReadOnlyList<Herald> Heralds { get; init; }

    /// <summary>Lets them all move in.</summary>
    /// <param name="weft">The server, stopped or not.</param>
    /// <param name="store">Its database.</param>
    /// <param name="growth">Whether the crowds are wanted too.</param>
    /// <param name="elsewhere">The other servers; null when none are wanted.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<People> MoveInAsync(
        WeftProcess weft,
        Store store,
        bool growth,
        OtherServers? elsewhere,
        CancellationToken cancellation
    )
    {
        string token = (await weft.CreateAccountAsync("reader")).Token!;
        await using WeftDb db = store.Read();
        AccessToken given = await db.AccessTokens.SingleAsync(cancellation);
        Account reader = await db.Accounts.SingleAsync(cancellation);

        Townspeople town = new(store.Ids, DateTimeOffset.UtcNow);
        Account[] authors = [.. Range(Followed).Select(n => town.Add($"author{n}"))];
        foreach (Account author in authors)
        {
            town.Follow(reader, author);
        }

        List<Person> readers = [];
        foreach (int n in Range(Online))
        {
            Account one = town.Add($"online{n}");
            readers.Add(town.LetIn(one, given.AppId));
            foreach (Account author in authors)
            {
                town.Follow(one, author);
            }
        }

        Person[] writers = [.. Range(8).Select(n => town.LetIn(town.Add($"writer{n}"), given.AppId))];
        (List<Person> crowdAuthors, List<Person> followers) = growth ? Crowd(town, given.AppId) : ([], []);
        Heralds heralds = new(town, given.AppId, elsewhere);
        await store.AddAsync(town.Rows, cancellation);
        await store.AddAsync(
            heralds.FollowersOf(store.Ids, new Person(reader.Id, token), out IReadOnlyList<Stranger> strangers),
            cancellation
        );
        await store.AddAsync(Posts(store, authors), cancellation);
        if (elsewhere is not null)
        {
            await store.AddAsync(Taken(), cancellation);
        }

        await store.SettleAsync(cancellation);
        return new People
        {
            Reader = new Person(reader.Id, token),
            Writers = writers,
            Readers = readers,
            Authors = crowdAuthors,
            Followers = followers,
            Strangers = strangers,
            Heralds = heralds.All,
        };
    }

    private static (List<Person> Authors, List<Person> Followers) Crowd(Townspeople town, long appId)
    {
        Account[] authors = [.. Crowds.Select(size => town.Add(string.Create(CultureInfo.InvariantCulture, $"loved{size}")))];
        List<Person> online = [];
        foreach (int n in Range(Crowds.Max()))
        {
            Account follower = town.Add($"follower{n}");
            if (n < OnlineFollowers)
            {
                online.Add(town.LetIn(follower, appId));
            }

            for (int i = 0; i < authors.Length; i++)
            {
                if (n < Crowds[i])
                {
                    town.Follow(follower, authors[i]);
                }
            }
        }

        return ([.. authors.Select(author => town.LetIn(author, appId))], online);
    }

    /// <summary>Ten posts of each author, spread over the last day.</summary>
    private static IEnumerable<Post> Posts(Store store, Account[] authors)
    {
        DateTimeOffset yesterday = DateTimeOffset.UtcNow.AddHours(-23);
        return Range(10 * authors.Length).Select(n => Sayings.Say(store.Ids, authors[n % authors.Length], n, yesterday.AddSeconds(n * 41)));
    }

    /// <summary>What came from other servers before, so that the inbox looks it up as on a server that has lived.</summary>
    private static IEnumerable<ReceivedActivity> Taken() =>
        Range(TakenBefore)
            .Select(_ => new ReceivedActivity
            {
                Key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
                ReceivedAt = DateTimeOffset.UtcNow,
            });

    private static IEnumerable<int> Range(int count) => Enumerable.Range(0, count);
}
