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

    /// <summary>Somebody here followed it when it was looked up. False also where that was not looked at.</summary>
    public bool IsFollowedHere { get; init; }

    /// <summary>Somebody here asked to be told of each of its posts. True also where that was not looked at.</summary>
    public bool HasListeners { get; init; } = true;

    /// <summary>Its key, by its id and as PEM; null where that was not looked at, or it has none.</summary>
    internal KnownKey? Key { get; init; }
}

/// <summary>The key of somebody whom this server knows.</summary>
/// <param name="Id">The id by which signatures name it.</param>
/// <param name="Uri">Whose it is.</param>
/// <param name="Pem">The public key.</param>
internal sealed record KnownKey(string? Id, string Uri, string Pem);

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
    public sealed record Later(string Why) : PersonOutcome
    {
        /// <summary>Its server answers and refuses to say (401): the next try is likely to meet the same.</summary>
        public bool IsWithheld { get; init; }
    }
}
