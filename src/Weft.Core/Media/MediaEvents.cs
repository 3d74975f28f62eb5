namespace Weft.Core.Media;

/// <summary>Nothing shows some media any more: their files can go.</summary>
public sealed record MediaDiscarded : WeftEvent;
