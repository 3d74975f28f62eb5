using Weft.Core;
using Weft.Core.Posts;

namespace Weft.Server.Web.Pages.Timelines;

/// <summary>A page that is a list of posts.</summary>
public sealed record TimelineModel(string Title, Page<PostView> Posts)
{
    /// <summary>Which item of the rail is this page.</summary>
    public string Current { get; init; } = "home";

    /// <summary>The feeds beside this one: word, address, whether it is this one.</summary>
    public IReadOnlyList<(string Word, string Href, bool Current)> Tabs { get; init; } = [];

    /// <summary>Where the way back leads, without tabs.</summary>
    public string? Back { get; init; }

    /// <summary>The line that invites to write.</summary>
    public bool Prompt { get; init; }

    /// <summary>For the person alone.</summary>
    public bool NoIndex { get; init; }

    public string EmptyIcon { get; init; } = "message-circle";
    public string EmptyTitle { get; init; } = "Nothing here yet";
    public string EmptySentence { get; init; } = "What is said will appear here.";

    /// <summary>One way on from an empty list.</summary>
    public (string Word, string Href)? EmptyLink { get; init; }
}
