namespace Weft.Federation.Http;

/// <summary>What came of asking another server. Whatever it does is one of these, never an exception.</summary>
public abstract record HttpOutcome
{
    private HttpOutcome() { }

    /// <summary>One sentence for operators.</summary>
    public abstract string Detail { get; }

    /// <summary>Whether the same request may succeed later: busy, not reachable, or a signature refused whose key could not be fetched.</summary>
    public bool MayPassLater => this is Busy or Unreachable or Refused { Status: 401 };

    /// <summary>It answered with what was asked for, or took what was sent.</summary>
    /// <param name="Status">200 to 299.</param>
    /// <param name="Address">The address that answered after redirects, without a fragment. What it says, its origin says.</param>
    /// <param name="ContentType">The media type in lower case, without parameters; empty without one.</param>
    /// <param name="Body">The body; empty of an answer to what was sent.</param>
    public sealed record Received(int Status, string Address, string ContentType, ReadOnlyMemory<byte> Body) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => $"{Address} answered {Status}.";
    }

    /// <summary>It is gone for good (410; of threads.net with a Tombstone alone).</summary>
    /// <param name="Body">A Tombstone, perhaps.</param>
    public sealed record Gone(ReadOnlyMemory<byte> Body) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => "The answer was 410: it is gone.";
    }

    /// <summary>There is no such thing (404).</summary>
    public sealed record NotFound : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => "The answer was 404: there is no such thing, or not for us.";
    }

    /// <summary>It refuses (another 4xx), or leads where Weft doesn't follow (3xx). Final, but for 401.</summary>
    public sealed record Refused(int Status, string Why) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => Why;
    }

    /// <summary>It can't now (408, 425, 429, 5xx).</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Until">When to ask again, by its Retry-After and no later than in 24 hours; null when it doesn't say.</param>
    public sealed record Busy(int Status, DateTimeOffset? Until) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => Until is null ? $"The answer was {Status}." : $"The answer was {Status}: again after {Until:u}.";
    }

    /// <summary>No answer: no such host, no connection, no trust in its certificate, too slow.</summary>
    public sealed record Unreachable(string Why) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => Why;
    }

    /// <summary>Weft doesn't ask there: not an address of the public net, another scheme or port.</summary>
    public sealed record Forbidden(string Why) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => Why;
    }

    /// <summary>An answer that is none: of another content type, too large, badly compressed.</summary>
    public sealed record Broken(string Why) : HttpOutcome
    {
        /// <inheritdoc/>
        public override string Detail => Why;
    }
}
