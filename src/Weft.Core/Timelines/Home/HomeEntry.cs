using Weft.Core.Posts;

namespace Weft.Core.Timelines;

/// <summary>One line of a home timeline.</summary>
/// <param name="PostId">The post's or repost's row.</param>
/// <param name="TargetId">The post that is read: the original of a repost.</param>
/// <param name="Marks">What the viewer has done with the target.</param>
[GenerateSerializer, Immutable]
public readonly record struct HomeEntry([property: Id(0)] long PostId, [property: Id(1)] long TargetId, [property: Id(2)] PostMarks Marks);

/// <summary>A part of a home timeline, newest first.</summary>
/// <param name="Entries">The lines.</param>
/// <param name="Full">True when there may be older ones.</param>
/// <param name="ShutOut">The servers that the viewer has shut out: what others repost of them is left out.</param>
[GenerateSerializer, Immutable]
public sealed record HomePage(
    [property: Id(0)] IReadOnlyList<HomeEntry> Entries,
    [property: Id(1)] bool Full,
    [property: Id(2)] IReadOnlyList<string> ShutOut
);
