namespace Weft.Federation.Discovery;

/// <summary>What came of asking for a handle.</summary>
public abstract record WebFingerOutcome
{
    private WebFingerOutcome() { }

    /// <summary>There is such an account.</summary>
    /// <param name="ActorId">The id of its actor. What is served there is to be checked back (<see cref="HandleCheck"/>).</param>
    /// <param name="Subject">The handle by which its server calls it; null when the subject is none.</param>
    /// <param name="Address">Where the answer came from, after redirects.</param>
    public sealed record Found(string ActorId, RemoteHandle? Subject, string Address) : WebFingerOutcome;

    /// <summary>There is none, or it is on a server without ActivityPub.</summary>
    public sealed record Missing(string Why) : WebFingerOutcome;

    /// <summary>It was deleted (410).</summary>
    public sealed record Gone : WebFingerOutcome;

    /// <summary>Nobody can say now; another time perhaps.</summary>
    public sealed record Later(string Why) : WebFingerOutcome;
}
