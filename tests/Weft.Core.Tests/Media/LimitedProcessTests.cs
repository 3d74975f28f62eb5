using System.Diagnostics;
using System.Globalization;
using Weft.Core.Media;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Programs that read strangers' files.</summary>
public sealed class LimitedProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("weft-process-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_it_says_is_answered_and_how_it_ends_counts()
    {
        Assert.Equal("hello\n", await RunAsync("echo hello"));
        BrokenMediaException broken = await Assert.ThrowsAsync<BrokenMediaException>(() => RunAsync("echo no sense >&2; exit 3"));
        Assert.Equal(("cannot be read", "no sense\n"), (broken.Message, broken.InnerException!.Message));
        // It will be tried again when there is room.
        await Assert.ThrowsAsync<IOException>(() => RunAsync("echo 'av_interleaved_write_frame(): No space left on device' >&2; exit 1"));
    }

    [Fact]
    public async Task It_gets_what_is_fed_and_nothing_of_the_servers_environment()
    {
        Assert.Equal("3\n", await RunAsync("wc -c | tr -d ' '", stream => stream.Write([1, 2, 3])));
        // Whoever feeds a program that has had enough hears of its end alone.
        Assert.Equal("", await RunAsync("exec <&-", stream => stream.Write(new byte[1024 * 1024])));
        string[] names = [.. (await RunAsync("env")).Split('\n').Select(line => line.Split('=')[0])];
        Assert.Subset(new HashSet<string> { "PATH", "LD_LIBRARY_PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_", "" }, names.ToHashSet());
    }

    [Fact]
    public async Task It_has_limits()
    {
        await Assert.ThrowsAsync<BrokenMediaException>(() => RunAsync("dd if=/dev/zero of=/dev/null bs=4G count=1"));
        string limits = await RunAsync("ulimit -v; ulimit -c; ulimit -t; ulimit -f");
        Assert.Equal(
            [3 * 1024 * 1024, 0, 180, 2 * 1024 * 1024],
            limits.Trim().Split('\n').Select(l => int.Parse(l, CultureInfo.InvariantCulture))
        );
        BrokenMediaException late = await Assert.ThrowsAsync<BrokenMediaException>(() =>
            LimitedProcess.RunAsync("/bin/sh", ["-c", "sleep 1000"], TimeSpan.FromMilliseconds(200), null, Token)
        );
        Assert.Equal("takes too long to be made ready", late.Message);
    }

    [Fact]
    public async Task Whoever_stops_waiting_for_it_ends_it_and_its_children()
    {
        string ids = Path.Combine(folder, "ids");
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        // It reads when both run; then the server is stopped.
        Task<string> run = LimitedProcess.RunAsync(
            "/bin/sh",
            ["-c", $"sleep 1000 & echo $$ $! > {ids}; cat > /dev/null; wait"],
            TimeSpan.FromMinutes(1),
            stream =>
            {
                stream.Write(new byte[1024 * 1024]);
                stop.Cancel();
            },
            stop.Token
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        // Killed is not gone yet where the machine has much to do.
        Stopwatch waited = Stopwatch.StartNew();
        foreach (string id in (await File.ReadAllTextAsync(ids, Token)).Trim().Split(' '))
        {
            while (Runs(id))
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"{id} runs on.");
                await Task.Yield();
            }
        }
    }

    private static bool Runs(string id)
    {
        try
        {
            // Dead, but nobody has asked how it ended.
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[1][0] is not ('Z' or 'X');
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static Task<string> RunAsync(string script, Action<Stream>? feed = null) =>
        LimitedProcess.RunAsync("/bin/sh", ["-c", script], TimeSpan.FromMinutes(1), feed, Token);
}
