using System.Text;
using Weft.Core.Posts;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>
/// What follows a status body for a viewer, from <c>current_user</c> to <c>filtered</c>. There are 144 of them, made once.
/// </summary>
internal static class ViewerTail
{
    private const int Marks = 16;
    private const int Pinnings = 3;

    private static readonly string[] Quotings = ["denied", "automatic", "manual"];

    private static readonly byte[][] Tails = [.. Enumerable.Range(0, Quotings.Length * Pinnings * Marks).Select(Make)];
    private static readonly byte[] NobodysTail = "\"denied\"}"u8.ToArray();

    /// <summary>For nobody: no more than that nobody may quote.</summary>
    public static ReadOnlySpan<byte> Nobody => NobodysTail;

    /// <summary>For a viewer. <c>pinned</c> is there only on the viewer's own posts that can be pinned.</summary>
    public static ReadOnlySpan<byte> For(PostView view, long viewerId)
    {
        PostModel post = view.Post;
        bool pinnable = post.Author.Id == viewerId && post.RepostOfId is null && post.Visibility != Visibility.Mentioned;
        int pinning =
            !pinnable ? 0
            : view.Marks.HasFlag(PostMarks.Pinned) ? 2
            : 1;
        int marks =
            (view.Marks.HasFlag(PostMarks.Liked) ? 1 : 0)
            | (view.Marks.HasFlag(PostMarks.Reposted) ? 2 : 0)
            | (view.Marks.HasFlag(PostMarks.Bookmarked) ? 4 : 0)
            | (view.Marks.HasFlag(PostMarks.Muted) ? 8 : 0);
        int quoting =
            !view.MayQuote ? 0
            : view.QuoteIsAsked ? 2
            : 1;
        return Tails[(quoting * Pinnings + pinning) * Marks + marks];
    }

    private static byte[] Make(int index)
    {
        int marks = index % Marks;
        int pinning = index / Marks % Pinnings;
        StringBuilder tail = new();
        tail.Append('"').Append(Quotings[index / Marks / Pinnings]).Append("\"}");
        Append("favourited", (marks & 1) != 0);
        Append("reblogged", (marks & 2) != 0);
        Append("muted", (marks & 8) != 0);
        Append("bookmarked", (marks & 4) != 0);
        if (pinning > 0)
        {
            Append("pinned", pinning == 2);
        }

        return Encoding.UTF8.GetBytes(tail.Append(",\"filtered\":[]").ToString());

        void Append(string name, bool value) => tail.Append(",\"").Append(name).Append("\":").Append(value ? "true" : "false");
    }
}
