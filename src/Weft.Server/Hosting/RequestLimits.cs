namespace Weft.Server.Hosting;

/// <summary>How large a request may be.</summary>
internal static class RequestLimits
{
    /// <summary>Bytes of a body; media uploads will set their own.</summary>
    public const long BodyBytes = 1024 * 1024;
}
