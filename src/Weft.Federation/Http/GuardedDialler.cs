using System.Net;
using System.Net.Sockets;
using Weft.Federation.Documents;

namespace Weft.Federation.Http;

/// <summary>
/// Opens each connection: resolves the name, checks the addresses and dials one that was checked, so that a name can't
/// point elsewhere a moment later. A connection that is kept has a checked address, too.
/// </summary>
internal sealed class GuardedDialler(
    FederationHttpOptions options,
    IHostResolver resolver,
    TimeProvider clock,
    Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dial,
    IHostGate? gate = null
)
{
    private const int MostAddresses = 6;

    /// <summary>How long one address may take while there is another to try.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        string host = context.DnsEndPoint.Host.Trim('[', ']');
        int port = context.DnsEndPoint.Port;
        string scheme = context.InitialRequestMessage.RequestUri!.Scheme;
        Origin origin = new(scheme, host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host, port);
        if (
            port is not (80 or 443)
            && !options.AllowLoopback
            && !options.IsKnownOrigin(origin)
            && !(gate is not null && await gate.IsKnownHostAsync(origin.Authority, cancellation))
        )
        {
            throw new ForbiddenAddressException(
                $"The port of {origin} is neither 80 nor 443, and the server isn't known: an operator can allow it by name and port."
            );
        }

        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal)
            ? [literal]
            : await resolver.ResolveAsync(host, cancellation);
        IPAddress[] allowed = [.. addresses.Where(address => AddressGuard.Allows(address, options.AllowLoopback)).Take(MostAddresses)];
        if (addresses.Length > 0 && allowed.Length == 0)
        {
            throw new ForbiddenAddressException($"{host} has no public address.");
        }

        return await DialFirstAsync(host, allowed, port, cancellation);
    }

    /// <summary>Dials over TCP.</summary>
    public static async ValueTask<Stream> DialAsync(IPEndPoint address, CancellationToken cancellation)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask<Stream> DialFirstAsync(string host, IPAddress[] addresses, int port, CancellationToken cancellation)
    {
        for (int n = 0; n < addresses.Length; n++)
        {
            bool last = n == addresses.Length - 1;
            using CancellationTokenSource patience = new(last ? Timeout.InfiniteTimeSpan : Patience, clock);
            using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
            try
            {
                return await dial(new IPEndPoint(addresses[n], port), both.Token);
            }
            catch (Exception fault)
                when (!last && fault is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                // The next address may answer: many hosts have one family that works.
            }
        }

        throw new HttpRequestException($"{host} has no address.");
    }
}
