using System.Globalization;

namespace Weft.Core.Posts;

/// <summary>
/// What the policies of another server's post say to somebody of this server whom they name. For that person it outweighs
/// what they say to everybody, to followers, or to those followed.
/// </summary>
/// <param name="AccountId">Who is named.</param>
/// <param name="Like">Whether that person may like at once or having asked; null where the policy of likes does not name them.</param>
/// <param name="Reply">The same for replies.</param>
/// <param name="Repost">The same for reposts.</param>
/// <param name="Quote">The same for quotes.</param>
public sealed record NamedLeave(long AccountId, Leave? Like, Leave? Reply, Leave? Repost, Leave? Quote)
{
    /// <summary>How many people of this server are kept of one post; further ones are as if they were not named.</summary>
    public const int Most = 20;

    private const char Next = ';';
    private const char Part = ',';

    /// <summary>As a post keeps them; null for none.</summary>
    public static string? Write(IEnumerable<NamedLeave> people)
    {
        string[] each =
        [
            .. people
                .Take(Most)
                .Select(p =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{p.AccountId}{Part}{(int?)p.Like}{Part}{(int?)p.Reply}{Part}{(int?)p.Repost}{Part}{(int?)p.Quote}"
                    )
                ),
        ];
        return each.Length == 0 ? null : string.Join(Next, each);
    }

    /// <summary>What is said to one of them; null when nothing is.</summary>
    /// <param name="people">As <see cref="Write"/> wrote them.</param>
    /// <param name="accountId">Who asks.</param>
    public static NamedLeave? Of(string? people, long accountId)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"{accountId}{Part}");
        return
            people?.Split(Next).FirstOrDefault(p => p.StartsWith(start, StringComparison.Ordinal))?.Split(Part)
                is [_, var like, var reply, var repost, var quote]
            ? new NamedLeave(accountId, Read(like), Read(reply), Read(repost), Read(quote))
            : null;
    }

    private static Leave? Read(string digit) => digit.Length == 0 ? null : (Leave)int.Parse(digit, CultureInfo.InvariantCulture);
}
