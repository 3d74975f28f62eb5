using Microsoft.Extensions.Time.Testing;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Server.Identity.Access;

namespace Weft.Server.Tests.Identity;

public sealed class CallerCacheTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_caller_is_known_for_half_a_minute()
    {
        CallerCache cache = new(clock);
        SecretHash token = SecretHash.Of("token");
        cache.Keep(token, Person(1, 10), cache.Drops);

        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.NotNull(cache.Find(token));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(cache.Find(token));
    }

    [Fact]
    public void Revoking_one_token_drops_that_one()
    {
        CallerCache cache = new(clock);
        cache.Keep(SecretHash.Of("a"), Person(1, 10), cache.Drops);
        cache.Keep(SecretHash.Of("b"), Person(2, 10), cache.Drops);

        cache.Drop(new AccessRevoked(10, 1));

        Assert.Null(cache.Find(SecretHash.Of("a")));
        Assert.NotNull(cache.Find(SecretHash.Of("b")));
    }

    [Fact]
    public void Revoking_all_of_an_account_leaves_the_others()
    {
        CallerCache cache = new(clock);
        cache.Keep(SecretHash.Of("a"), Person(1, 10), cache.Drops);
        cache.Keep(SecretHash.Of("b"), Person(2, 10), cache.Drops);
        cache.Keep(SecretHash.Of("c"), Person(3, 11), cache.Drops);

        cache.Drop(new AccessRevoked(10, null));

        Assert.Null(cache.Find(SecretHash.Of("a")));
        Assert.Null(cache.Find(SecretHash.Of("b")));
        Assert.NotNull(cache.Find(SecretHash.Of("c")));
    }

    [Fact]
    public void What_was_read_before_a_revocation_is_not_kept_after_it()
    {
        CallerCache cache = new(clock);
        long before = cache.Drops;

        cache.Drop(new AccessRevoked(10, 1));
        cache.Keep(SecretHash.Of("a"), Person(1, 10), before);

        Assert.Null(cache.Find(SecretHash.Of("a")));
    }

    [Fact]
    public void It_never_outgrows_its_bound()
    {
        CallerCache cache = new(clock, capacity: 100);
        for (int i = 0; i < 1_000; i++)
        {
            cache.Keep(SecretHash.Of($"token {i}"), Person(i, i), cache.Drops);
        }

        Assert.InRange(Enumerable.Range(0, 1_000).Count(i => cache.Find(SecretHash.Of($"token {i}")) is not null), 1, 100);
    }

    private static Caller Person(long token, long account) => new(token, 5, account, ScopeSet.Stored("read"), Standing.Active, Role.Member);
}
