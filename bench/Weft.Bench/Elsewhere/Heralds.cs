using System.Globalization;
using Weft.Bench.Town;
using Weft.Core.Ids;

namespace Weft.Bench.Elsewhere;

/// <summary>Somebody here whom other servers follow, each with one follower.</summary>
/// <param name="Name">Their user name.</param>
/// <param name="Person">Who posts.</param>
/// <param name="Living">How many of those servers answer.</param>
/// <param name="Dead">How many don't.</param>
/// <param name="FirstDead">The number of the first that doesn't; the living begin with 0.</param>
internal sealed record Herald(string Name, Person Person, int Living, int Dead, int FirstDead);

/// <summary>
/// Those whom other servers follow: the first by 2,000 that live, the second by two thirds of these, the others by the same
/// two thirds and by a third of dead ones, each by others.
/// </summary>
internal sealed class Heralds
{
    private const int Servers = 2_000;
    private const int ThirdOfThem = Servers / 3;
    private const int WithDead = 7;
    private readonly OtherServers? elsewhere;

    public Heralds(Townspeople town, long appId, OtherServers? elsewhere)
    {
        this.elsewhere = elsewhere;
        if (elsewhere is null)
        {
            return;
        }

        All =
        [
            Come(0, Servers),
            Come(1, Servers - ThirdOfThem),
            .. Enumerable
                .Range(0, WithDead)
                .Select(i => Come(2 + i, Servers - ThirdOfThem) with { Dead = ThirdOfThem, FirstDead = i * ThirdOfThem }),
        ];

        Herald Come(int number, int living)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"herald{number}");
            return new Herald(name, town.LetIn(town.Add(name), appId), living, 0, 0);
        }
    }

    /// <summary>All of them; none when there are no other servers.</summary>
    public IReadOnlyList<Herald> All { get; } = [];

    /// <summary>The rows of all who are elsewhere: those who follow the heralds, and those whom the reader follows.</summary>
    public IEnumerable<object> FollowersOf(IdSource ids, Person reader, out IReadOnlyList<Stranger> strangers)
    {
        if (elsewhere is null)
        {
            strangers = [];
            return [];
        }

        Strangers people = new(ids, elsewhere, DateTimeOffset.UtcNow);
        strangers = [.. Enumerable.Range(0, People.Speakers).Select(number => people.Speaker(number, reader))];
        for (int who = 0; who < All.Count; who++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"listener{who}");
            for (int number = 0; number < All[who].Living; number++)
            {
                people.Listener(number, dead: false, All[who].Person, name);
            }

            for (int number = 0; number < All[who].Dead; number++)
            {
                people.Listener(All[who].FirstDead + number, dead: true, All[who].Person, name);
            }
        }

        return people.Rows;
    }
}
