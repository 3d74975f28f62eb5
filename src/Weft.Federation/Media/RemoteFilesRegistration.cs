using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Media.Remote;

namespace Weft.Federation.Media;

/// <summary>Adds what fetches pictures of other servers.</summary>
public static class RemoteFilesRegistration
{
    /// <summary>Adds it; wants discovery and this server's own addresses.</summary>
    public static IServiceCollection AddRemoteFiles(this IServiceCollection services) => services.AddSingleton<IRemoteFiles, RemoteFiles>();
}
