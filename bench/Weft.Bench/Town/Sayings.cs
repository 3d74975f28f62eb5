using System.Globalization;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Posts;

namespace Weft.Bench.Town;

/// <summary>Posts as people write them: some short, some long, some with a link or a tag.</summary>
internal static class Sayings
{
    private static readonly string[] Texts =
    [
        "The loom is warped again. Four evenings, and not one thread too few this time.",
        "Does anybody else count their steps on the way up a hill, and stop counting on the way down? Asking for a friend who "
            + "lives on the fourth floor and has views on lifts. #bicycles",
        "Read half of a book about rivers that changed their minds. The other half is tomorrow's. https://weft.example/rivers",
        "Long thought of the day: a place where people talk is less like a newspaper than like a street, and a street is made by "
            + "those who stay in it after dark. Whoever designs one should walk it at three in the morning first, and once in the "
            + "rain, and once as somebody who is not sure of being welcome. #weaving #streets",
        "Bread came out flat. It tastes as it should, which is more than can be said of most flat things.",
    ];

    /// <summary>A post's row as <c>PublishPost</c> leaves it, without mentions.</summary>
    /// <param name="ids">Makes ids.</param>
    /// <param name="author">Who says it.</param>
    /// <param name="number">Chooses the text and makes it its own.</param>
    /// <param name="at">When; null for now.</param>
    public static Post Say(IdSource ids, Account author, int number, DateTimeOffset? at = null)
    {
        int shard = author.Shard;
        long id = at is { } moment ? SnowflakeId.Compose(moment, shard, number % SnowflakeId.SequencesPerMillisecond) : ids.Next(shard);
        string text = Texts[number % Texts.Length];
        return new Post
        {
            Id = id,
            Shard = shard,
            AuthorId = author.Id,
            Text = string.Create(CultureInfo.InvariantCulture, $"{text} ({number})"),
            Language = "en",
            ConversationId = id,
            CreatedAt = SnowflakeId.TimeOf(id),
            LikesCount = number % 7,
            Tags = [.. Tags(text).Select(tag => new PostTag { Name = tag, Shard = shard })],
        };
    }

    /// <summary>The JSON of a request to post what <see cref="Plain"/> says; the generator numbers it.</summary>
    public static string PlainJson => $$"""{"status":"{{Texts[0]}} (0000000000)","visibility":"public","language":"en"}""";

    /// <summary>A post's row without tags: one row and no more.</summary>
    public static Post Plain(IdSource ids, Account author, int number)
    {
        Post post = Say(ids, author, number * Texts.Length);
        post.Text = string.Create(CultureInfo.InvariantCulture, $"{Texts[0]} ({number:D10})");
        return post;
    }

    private static IEnumerable<string> Tags(string text) => text.Split(' ').Where(word => word.StartsWith('#')).Select(word => word[1..]);
}
