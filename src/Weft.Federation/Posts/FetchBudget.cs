namespace Weft.Federation.Posts;

/// <summary>
/// How many documents one thing that came may have fetched: its author, what it answers, what that answers, and so on. So
/// no chain of replies, quotes and reposts costs more than this.
/// </summary>
public sealed class FetchBudget(int most = FetchBudget.Most)
{
    /// <summary>Fetches in all, for one thing that came.</summary>
    public const int Most = 12;

    private int left = most;

    /// <summary>Takes one; false when there is none left.</summary>
    public bool Take() => left-- > 0;
}
