using System.Net;

namespace Weft.Federation.Http;

/// <summary>
/// Makes the one handler through which Weft speaks to other servers. It holds nothing that could be forwarded (cookies,
/// credentials, trace identifiers), heeds no proxy, follows no redirect, and dials checked addresses alone.
/// </summary>
internal static class FederationHandler
{
    public static SocketsHttpHandler Create(GuardedDialler dialler) =>
        new()
        {
            ConnectCallback = dialler.ConnectAsync,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
        };
}
