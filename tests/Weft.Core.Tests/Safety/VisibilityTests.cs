using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Testing;

namespace Weft.Core.Tests.Safety;

/// <summary>Visibility in SQL and in memory are one rule.</summary>
public sealed class VisibilityTests
{
    private const int People = 4;

    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Where each of the people is; the first is of this server.</summary>
    private static readonly string?[] Domains = [null, "a.example", "b.a.example", "c.example"];

    /// <summary>A small society and what it said: pairs by index, posts in order.</summary>
    private sealed record Society(
        HostPolicy[] Standings,
        (int From, int Domain)[] ShutOut,
        (int From, int To)[] Follows,
        (int From, int To)[] Blocks,
        (int From, int To, bool Expired)[] Mutes,
        (int Author, Visibility Visibility, int Mentioned, int RepliesTo, int Reposts, Consent Consent)[] Posts
    );

    private static readonly Gen<int> Person = Gen.Int[0, People - 1];

    private static readonly Gen<HostPolicy> Standing = Gen.Frequency(
        (4, Gen.Const(HostPolicy.Normal)),
        (1, Gen.Const(HostPolicy.Silenced)),
        (1, Gen.Const(HostPolicy.Suspended))
    );

    private static readonly Gen<Consent> Held = Gen.Frequency(
        (4, Gen.Const(Consent.Given)),
        (1, Gen.Const(Consent.Asked)),
        (1, Gen.Const(Consent.Refused))
    );

    private static readonly Gen<Society> Societies = Gen.Select(
        Gen.Select(Standing.Array[People], Gen.Select(Person, Gen.Int[1, People - 1]).Array[0, 2]),
        Gen.Select(Person, Person).Array[0, 6],
        Gen.Select(Person, Person).Array[0, 2],
        Gen.Select(Person, Person, Gen.Bool).Array[0, 2],
        Gen.Select(Person, Gen.Enum<Visibility>(), Gen.Int[-1, People - 1], Gen.Int[-2, 9], Gen.Int[-3, 9], Held).Array[1, 10],
        (servers, follows, blocks, mutes, posts) => new Society(servers.Item1, servers.Item2, follows, blocks, mutes, posts)
    );

    [Theory, EachDatabase]
    public async Task Sql_and_memory_agree_on_who_sees_and_who_wants_what(DatabaseKind kind)
    {
        await using TestStore world = await TestStore.OpenAsync(kind);
        IdSource ids = new(TimeProvider.System);
        await Societies.SampleAsync(async society => await CheckAsync(world, ids, society), iter: 150, threads: 1);
    }

    private static async Task CheckAsync(TestStore world, IdSource ids, Society society)
    {
        long[] people = [.. Enumerable.Range(0, People).Select(_ => ids.Next(IdSource.PickShard()))];
        List<Post> posts = [];
        foreach (var draft in society.Posts)
        {
            posts.Add(ToPost(draft, people, posts, ids));
        }

        HostPolicy[] standings = [.. society.Standings.Select((s, i) => Domains[i] is null ? HostPolicy.Normal : s)];
        Dictionary<long, HostPolicy> standingOf = people.Zip(standings).ToDictionary(p => p.First, p => p.Second);
        Outcome<bool> written = await world.Writer.RunAsync<bool>(
            work =>
            {
                work.Db.AddRange(
                    people.Select(
                        (id, i) =>
                            new Account
                            {
                                Id = id,
                                Username = "somebody",
                                Domain = Domains[i],
                                Standing = standings[i],
                            }
                    )
                );
                work.Db.AddRange(
                    society
                        .ShutOut.Where(b => Domains[b.From] is null)
                        .Distinct()
                        .Select(b => new DomainBlock { AccountId = people[b.From], Domain = Domains[b.Domain]! })
                );
                work.Db.AddRange(posts);
                work.Db.AddRange(Pairs(society.Follows).Select(p => new Follow { FollowerId = people[p.From], FolloweeId = people[p.To] }));
                work.Db.AddRange(Pairs(society.Blocks).Select(p => new Block { AccountId = people[p.From], TargetId = people[p.To] }));
                work.Db.AddRange(
                    society
                        .Mutes.Where(m => m.From != m.To)
                        .DistinctBy(m => (m.From, m.To))
                        .Select(m => new Mute
                        {
                            AccountId = people[m.From],
                            TargetId = people[m.To],
                            ExpiresAt = m.Expired ? Now.AddHours(-1) : null,
                        })
                );
                return Task.FromResult<Outcome<bool>>(true);
            },
            TestContext.Current.CancellationToken
        );
        Assert.True(written.Succeeded);

        await using WeftDb db = world.Read();
        long[] all = [.. posts.Select(p => p.Id)];
        foreach (long? viewer in people.Select(p => (long?)p).Append(null))
        {
            IReadOnlyDictionary<long, Stance> stances = viewer is long id
                ? await RelationshipReader.StancesAsync(db, id, people, Now, TestContext.Current.CancellationToken)
                : new Dictionary<long, Stance>();
            Assert.Equal(
                posts.Where(p => Sees(p, posts, viewer, stances, standingOf)).Select(p => p.Id).Order(),
                await db
                    .Posts.Where(p => all.Contains(p.Id))
                    .VisibleTo(db, viewer)
                    .OrderBy(p => p.Id)
                    .Select(p => p.Id)
                    .ToListAsync(TestContext.Current.CancellationToken)
            );
            Assert.Equal(
                posts.Where(p => Wants(p, posts, viewer, stances, standingOf)).Select(p => p.Id).Order(),
                await db
                    .Posts.Where(p => all.Contains(p.Id))
                    .WantedBy(db, viewer, Now)
                    .OrderBy(p => p.Id)
                    .Select(p => p.Id)
                    .ToListAsync(TestContext.Current.CancellationToken)
            );
        }
    }

    private static bool Sees(
        Post post,
        List<Post> all,
        long? viewer,
        IReadOnlyDictionary<long, Stance> stances,
        Dictionary<long, HostPolicy> standings
    ) =>
        VisibilityRule.MaySee(Audience(post, standings), viewer, stances.GetValueOrDefault(post.AuthorId))
        && (post.RepostOfId is not long original || Sees(all.Single(p => p.Id == original), all, viewer, stances, standings));

    private static bool Wants(
        Post post,
        List<Post> all,
        long? viewer,
        IReadOnlyDictionary<long, Stance> stances,
        Dictionary<long, HostPolicy> standings
    ) =>
        Sees(post, all, viewer, stances, standings)
        && VisibilityRule.Wants(Audience(post, standings), id => stances.GetValueOrDefault(id))
        && (
            post.RepostOfId is not long original
            || !stances.GetValueOrDefault(all.Single(p => p.Id == original).AuthorId).HasFlag(Stance.Mutes)
        );

    private static PostAudience Audience(Post post, Dictionary<long, HostPolicy> standings) =>
        new(post.AuthorId, post.Visibility, post.InReplyToAccountId, [.. post.Mentions.Select(m => m.AccountId)])
        {
            Standing = standings[post.AuthorId],
            IsHeld = post.Consent != Consent.Given,
        };

    private static Post ToPost(
        (int Author, Visibility Visibility, int Mentioned, int RepliesTo, int Reposts, Consent Consent) draft,
        long[] people,
        List<Post> earlier,
        IdSource ids
    )
    {
        long author = people[draft.Author];
        long id = ids.Next(SnowflakeId.ShardOf(author));
        Post? original = draft.Reposts >= 0 && draft.Reposts < earlier.Count ? earlier[draft.Reposts] : null;
        bool reposts = original is { RepostOfId: null } && !earlier.Exists(p => p.AuthorId == author && p.RepostOfId == original.Id);
        Post? answered = !reposts && draft.RepliesTo >= 0 && draft.RepliesTo < earlier.Count ? earlier[draft.RepliesTo] : null;
        return new Post
        {
            Id = id,
            AuthorId = author,
            Uri = Domains[draft.Author] is { } domain ? string.Create(CultureInfo.InvariantCulture, $"https://{domain}/{id}") : null,
            Visibility = draft.Visibility,
            ConversationId = id,
            RepostOfId = reposts ? original!.Id : null,
            InReplyToId = answered?.Id,
            InReplyToAccountId = answered?.AuthorId,
            Consent = draft.Consent,
            Mentions =
                !reposts && draft.Mentioned >= 0 && draft.Mentioned != draft.Author
                    ? [new PostMention { PostId = id, AccountId = people[draft.Mentioned] }]
                    : [],
        };
    }

    private static IEnumerable<(int From, int To)> Pairs((int From, int To)[] pairs) => pairs.Where(p => p.From != p.To).Distinct();
}
