using Weft.Core.Posts.Polls;
using Weft.Federation.Documents.Posts;
using Weft.Federation.Html;

namespace Weft.Federation.Posts;

/// <summary>Reads in Weft's words what a foreign post asks.</summary>
internal static class PostPolls
{
    private const int MostOptions = 20;
    private const int LongestOption = 200;

    /// <summary>The poll; null for none.</summary>
    public static ReceivedPoll? Of(PostDocument post) =>
        post.Poll is { } poll
            ? new ReceivedPoll(
                [.. poll.Options.Take(MostOptions).Select(o => new PollChoice(Title(o.Name), Math.Max(0, o.Votes)))],
                poll.Multiple,
                // One that was closed before its time has ended when that was seen, at the latest.
                poll is { Closed: true, EndsAt: null }
                    ? post.Updated ?? post.Published ?? DateTimeOffset.UnixEpoch
                    : poll.EndsAt,
                poll.VotersCount
            )
            : null;

    /// <summary>The words of a choice as they are kept: those of a vote are compared with them.</summary>
    public static string Title(string name) => ForeignMarkup.Words(System.Net.WebUtility.HtmlEncode(name), LongestOption);
}
