namespace Weft.Server.Hosting.RateLimiting;

/// <summary>How often something may be done. Mastodon's numbers, since apps are written for them.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Count">How often.</param>
/// <param name="Window">In how long.</param>
/// <param name="By">For each of what.</param>
internal sealed record RateLimit(string Name, int Count, TimeSpan Window, RateLimit.Counted By)
{
    /// <summary>What a limit counts for.</summary>
    internal enum Counted
    {
        /// <summary>The network address; a network of a household for IPv6.</summary>
        Address,

        /// <summary>The account, whatever app it uses.</summary>
        Account,

        /// <summary>The access token.</summary>
        Token,

        /// <summary>What the endpoint says, such as the name typed at log-in.</summary>
        Key,
    }

    /// <summary>Everything that an account asks of the API.</summary>
    public static RateLimit ApiOfAccount { get; } = new("api", 1_500, TimeSpan.FromMinutes(5), Counted.Account);

    /// <summary>Everything that one app asks for one account.</summary>
    public static RateLimit ApiOfToken { get; } = new("token", 300, TimeSpan.FromMinutes(5), Counted.Token);

    /// <summary>Everything that is asked without a token.</summary>
    public static RateLimit ApiOfAddress { get; } = new("visitor", 300, TimeSpan.FromMinutes(5), Counted.Address);

    /// <summary>Everything that another server reads here; a busy one has many people who look at ours.</summary>
    public static RateLimit Documents { get; } = new("documents", 3_000, TimeSpan.FromMinutes(5), Counted.Address);

    /// <summary>Everything that another server brings; one with many people brings much, and tries again what is refused.</summary>
    public static RateLimit Receiving { get; } = new("receiving", 30_000, TimeSpan.FromMinutes(5), Counted.Address);

    /// <summary>Looking for somebody or something on another server.</summary>
    public static RateLimit Finding { get; } = new("finding", 60, TimeSpan.FromMinutes(5), Counted.Account);

    /// <summary>Pictures of other servers, any of which may have to be fetched: enough for some thousand posts.</summary>
    public static RateLimit Looking { get; } = new("looking", 3_000, TimeSpan.FromMinutes(5), Counted.Address);

    /// <summary>Posts, replies, quotes and reposts.</summary>
    public static RateLimit Posting { get; } = new("posting", 300, TimeSpan.FromHours(3), Counted.Account);

    /// <summary>Photos and videos: enough for five posts that are full of them.</summary>
    public static RateLimit Uploading { get; } = new("uploading", 100, TimeSpan.FromMinutes(30), Counted.Account);

    /// <summary>Deleting posts and taking reposts back.</summary>
    public static RateLimit Deleting { get; } = new("deleting", 30, TimeSpan.FromMinutes(30), Counted.Account);

    /// <summary>Following and asking to follow.</summary>
    public static RateLimit Following { get; } = new("following", 400, TimeSpan.FromHours(24), Counted.Account);

    /// <summary>Reports, each of which a moderator has to read.</summary>
    public static RateLimit Reporting { get; } = new("reporting", 50, TimeSpan.FromHours(24), Counted.Account);

    /// <summary>Signing up.</summary>
    public static RateLimit SigningUp { get; } = new("sign-up", 5, TimeSpan.FromMinutes(30), Counted.Address);

    /// <summary>Log-ins, right or wrong, from one address.</summary>
    public static RateLimit LogInFrom { get; } = new("log-in from", 25, TimeSpan.FromMinutes(5), Counted.Address);

    /// <summary>Log-ins, right or wrong, with one name or address, whether there is such an account or not.</summary>
    public static RateLimit LogInAs { get; } = new("log-in as", 25, TimeSpan.FromHours(1), Counted.Key);

    /// <summary>Mails asked for from one address.</summary>
    public static RateLimit MailFrom { get; } = new("mail from", 25, TimeSpan.FromMinutes(5), Counted.Address);

    /// <summary>Mails asked for to one address.</summary>
    public static RateLimit MailTo { get; } = new("mail to", 5, TimeSpan.FromMinutes(30), Counted.Key);
}

/// <summary>Says on an endpoint how often it may be called.</summary>
internal static class RateLimited
{
    /// <summary>Beside the limits that hold for the whole API. Not for <see cref="RateLimit.Counted.Key"/>, which only the endpoint knows.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder endpoint, RateLimit limit)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(limit);
}
