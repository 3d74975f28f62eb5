using System.Text.Json;

namespace Weft.Bench.Load;

/// <summary>
/// The generator in a process of its own, so that its processor time is known and its sockets can be served by one
/// thread, as cheaply as it goes. It reads plans from standard input, one a line, and ends with the input.
/// </summary>
internal sealed class GeneratorProcess : IDisposable
{
    /// <summary>The hidden command that this process runs as.</summary>
    public const string Command = "generate";

    private readonly Companion process = Companion.Start(
        [Command],
        new Dictionary<string, string>
        {
            // One thread waits for all sockets and goes on with whoever got an answer, without handing it to the pool.
            ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
            ["DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"] = "1",
        }
    );

    /// <summary>Carries out a plan.</summary>
    /// <exception cref="InvalidOperationException">The generator broke down.</exception>
    public async Task<LoadResult> RunAsync(LoadPlan plan, CancellationToken cancellation)
    {
        string answer = await process.AskAsync(JsonSerializer.Serialize(plan, LoadJson.Default.LoadPlan), cancellation);
        return JsonSerializer.Deserialize(answer, LoadJson.Default.LoadResult)!;
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    /// <summary>What the process itself does.</summary>
    public static async Task ServeAsync()
    {
        while (await Console.In.ReadLineAsync() is string line)
        {
            LoadPlan plan = JsonSerializer.Deserialize(line, LoadJson.Default.LoadPlan)!;
            LoadResult result = await new Generator(plan).RunAsync();
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, LoadJson.Default.LoadResult));
        }
    }
}
