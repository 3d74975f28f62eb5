namespace Weft.Core.Posts;

/// <summary>What a viewer has done with a post: the viewer's part of what is shown.</summary>
[Flags]
public enum PostMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The viewer likes it.</summary>
    Liked = 1,

    /// <summary>The viewer reposted it.</summary>
    Reposted = 2,

    /// <summary>The viewer saved it.</summary>
    Bookmarked = 4,

    /// <summary>The viewer wrote it and pinned it to the profile.</summary>
    Pinned = 8,

    /// <summary>The viewer muted its conversation: no more notifications from it.</summary>
    Muted = 16,
}
