namespace Weft.Testing;

/// <summary>What a door shows somebody of an author's four posts.</summary>
/// <param name="Viewer">Who looks: one of <see cref="VisibilityMatrix.Viewers"/>.</param>
/// <param name="Seen">A letter for each post that is shown, in this order: P(ublic), U(nlisted), F(ollowers), M(entioned); else a dash.</param>
public sealed record MatrixRow(string Viewer, string Seen);

/// <summary>
/// Who sees what, written down by hand: the truth that every door of every protocol is held to, whatever rule the code
/// follows. The author's posts mention <c>mentioned</c>, <c>friend</c>, <c>blocked</c> and <c>blocker</c>. Before the
/// blocks and the mute <c>follower</c>, <c>friend</c>, <c>blocked</c>, <c>blocker</c> and <c>muter</c> followed the
/// author, and everybody liked and saved what they could see then.
/// </summary>
public static class VisibilityMatrix
{
    /// <summary>The letters of the four visibilities.</summary>
    public const string Letters = "PUFM";

    /// <summary>Everybody who looks. The visitor is not logged in; the author blocks <c>blocked</c>; <c>blocker</c> blocks and <c>muter</c> mutes the author.</summary>
    public static IReadOnlyList<string> Viewers { get; } =
    ["visitor", "stranger", "follower", "mentioned", "friend", "blocked", "blocker", "muter", "author"];

    /// <summary>Asking for a post, or going to where it must be: by address, on the profile, among one's own likes and bookmarks.</summary>
    public static IReadOnlyList<MatrixRow> Asked { get; } =
    [
        new("visitor", "PU--"),
        new("stranger", "PU--"),
        new("follower", "PUF-"),
        new("mentioned", "PUFM"),
        new("friend", "PUFM"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "PUF-"),
        new("author", "PUFM"),
    ];

    /// <summary>Meeting a post among others': in threads, among quotes. Who mutes the author does not want to.</summary>
    public static IReadOnlyList<MatrixRow> Met { get; } =
    [
        new("visitor", "PU--"),
        new("stranger", "PU--"),
        new("follower", "PUF-"),
        new("mentioned", "PUFM"),
        new("friend", "PUFM"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "----"),
        new("author", "PUFM"),
    ];

    /// <summary>The public timeline, tags.</summary>
    public static IReadOnlyList<MatrixRow> Open { get; } =
    [
        new("visitor", "P---"),
        new("stranger", "P---"),
        new("follower", "P---"),
        new("mentioned", "P---"),
        new("friend", "P---"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "----"),
        new("author", "P---"),
    ];

    /// <summary>The home timeline.</summary>
    public static IReadOnlyList<MatrixRow> Home { get; } =
    [
        new("stranger", "----"),
        new("follower", "PUF-"),
        new("mentioned", "----"),
        new("friend", "PUFM"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "----"),
        new("author", "PUFM"),
    ];

    /// <summary>Being told of the mention.</summary>
    public static IReadOnlyList<MatrixRow> Told { get; } =
    [
        new("stranger", "----"),
        new("follower", "----"),
        new("mentioned", "PUFM"),
        new("friend", "PUFM"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "----"),
        new("author", "----"),
    ];

    /// <summary>What somebody else quotes or reposts of the two posts that others may quote and repost, asked for.</summary>
    public static IReadOnlyList<MatrixRow> PassedOn { get; } =
    [
        new("visitor", "PU--"),
        new("stranger", "PU--"),
        new("follower", "PU--"),
        new("mentioned", "PU--"),
        new("friend", "PU--"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "PU--"),
        new("author", "PU--"),
    ];

    /// <summary>The same in the home of those who follow whoever reposts and not the author, or do not want the author.</summary>
    public static IReadOnlyList<MatrixRow> PassedOnToHome { get; } =
    [new("stranger", "PU--"), new("mentioned", "PU--"), new("blocked", "----"), new("blocker", "----"), new("muter", "----")];

    /// <summary>What is the author's alone.</summary>
    public static IReadOnlyList<MatrixRow> Own { get; } =
    [
        new("stranger", "----"),
        new("follower", "----"),
        new("mentioned", "----"),
        new("friend", "----"),
        new("blocked", "----"),
        new("blocker", "----"),
        new("muter", "----"),
        new("author", "PUFM"),
    ];

    /// <summary>The rows of those who are logged in.</summary>
    public static IEnumerable<MatrixRow> LoggedIn(this IReadOnlyList<MatrixRow> rows) => rows.Where(row => row.Viewer != "visitor");

    /// <summary>Writes down which of four posts were seen, as <see cref="MatrixRow.Seen"/> does.</summary>
    public static string Write(IEnumerable<bool> seen) => string.Concat(Letters.Zip(seen, (letter, yes) => yes ? letter : '-'));
}
