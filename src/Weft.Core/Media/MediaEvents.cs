namespace Weft.Core.Media;

/// <summary>Nothing shows some media any more: their files can go.</summary>
public sealed record MediaDiscarded : WeftEvent;

/// <summary>A medium of another server's post was fetched, and is not as large as was said, or shows its colours now.</summary>
/// <param name="PostId">The post that shows it.</param>
public sealed record MediaMeasured(long PostId) : WeftEvent;
