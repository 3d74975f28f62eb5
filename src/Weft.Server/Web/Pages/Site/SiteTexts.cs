using Weft.Server.Hosting;

namespace Weft.Server.Web.Pages.Site;

/// <summary>
/// The texts that every server owes its people: about, rules, privacy, terms. Plain defaults, which an operator replaces
/// by <c>pages/NAME.txt</c> in the data directory: paragraphs divided by empty lines, a heading after <c># </c>.
/// </summary>
internal sealed class SiteTexts(WeftOptions options)
{
    /// <summary>More than this is not read from a file, in bytes.</summary>
    private const int MaxBytes = 256 * 1024;

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["about"] = """
            This is an independent server for short public conversation. Your home shows those you follow, newest first, and nothing in between. There is no advertising and no tracking.

            You can use it on these pages, or with the Mastodon apps that you have already: log in there with this server’s name.

            It runs Weft, which is free software: everyone may read it, run it and change it.
            """,
        ["rules"] = """
            You are welcome here if you are at least 13 years old.

            # Be decent
            Disagree with what is said, not with who says it. No harassment, no threats, no hatred for what people are.

            # Leave others their privacy
            Don’t publish other people’s addresses, numbers or pictures that they would not want to be seen.

            # Be yourself
            Don’t pass for somebody else. Parody and programs are welcome when they say what they are.

            # Nothing illegal, no spam
            No sexual images of children, ever. No fraud, no malware, no advertising in bulk.

            # Warn of what may hurt
            Put what is sexual, violent or spoils a story behind a content warning.

            Those who moderate may remove posts and accounts that break these rules.
            """,
        ["privacy"] = """
            # What is kept
            Your e-mail address and a scrambled form of your password; your profile; what you post, like, save and follow; for each browser that is logged in, its kind, its network address and when it was last used.

            # Who sees it
            Your e-mail address is never shown. What you post is seen by those you choose each time. Whoever runs this server can technically read everything that is kept on it, like on any server.

            # What it is used for
            To show you and others what you posted, and to keep the server safe. It is not sold, not given away and not used for advertising. These pages load nothing from anywhere else.

            # Cookies
            One that keeps you logged in, one that protects forms, and two for the appearance if you choose one. Nothing to accept.

            # How to have it removed
            Delete a post and it is gone. Delete your account in the settings and everything of yours goes with it; your name stays taken, so that nobody can pass for you.
            """,
        ["terms"] = """
            By using this server you agree to its rules.

            # What you post is yours
            You allow this server to store it and to show it to those you chose, for as long as you leave it here. Post only what you may.

            # No promises
            This server is run with care but without guarantee. It can be changed, paused or closed; where possible this will be said in time for you to take your things with you.

            # Ending it
            You can leave at any time by deleting your account. Accounts that break the rules can be limited or removed.
            """,
    };

    /// <summary>The text of a page: <c>about</c>, <c>rules</c>, <c>privacy</c> or <c>terms</c>.</summary>
    public async Task<IReadOnlyList<SiteParagraph>> ReadAsync(string name, CancellationToken cancellation)
    {
        FileInfo file = new(Path.Combine(options.DataDirectory, "pages", name + ".txt"));
        string text = file is { Exists: true, Length: <= MaxBytes }
            ? await File.ReadAllTextAsync(file.FullName, cancellation)
            : Defaults[name];
        return [.. Paragraphs(text)];
    }

    private static IEnumerable<SiteParagraph> Paragraphs(string text)
    {
        foreach (
            string block in text.ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            string rest = block;
            if (block.StartsWith("# ", StringComparison.Ordinal))
            {
                int end = block.IndexOf('\n', StringComparison.Ordinal);
                yield return new SiteParagraph((end < 0 ? block : block[..end])[2..].Trim(), IsHeading: true);
                rest = end < 0 ? "" : block[(end + 1)..];
            }

            if (rest.Length > 0)
            {
                yield return new SiteParagraph(rest, IsHeading: false);
            }
        }
    }
}

/// <summary>A part of such a text.</summary>
public sealed record SiteParagraph(string Text, bool IsHeading);
