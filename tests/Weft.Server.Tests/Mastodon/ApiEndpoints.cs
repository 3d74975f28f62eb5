using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Weft.Server.Hosting;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Every endpoint under <c>/api</c>, asked of the program itself, so that none is forgotten.</summary>
internal static class ApiEndpoints
{
    /// <summary>Method and path, whose parameters stand in braces.</summary>
    public static IReadOnlyList<(string Method, string Path)> All { get; } = Read();

    private static List<(string, string)> Read()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("weft-routes-");
        try
        {
            // Put together, but not started: it listens to nothing and opens no database.
            WebApplication app = WeftHost.BuildServer([$"--Weft:DataDirectory={folder.FullName}"]);
            app.UseDoors();
            return
            [
                .. ((IEndpointRouteBuilder)app)
                    .DataSources.SelectMany(source => source.Endpoints)
                    .OfType<RouteEndpoint>()
                    .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
                    .SelectMany(endpoint => Methods(endpoint).Select(method => (method, endpoint.RoutePattern.RawText!)))
                    .Where(endpoint => endpoint.method != "HEAD"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
}
