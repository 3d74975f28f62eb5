using System.Net;

namespace Weft.Federation.Http;

/// <summary>Finds the addresses of a host.</summary>
public interface IHostResolver
{
    /// <summary>The host's addresses, of both families.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is no such host, or nobody to ask.</exception>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation);
}

/// <summary>Asks the system's resolver.</summary>
public sealed class SystemResolver : IHostResolver
{
    /// <inheritdoc/>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellation) => Dns.GetHostAddressesAsync(host, cancellation);
}
