using Microsoft.Playwright;
using Weft.Browser.Tests;
using Weft.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Weft.Browser.Tests;

/// <summary>A server with two people, and a browser. All tests share them and tell their own people apart by name.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // The system's browser; nothing is downloaded, and nothing calls home.
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ];

    private static readonly WeftSettings Settings = new()
    {
        Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" },
    };

    private readonly Lazy<Task<WeftProcess>> elsewhere = new(() => WeftProcess.StartAsync(Settings));
    private IPlaywright? playwright;

    /// <summary>The server.</summary>
    public WeftProcess Weft { get; private set; } = null!;

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    /// <summary>Another server, which starts when somebody first asks for it.</summary>
    public Task<WeftProcess> ElsewhereAsync() => elsewhere.Value;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Weft = await WeftProcess.StartAsync(Settings);
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
                Args = Arguments,
            }
        );
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright?.Dispose();
        await Weft.DisposeAsync();
        if (elsewhere.IsValueCreated)
        {
            await (await elsewhere.Value).DisposeAsync();
        }
    }
}
