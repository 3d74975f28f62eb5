namespace Weft.Core.Timelines;

/// <summary>One account's home timeline, in memory while its owner is online. The key is the account's id.</summary>
[Alias("Weft.IHomeTimelineGrain")]
public interface IHomeTimelineGrain : IGrainWithIntegerKey
{
    /// <summary>A part of the timeline. Says what a plain query would say at this moment.</summary>
    [Alias("Read")]
    ValueTask<HomePage> ReadAsync(HomePageRequest request);
}

/// <summary>Which part of a home timeline.</summary>
/// <param name="Above">Only newer than this id; 0 for no bound.</param>
/// <param name="Below">Only older than this id; <see cref="long.MaxValue"/> for no bound.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Upwards">The entries next to <paramref name="Above"/>, instead of the newest.</param>
[GenerateSerializer, Immutable]
public readonly record struct HomePageRequest(
    [property: Id(0)] long Above,
    [property: Id(1)] long Below,
    [property: Id(2)] int Limit,
    [property: Id(3)] bool Upwards
);
