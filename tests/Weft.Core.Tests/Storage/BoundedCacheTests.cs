using Weft.Core.Storage;

namespace Weft.Core.Tests.Storage;

/// <summary>What was used lately is kept, what was dropped is gone.</summary>
public sealed class BoundedCacheTests
{
    [Fact]
    public void What_is_used_stays_and_what_is_not_used_leaves()
    {
        BoundedCache<int, string> cache = new(20);
        cache.Put(0, "used");
        cache.Put(1, "not used");
        for (int n = 2; n < 100; n++)
        {
            cache.Put(n, "other");
            Assert.True(cache.TryGet(0, out _));
        }

        Assert.False(cache.TryGet(1, out _));
        Assert.InRange(Enumerable.Range(0, 100).Count(n => cache.TryGet(n, out _)), 5, 22);
    }

    [Fact]
    public void What_passes_the_test_is_forgotten()
    {
        BoundedCache<int, string> cache = new(100);
        for (int n = 0; n < 80; n++)
        {
            cache.Put(n, n % 2 == 0 ? "even" : "odd");
        }

        cache.DropWhere(value => value == "odd");

        Assert.DoesNotContain(Enumerable.Range(0, 80), n => cache.TryGet(n, out string? value) && value == "odd");
        Assert.True(cache.TryGet(78, out _));
    }

    /// <summary>One thread puts and drops a value while others read it into the young generation and turn the generations over.</summary>
    [Fact]
    public async Task What_was_dropped_never_comes_back_whatever_others_do_meanwhile()
    {
        BoundedCache<int, string> cache = new(8);
        using CancellationTokenSource done = new();
        Task[] others =
        [
            .. Enumerable
                .Range(1, 3)
                .Select(seed =>
                    Task.Run(() =>
                    {
                        for (int n = 0; !done.IsCancellationRequested; n++)
                        {
                            cache.TryGet(0, out _);
                            cache.Put(1 + (seed * 7 + n) % 50, "other");
                        }
                    })
                ),
        ];
        int returned = 0;
        for (int n = 0; n < 100_000; n++)
        {
            cache.Put(0, "mine");
            cache.TryGet(0, out _);
            cache.Drop(0);
            returned += cache.TryGet(0, out _) ? 1 : 0;
        }

        await done.CancelAsync();
        await Task.WhenAll(others);
        Assert.Equal(0, returned);
    }
}
