namespace Weft.Federation.Documents.Posts;

/// <summary>A picture, film, sound or file of a post.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="MediaType">Its type, when said: <c>image/png</c>.</param>
/// <param name="Kind">What the object calls itself: <c>Document</c>, <c>Image</c>, <c>Video</c>, <c>Audio</c>.</param>
/// <param name="Description">What is to be seen or heard; null for none.</param>
/// <param name="Blurhash">Its colours, to show until it is loaded.</param>
/// <param name="Focus">The point to keep in sight.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Duration">How long it plays.</param>
/// <param name="Preview">A smaller picture of it.</param>
public sealed record MediaAttachment(
    string Url,
    string? MediaType,
    string Kind,
    string? Description,
    string? Blurhash,
    FocalPoint? Focus,
    int? Width,
    int? Height,
    TimeSpan? Duration,
    string? Preview
);

/// <summary>A point of a picture: −1 to 1 from left to right and from bottom to top.</summary>
public readonly record struct FocalPoint(double X, double Y);
