using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Weft.Server.Hosting;

/// <summary>The Orleans silo inside this process.</summary>
internal static class Silo
{
    /// <summary>One silo on loopback with a port of the system's choosing and no gateway: nothing is open to the outside.</summary>
    public static void AddSilo(this WebApplicationBuilder builder) =>
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: FreeLoopbackPort(), gatewayPort: 0, serviceId: "weft", clusterId: "weft");
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(20));
        });

    private static int FreeLoopbackPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
