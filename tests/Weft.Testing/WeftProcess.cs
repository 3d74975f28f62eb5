using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;

namespace Weft.Testing;

/// <summary>
/// The real <c>weft serve</c>, out of process, on a free port with a data directory of its own. A test project that uses
/// it refers to <c>src/Weft.Server</c>, so that it is built first.
/// </summary>
public sealed class WeftProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<WeftProcess>>> Shared = new();

    private readonly WeftSettings settings;
    private readonly string binary;
    private readonly ConcurrentQueue<string> log = new();
    private readonly Dictionary<string, string> environment = [];
    private readonly HttpClient http;
    private Process? process;

    private WeftProcess(WeftSettings settings, string database, int port)
    {
        this.settings = settings;
        binary = settings.Binary ?? PublishedBinary() ?? BuiltBinary();
        Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        Folder = Directory.CreateTempSubdirectory("weft-process-").FullName;
        environment["Weft__Url"] = Url.GetLeftPart(UriPartial.Authority);
        environment["Weft__Listen"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        environment["Weft__DataDirectory"] = Path.Combine(Folder, "data");
        environment["Weft__Database"] = database;
        environment["Weft__RateLimits"] = "off";
        foreach ((string name, string value) in settings.Environment)
        {
            environment[name] = value;
        }

        http = Visit();
    }

    /// <summary>The public address, without a slash at the end of its text form's authority.</summary>
    public Uri Url { get; }

    /// <summary>The temporary folder in which it runs; <c>data</c> in it is the data directory.</summary>
    public string Folder { get; }

    /// <summary>The value of <c>Weft:Database</c>.</summary>
    public string Database => environment["Weft__Database"];

    /// <summary>The number of the process, for its memory in <c>/proc</c>.</summary>
    public int ProcessId => process?.Id ?? throw new InvalidOperationException("It does not run.");

    /// <summary>What it printed so far.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>The API without a token.</summary>
    public ApiClient Api => new(http);

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended or was not ready in time; the message holds its log.</exception>
    public static async Task<WeftProcess> StartAsync(WeftSettings? settings = null)
    {
        settings ??= new WeftSettings();
        string database = "sqlite";
        if (settings.Database == DatabaseKind.Postgres)
        {
            database = await (settings.Postgres ?? await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        }

        WeftProcess weft = new(settings, database, FreePort());
        try
        {
            await weft.RunAsync();
            return weft;
        }
        catch
        {
            await weft.DisposeAsync();
            throw;
        }
    }

    /// <summary>A server on that database that all tests of this process share: they tell their people apart by name. It ends with the process.</summary>
    public static Task<WeftProcess> SharedAsync(DatabaseKind kind) =>
        Shared
            .GetOrAdd(
                kind,
                static kind => new Lazy<Task<WeftProcess>>(async () =>
                {
                    WeftProcess weft = await StartAsync(new WeftSettings { Database = kind });
                    AppDomain.CurrentDomain.ProcessExit += (_, _) => weft.Remove();
                    return weft;
                })
            )
            .Value;

    /// <summary>A client like a browser without script: it keeps cookies and does not follow redirects.</summary>
    public HttpClient Visit() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = true,
                MaxConnectionsPerServer = 256,
            },
            disposeHandler: true
        )
        {
            BaseAddress = Url,
        };

    /// <summary>Ends it at once, as <c>kill -9</c> does.</summary>
    public void Kill()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            // With an end: without one it also waits for whatever the server has started and that holds its output.
            if (!process.WaitForExit(Shell.Patience))
            {
                throw new TimeoutException($"weft serve did not end when it was killed:\n{Log}");
            }
        }
    }

    /// <summary>Asks it to end, as a service manager does, and waits.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end in time; the message holds its log.</exception>
    public async Task<int> StopAsync(CancellationToken cancellation = default)
    {
        string number = ProcessId.ToString(CultureInfo.InvariantCulture);
        (await Shell.RunAsync(new ProcessStartInfo("kill", ["-TERM", number]), cancellation)).EnsureSuccess();
        try
        {
            await process!.WaitForExitAsync(cancellation).WaitAsync(Shell.Patience, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"weft serve did not end when it was asked to:\n{Log}", late);
        }

        return process.ExitCode;
    }

    /// <summary>Starts it again on the same data and the same port, killing it first when it still runs.</summary>
    public Task RestartAsync()
    {
        Kill();
        return RunAsync();
    }

    /// <summary>Runs the command line with the server's settings, beside it or without it.</summary>
    /// <param name="arguments">Such as <c>"accounts", "create", "anna", …</c></param>
    /// <returns>What it printed, without the white space around.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public async Task<string> CliAsync(params string[] arguments) => (await TryCliAsync(arguments)).EnsureSuccess().Output.Trim();

    /// <summary>Runs the command line and tells how it ended.</summary>
    public Task<Finished> TryCliAsync(params string[] arguments) => Shell.RunAsync(Command(arguments));

    /// <summary>The password of the accounts that <see cref="CreateAccountAsync"/> makes.</summary>
    public const string Password = "a long enough password";

    /// <summary>Makes an account on the command line.</summary>
    /// <returns>The API as that person, with all scopes that apps ask for.</returns>
    public async Task<ApiClient> CreateAccountAsync(string name)
    {
        await CliAsync("accounts", "create", name, "--email", $"{name}@people.example", "--password", Password);
        return Api.As(await CliAsync("accounts", "token", name, "--scopes", "read write follow push"));
    }

    /// <summary>Ends it and removes its folder.</summary>
    public ValueTask DisposeAsync()
    {
        Remove();
        return ValueTask.CompletedTask;
    }

    private void Remove()
    {
        Kill();
        process?.Dispose();
        process = null;
        http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task RunAsync()
    {
        process?.Dispose();
        ProcessStartInfo start = Command(["serve"]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        Stopwatch waited = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (process.HasExited || waited.Elapsed > settings.Patience)
            {
                string state = process.HasExited ? $"ended with {process.ExitCode}" : $"was not ready after {settings.Patience}";
                throw new InvalidOperationException($"weft serve {state}:\n{Log}");
            }

            await Task.Delay(50);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ProcessStartInfo Command(string[] arguments)
    {
        ProcessStartInfo start = new(binary, arguments) { WorkingDirectory = Folder };
        // What the developer has set for a server of their own is not the test's business.
        foreach (string name in start.Environment.Keys.Where(IsServerSetting).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            log.Enqueue(line.Data);
        }
    }

    private static bool IsServerSetting(string name) =>
        name.StartsWith("Weft__", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("OTEL_", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    /// <summary>The one that <c>script/test</c> has published.</summary>
    private static string? PublishedBinary() =>
        Environment.GetEnvironmentVariable("WEFT_TEST_BINARY") is { Length: > 0 } path ? path : null;

    private static string BuiltBinary()
    {
        string configuration = typeof(WeftProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string path = Repository.PathTo("src", "Weft.Server", "bin", configuration, "net10.0", "weft");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing: build src/Weft.Server first.");
    }

    /// <summary>A port below those that the system lends to clients, so that no connection takes it meanwhile.</summary>
    private static int FreePort()
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(10_000, 20_000);
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
