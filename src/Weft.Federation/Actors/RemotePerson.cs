namespace Weft.Federation.Actors;

/// <summary>Somebody on another server whom this one knows.</summary>
/// <param name="AccountId">The account here.</param>
/// <param name="Uri">The id that its server gave it.</param>
/// <param name="Followers">The collection of its followers, which posts are addressed to.</param>
/// <param name="Featured">The collection of what it pinned.</param>
/// <param name="FetchedAt">When its document was last read.</param>
public sealed record RemotePerson(long AccountId, string Uri, string? Followers, string? Featured, DateTimeOffset FetchedAt)
{
    /// <summary>The collection of those whom it follows; null where it has none.</summary>
    public string? Following { get; init; }

    /// <summary>Its server, by its handle or by its id, is suspended here.</summary>
    public bool IsSuspended { get; init; }
}

/// <summary>What came of looking for somebody on another server.</summary>
public abstract record PersonOutcome
{
    private PersonOutcome() { }

    /// <summary>Known, now at the latest.</summary>
    public sealed record Found(RemotePerson Person) : PersonOutcome;

    /// <summary>There is nobody, or nobody to be believed.</summary>
    public sealed record Refused(string Why) : PersonOutcome;

    /// <summary>Gone for good (410).</summary>
    public sealed record Gone : PersonOutcome;

    /// <summary>Nobody can say now; another time perhaps.</summary>
    public sealed record Later(string Why) : PersonOutcome;
}
