namespace Weft.Core.Posts;

/// <summary>Who may see a post.</summary>
public enum Visibility
{
    /// <summary>Everyone, and it may appear in public timelines.</summary>
    Public = 0,

    /// <summary>Everyone, but not in public timelines.</summary>
    Unlisted = 1,

    /// <summary>The author's followers and those mentioned.</summary>
    Followers = 2,

    /// <summary>Only those mentioned.</summary>
    Mentioned = 3,
}

/// <summary>Whom an author lets reply to or quote a post. The author always may.</summary>
public enum InteractionPolicy
{
    /// <summary>Everyone who can see it.</summary>
    Everyone = 0,

    /// <summary>Those who follow the author.</summary>
    Followers = 1,

    /// <summary>Those whom the author follows.</summary>
    Followed = 2,

    /// <summary>Those mentioned in the post.</summary>
    Mentioned = 3,

    /// <summary>Nobody else.</summary>
    Nobody = 4,
}
