namespace Weft.Server.Hosting;

/// <summary>How large a request may be.</summary>
internal static class RequestLimits
{
    /// <summary>Bytes of a body; media uploads set their own.</summary>
    public const long BodyBytes = 1024 * 1024;

    /// <summary>
    /// Bytes of a body that is refused but taken to its end, so that whoever sends it gets to read the refusal: the
    /// connection of a larger one is closed while it is sent.
    /// </summary>
    public const long RefusedBodyBytes = 64 * 1024 * 1024;
}
