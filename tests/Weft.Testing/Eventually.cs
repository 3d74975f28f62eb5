using System.Diagnostics;
using Xunit;

namespace Weft.Testing;

/// <summary>Waits for what does not happen at once, and fails the test, by name, when it does not happen at all.</summary>
public static class Eventually
{
    /// <summary>How long something may take on a busy machine. What takes this long never comes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again until the answer is as it has to become.</summary>
    /// <returns>That answer.</returns>
    /// <exception cref="TimeoutException">It never is; the message holds the last answer.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> isSo)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            T answer = await ask();
            if (isSo(answer))
            {
                return answer;
            }

            if (waited.Elapsed > Patience)
            {
                throw new TimeoutException($"After {Patience} it is still: {answer}");
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
