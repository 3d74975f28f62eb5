using System.Runtime.CompilerServices;
using System.Text.Json;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>
/// Renders polls. They depend on the viewer and on the time, so they are no part of a status's body; once for each view,
/// since a status is first measured and then written.
/// </summary>
internal sealed class PollPresenter(TimeProvider clock, Addresses addresses)
{
    private readonly ConditionalWeakTable<PostView, byte[]> rendered = [];

    /// <summary>The poll of a post that has one.</summary>
    public byte[] Render(PostView view, long? viewerId) =>
        rendered.GetValue(view, v => JsonSerializer.SerializeToUtf8Bytes(Present(v, viewerId), MastodonJson.Wire.PollJson));

    private PollJson Present(PostView view, long? viewerId)
    {
        PollModel poll = view.Post.Poll!;
        DateTimeOffset now = clock.GetUtcNow();
        bool tells = poll.TellsTotals(now);
        bool isAuthor = view.Post.Author.Id == viewerId;
        return new PollJson(
            IdText.Of(view.Post.Id),
            poll.EndsAt,
            poll.HasEnded(now),
            poll.Multiple,
            poll.Votes,
            poll.Voters,
            // Who asks sees the votes as one who has voted.
            isAuthor || view.OwnVotes.Count > 0,
            view.OwnVotes,
            [.. poll.Options.Select(o => new PollOptionJson(o.Title, tells ? o.Votes : null))]
        )
        {
            Emojis = CustomEmojiJson.Of(view.Post.Emojis, addresses),
        };
    }
}
