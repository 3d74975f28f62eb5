namespace Weft.Federation.Finding;

/// <summary>What an address or a handle turned out to name, of this server or of another.</summary>
public abstract record Finding
{
    private Finding() { }

    /// <summary>An account.</summary>
    /// <param name="Id">Its id here.</param>
    public sealed record Account(long Id) : Finding;

    /// <summary>A post.</summary>
    /// <param name="Id">Its id here. Whether somebody may see it is for the reader of posts to say.</param>
    public sealed record Post(long Id) : Finding;
}
