using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>A poll for somebody. Apps want <c>own_votes</c> also from a server that does not know who asks.</summary>
internal sealed record PollJson(
    string Id,
    DateTimeOffset? ExpiresAt,
    bool Expired,
    bool Multiple,
    long VotesCount,
    long? VotersCount,
    bool Voted,
    IReadOnlyList<int> OwnVotes,
    IReadOnlyList<PollOptionJson> Options
)
{
    /// <summary>The custom emoji in the options.</summary>
    public required IReadOnlyList<CustomEmojiJson> Emojis { get; init; }
}

/// <summary>An option; without its count while that is not told.</summary>
internal sealed record PollOptionJson(string Title, long? VotesCount);
