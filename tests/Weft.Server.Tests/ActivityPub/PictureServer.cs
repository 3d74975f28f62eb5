using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>A server with somebody who reads; processes take longer to start than these tests.</summary>
public sealed class PictureServer : IAsyncLifetime
{
    public WeftProcess Weft { get; private set; } = null!;

    public ApiClient Bob { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Weft = await WeftProcess.StartAsync(
            new WeftSettings
            {
                Environment = new Dictionary<string, string>
                {
                    ["Weft__Federation__AllowLoopback"] = "true",
                    ["Weft__Media__CacheLimit"] = "20 MB",
                },
            }
        );
        Bob = await Weft.CreateAccountAsync("bob");
    }

    public ValueTask DisposeAsync() => Weft.DisposeAsync();
}
