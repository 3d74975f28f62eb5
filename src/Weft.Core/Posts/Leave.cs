namespace Weft.Core.Posts;

/// <summary>What an author's policies say to somebody who means to do something with a post.</summary>
public enum Leave
{
    /// <summary>No.</summary>
    Refused = 0,

    /// <summary>The author is asked.</summary>
    OnRequest = 1,

    /// <summary>Yes.</summary>
    Given = 2,
}
