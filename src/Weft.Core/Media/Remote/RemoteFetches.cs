using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Weft.Core.Media.Files;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>How much of one kind is fetched.</summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="AtOnce">How many at once.</param>
/// <param name="Waiting">How many are on their way at most, those included.</param>
/// <param name="Bytes">How large a file may be.</param>
internal sealed record FetchLimits(RemoteFileKind Kind, int AtOnce, int Waiting, long Bytes);

/// <summary>
/// Fetches files of other servers and makes of them what is shown, by the steps of an upload. Whoever asks for one that is
/// on its way waits for the same fetch; only so many run at once, and fewer from one server.
/// </summary>
internal abstract partial class RemoteFetches(
    IRemoteFiles remote,
    PictureCache cache,
    MediaFolder folder,
    TimeProvider clock,
    ILogger log,
    FetchLimits limits
) : IDisposable
{
    private const int FromOneHost = 2;
    private const int SilentHosts = 10_000;
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(PictureKind, long), Lazy<Task<FetchEnd>>> running = new();
    private readonly HostTurns turns = new(FromOneHost);
    private readonly SemaphoreSlim all = new(limits.AtOnce);
    private readonly BoundedCache<string, Silence> silent = new(SilentHosts);
    private readonly CancellationTokenSource end = new();
    private int onTheirWay;

    /// <summary>The fetch that runs; null for none.</summary>
    public Task<FetchEnd>? Find(PictureSubject subject) =>
        running.TryGetValue((subject.Kind, subject.Id), out Lazy<Task<FetchEnd>>? fetch) ? fetch.Value : null;

    /// <summary>
    /// Fetches it, or joins who fetches it; null when too many are on their way. The fetch goes on when all who asked have
    /// gone.
    /// </summary>
    public Task<FetchEnd>? Run(PictureSubject subject)
    {
        if (Find(subject) is { } going)
        {
            return going;
        }

        // A place first, so that there are never more than so many.
        if (Interlocked.Increment(ref onTheirWay) > limits.Waiting)
        {
            Interlocked.Decrement(ref onTheirWay);
            return Find(subject);
        }

        Lazy<Task<FetchEnd>> own = new(() => Task.Run(() => FetchAndForgetAsync(subject)));
        Lazy<Task<FetchEnd>> first = running.GetOrAdd((subject.Kind, subject.Id), own);
        if (first != own)
        {
            Interlocked.Decrement(ref onTheirWay);
        }

        return first.Value;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>What the file is by its header; null for what is not shown.</summary>
    protected abstract MediaHeader? HeaderOf(PictureSubject subject, string file);

    /// <summary>Makes of it what is shown.</summary>
    /// <exception cref="BrokenMediaException">It cannot be read.</exception>
    protected abstract Task<MadeMedia> MakeAsync(
        PictureSubject subject,
        string file,
        MediaHeader header,
        string scratch,
        CancellationToken cancellation
    );

    /// <inheritdoc cref="IDisposable.Dispose"/>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            end.Cancel();
            end.Dispose();
            all.Dispose();
        }
    }

    private async Task<FetchEnd> FetchAndForgetAsync(PictureSubject subject)
    {
        string host = HostName.Read(subject.Address) ?? "";
        try
        {
            using IDisposable turn = await turns.TakeAsync(host, end.Token);
            if (silent.TryGet(host, out Silence? silence) && silence.Until > clock.GetUtcNow())
            {
                return FetchEnd.Failed;
            }

            await all.WaitAsync(end.Token);
            try
            {
                return await FetchAsync(subject, host, end.Token);
            }
            finally
            {
                all.Release();
            }
        }
        catch (Exception fault)
            when (fault is StorageUnavailableException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            LogFailed(fault, subject.Address);
            return FetchEnd.Failed;
        }
        catch (OperationCanceledException)
        {
            return FetchEnd.Failed;
        }
        finally
        {
            running.TryRemove((subject.Kind, subject.Id), out _);
            Interlocked.Decrement(ref onTheirWay);
        }
    }

    private async Task<FetchEnd> FetchAsync(PictureSubject subject, string host, CancellationToken cancellation)
    {
        await cache.BeginAsync(subject, cancellation);
        string file = folder.NewUpload();
        string scratch = folder.NewScratch();
        try
        {
            FetchEnd fetched;
            await using (
                FileStream into = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, FileOptions.Asynchronous)
            )
            {
                fetched = await remote.FetchAsync(subject.Address, limits.Kind, into, limits.Bytes, cancellation);
            }

            if (fetched == FetchEnd.Silent)
            {
                silent.Put(host, new Silence(clock.GetUtcNow() + SilentFor));
                return FetchEnd.Failed;
            }

            if (fetched != FetchEnd.Fetched)
            {
                return fetched == FetchEnd.Refused
                    ? await RefuseAsync(subject, "there is none, or it may not be asked for", cancellation)
                    : fetched;
            }

            if (HeaderOf(subject, file) is not { } header)
            {
                return await RefuseAsync(subject, "it is nothing that is shown here", cancellation);
            }

            MadeMedia made = await MakeAsync(subject, file, header, scratch, cancellation);
            return await cache.KeepAsync(subject, made, scratch, cancellation)
                ? FetchEnd.Fetched
                : await RefuseAsync(subject, "there is no room for it, or nothing shows it any more", cancellation);
        }
        catch (BrokenMediaException broken)
        {
            return await RefuseAsync(subject, $"it {broken.Message}", cancellation);
        }
        finally
        {
            File.Delete(file);
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<FetchEnd> RefuseAsync(PictureSubject subject, string why, CancellationToken cancellation)
    {
        LogRefused(subject.Address, why);
        await cache.RefuseAsync(subject, cancellation);
        return FetchEnd.Refused;
    }

    private sealed record Silence(DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Information, Message = "What is at {Address} is not shown: {Why}")]
    private partial void LogRefused(string address, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is at {Address} could not be kept")]
    private partial void LogFailed(Exception fault, string address);
}
