using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Threads;

namespace Weft.Federation.Tests.Threads;

/// <summary>Which threads are read, and what is told of it.</summary>
public sealed class ThreadsWantedTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void All_who_look_meanwhile_wait_for_the_same_reading_and_later_ones_for_another()
    {
        ThreadsWanted wanted = new(clock);

        ThreadReading first = wanted.Want(1)!;
        Assert.Same(first, wanted.Want(1));
        Assert.Same(first, wanted.Find(first.Id));
        Assert.NotEqual(first.Id, wanted.Want(2)!.Id);

        first.NoteFound();
        first.Finish();
        Assert.Null(wanted.Want(1));
        Assert.Equal((true, 1), (wanted.Find(first.Id)!.IsFinished, wanted.Find(first.Id)!.Found));

        clock.Advance(ThreadsWanted.Pause);
        ThreadReading second = wanted.Want(1)!;
        Assert.NotEqual(first.Id, second.Id);
        Assert.False(second.IsFinished);
        Assert.Equal(3, wanted.Waiting.Count);
    }

    [Fact]
    public void What_too_many_wait_for_is_not_promised_and_can_be_wanted_again()
    {
        ThreadsWanted wanted = new(clock);
        long post = 0;
        while (wanted.Want(++post) is not null)
        {
            Assert.True(post < 10_000);
        }

        Assert.Null(wanted.Want(post));
        Assert.True(wanted.Waiting.TryRead(out _));
        Assert.NotNull(wanted.Want(post));
    }

    [Fact]
    public void What_is_no_reading_is_not_found() => Assert.Null(new ThreadsWanted(clock).Find("1"));
}
