using System.Text.Json.Serialization;

namespace Weft.Bench.Load;

/// <summary>What a generator is to send, bounded in time and in number.</summary>
internal sealed record LoadPlan
{
    /// <summary>The loopback port of the server.</summary>
    public required int Port { get; init; }

    /// <summary>How many connections are kept open; each waits for its answer before it asks again.</summary>
    public required int Connections { get; init; }

    /// <summary>What is sent. A connection begins with the one of its own number and keeps to it, unless <see cref="Cycle"/>.</summary>
    public required IReadOnlyList<LoadRequest> Requests { get; init; }

    /// <summary>True to go through all requests, whichever connection is free taking the next.</summary>
    public bool Cycle { get; init; }

    /// <summary>True to send each request once, whichever connection is free taking the next.</summary>
    public bool Once { get; init; }

    /// <summary>When no more is sent.</summary>
    public required double Seconds { get; init; }

    /// <summary>How many requests are sent at most.</summary>
    public int Count { get; init; } = 5_000_000;
}

/// <summary>One request.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">With the query.</param>
/// <param name="Token">The access token; null for none.</param>
/// <param name="Json">The body; null for none. Each <c>0000000000</c> in it becomes the number of the request, so that no two are alike.</param>
/// <param name="Type">The body's media type.</param>
/// <param name="Fields">Other fields of the head; null for none.</param>
internal sealed record LoadRequest(
    string Method,
    string Path,
    string? Token = null,
    string? Json = null,
    string Type = "application/json",
    IReadOnlyDictionary<string, string>? Fields = null
);

/// <summary>What came of a plan.</summary>
internal sealed record LoadResult
{
    /// <summary>Answers with a 2xx status.</summary>
    public required int Answers { get; init; }

    /// <summary>Other answers and broken connections.</summary>
    public required int Errors { get; init; }

    /// <summary>What the first error was; null when there was none.</summary>
    public string? FirstError { get; init; }

    /// <summary>From the first request to the last answer.</summary>
    public required double Seconds { get; init; }

    /// <summary>The processor time of the generator itself.</summary>
    public required double OwnCpuSeconds { get; init; }

    /// <summary>The bytes of bodies that were read.</summary>
    public required long BodyBytes { get; init; }

    /// <summary>The median time from request to answer.</summary>
    public required double P50Milliseconds { get; init; }

    /// <summary>The time that 99 of 100 answers stayed under.</summary>
    public required double P99Milliseconds { get; init; }

    /// <summary>Answers a second.</summary>
    [JsonIgnore]
    public double Rate => Answers / Seconds;

    /// <summary>This, where nothing went wrong.</summary>
    /// <exception cref="InvalidOperationException">Something did: such figures would say nothing.</exception>
    public LoadResult EnsureClean() =>
        Errors == 0 && Answers > 0
            ? this
            : throw new InvalidOperationException($"{Errors} of {Answers + Errors} requests failed, the first with: {FirstError}");
}

[JsonSerializable(typeof(LoadPlan))]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
