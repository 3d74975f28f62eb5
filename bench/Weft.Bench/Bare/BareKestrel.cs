using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Weft.Bench.Bare;

/// <summary>The machine's own limit for reading: Kestrel that answers ready bytes, in a process of its own.</summary>
internal sealed class BareKestrel : IDisposable
{
    /// <summary>The hidden command that this process runs as; its argument is the file with the bytes.</summary>
    public const string Command = "kestrel";

    private readonly Companion process;

    private BareKestrel(Companion process, int port)
    {
        this.process = process;
        Port = port;
    }

    /// <summary>The loopback port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Starts it.</summary>
    /// <param name="file">The file with the bytes of the body.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<BareKestrel> StartAsync(string file, CancellationToken cancellation)
    {
        Companion process = Companion.Start([Command, file]);
        return new BareKestrel(process, int.Parse(await process.ReadLineAsync(cancellation), CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    /// <summary>What the process itself does.</summary>
    public static async Task ServeAsync(string file)
    {
        byte[] body = await File.ReadAllBytesAsync(file);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.Run(context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body, 0, body.Length, CancellationToken.None);
        });
        await app.StartAsync();
        string address = app.Urls.First();
        await Console.Out.WriteLineAsync(new Uri(address).Port.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync();
    }
}
