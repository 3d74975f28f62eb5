using Weft.Server.Identity.Access;

namespace Weft.Server.Web.Pages.Gate;

/// <summary>What an app asks for, in words.</summary>
/// <param name="Icon">The icon's name.</param>
/// <param name="Title">What it does.</param>
/// <param name="Sentence">With what.</param>
public sealed record ScopeWords(string Icon, string Title, string Sentence)
{
    private static readonly Dictionary<string, string> Things = new()
    {
        ["accounts"] = "profiles",
        ["blocks"] = "whom you block",
        ["bookmarks"] = "saved posts",
        ["conversations"] = "conversations",
        ["favourites"] = "likes",
        ["filters"] = "filters",
        ["follows"] = "whom you follow",
        ["lists"] = "lists",
        ["media"] = "photos and videos",
        ["mutes"] = "whom you mute",
        ["notifications"] = "activity",
        ["reports"] = "reports",
        ["search"] = "search",
        ["statuses"] = "posts and timelines",
    };

    /// <summary>One row for each kind of access.</summary>
    internal static IEnumerable<ScopeWords> Of(ScopeSet scopes)
    {
        foreach (IGrouping<string, string> kind in scopes.Names.GroupBy(name => name.Split(':')[0]))
        {
            bool whole = kind.Contains(kind.Key);
            string parts = string.Join(", ", kind.Select(Thing));
            yield return kind.Key switch
            {
                "read" => new ScopeWords("house", "Read", whole ? "your timelines, lists, saved posts and activity" : parts),
                "write" => new ScopeWords("send", "Write", whole ? "post, reply, like, repost and follow in your name" : parts),
                "follow" => new ScopeWords("users", "Follow", "see and change whom you follow, block and mute"),
                "push" => new ScopeWords("bell", "Push", "send notices to this device"),
                "profile" => new ScopeWords("user", "Know you", "your name and your picture, nothing else"),
                "admin" => new ScopeWords("shield", "Run this server", "if you may yourself: reports, people, other servers"),
                _ => new ScopeWords("lock", kind.Key, "nothing that this server has"),
            };
        }
    }

    private static string Thing(string name)
    {
        string child = name[(name.LastIndexOf(':') + 1)..];
        return Things.GetValueOrDefault(child, child);
    }
}
