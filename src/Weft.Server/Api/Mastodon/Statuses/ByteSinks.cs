namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>Takes the pieces of which statuses are put together: first to measure, then to write.</summary>
internal interface IByteSink
{
    /// <summary>The next piece.</summary>
    void Put(scoped ReadOnlySpan<byte> piece);
}

/// <summary>Adds up how long the whole is.</summary>
internal struct LengthSink : IByteSink
{
    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <inheritdoc/>
    public void Put(scoped ReadOnlySpan<byte> piece) => Length += piece.Length;
}

/// <summary>Fills a span of exactly that length.</summary>
internal ref struct SpanSink(Span<byte> free) : IByteSink
{
    private Span<byte> free = free;

    /// <inheritdoc/>
    public void Put(scoped ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(free);
        free = free[piece.Length..];
    }
}
