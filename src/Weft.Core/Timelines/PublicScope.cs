namespace Weft.Core.Timelines;

/// <summary>Whose posts a public timeline shows.</summary>
public enum PublicScope
{
    /// <summary>This server's and what is known of others.</summary>
    Everyone,

    /// <summary>This server's alone.</summary>
    Local,

    /// <summary>Those of other servers alone.</summary>
    Remote,
}
