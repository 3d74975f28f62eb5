using System.Text.Json;
using Weft.Core.Accounts;
using Weft.Core.Posts;
using Weft.Federation.Documents;
using Weft.Federation.Presenting;
using Weft.Federation.Tests.Documents;

namespace Weft.Federation.Tests.Presenting;

/// <summary>Somebody of this server and what they say, and how others read it: with the reader that reads others.</summary>
internal static class Ours
{
    public static readonly DateTimeOffset Then = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static LocalAddresses Addresses { get; } = new("https://w.example", "w.example");

    public static AccountModel Bob { get; } =
        new(
            7,
            "bob",
            "Bob",
            "Bob",
            "Tea. #tea https://bob.example/",
            [new ProfileField("Site", "https://bob.example/")],
            Locked: true,
            Bot: false,
            Discoverable: true,
            Indexable: false,
            HideCollections: false,
            Then,
            null,
            2,
            3,
            4
        );

    public static MentionedActor Ann { get; } = new("https://m.example/users/ann", "https://m.example/@ann", "ann", "m.example");

    public static PostModel Post(
        string text,
        Visibility visibility = Visibility.Public,
        InteractionPolicy quote = InteractionPolicy.Everyone,
        InteractionPolicy reply = InteractionPolicy.Everyone,
        string warning = ""
    ) =>
        new()
        {
            Id = 42,
            Author = Bob,
            Text = text,
            ContentWarning = warning,
            Sensitive = false,
            Visibility = visibility,
            ReplyPolicy = reply,
            QuotePolicy = quote,
            Language = "en",
            InReplyToId = null,
            InReplyToAccountId = null,
            ConversationId = 42,
            RepostOfId = null,
            QuoteOfId = null,
            QuoteRevoked = false,
            App = null,
            CreatedAt = Then,
            EditedAt = null,
            RepliesCount = 1,
            RepostsCount = 2,
            LikesCount = 3,
            QuotesCount = 0,
            Mentions = [],
            Tags = ["tea"],
        };

    public static T Read<T>(byte[] document)
        where T : Document
    {
        DocumentReading reading = Fixture.Reader.Read(document);
        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Dropped);
        return Assert.IsType<T>(reading.Document);
    }

    public static JsonElement Json(byte[] document) => JsonElement.Parse(document);
}
