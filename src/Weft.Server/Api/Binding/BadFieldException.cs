namespace Weft.Server.Api.Binding;

/// <summary>
/// A request holds something that cannot be what it is said to be. It is thrown where a field is read and becomes the
/// answer in <see cref="Hosting.Faults"/>, in the shape of the door.
/// </summary>
internal sealed class BadFieldException : BadHttpRequestException
{
    private BadFieldException(string message, int status)
        : base(message, status) { }

    /// <summary>The body or the query cannot be read at all: 400.</summary>
    /// <param name="reason">What is wrong, as half a sentence.</param>
    public static BadFieldException Unreadable(string reason) =>
        new($"The request could not be read: {reason}", StatusCodes.Status400BadRequest);

    /// <summary>A field that has to be there is not, or is empty: 400.</summary>
    public static BadFieldException Missing(string field) =>
        new($"param is missing or the value is empty: {field}", StatusCodes.Status400BadRequest);

    /// <summary>A field holds something else than it may: 422.</summary>
    /// <param name="field">Its name as the request wrote it.</param>
    /// <param name="reason">What to say after the name, such as "is not a number".</param>
    public static BadFieldException Invalid(string field, string reason) =>
        new($"Validation failed: {field} {reason}", StatusCodes.Status422UnprocessableEntity);
}
