using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Weft.Core.Emojis;
using Weft.Core.Media.Files;
using Weft.Core.Media.Headers;
using Weft.Core.Media.Photos;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>
/// Fetches pictures of other servers and makes of them what is shown, by the steps of an upload. Whoever asks for one that
/// is on its way waits for the same fetch; only so many run at once, and fewer from one server.
/// </summary>
internal sealed partial class PictureFetches(
    IRemoteFiles remote,
    PictureCache cache,
    MediaFolder folder,
    HeicDecoder heic,
    TimeProvider clock,
    ILogger<PictureFetches> log
) : IDisposable
{
    private const int AtOnce = 8;
    private const int FromOneHost = 2;
    private const int Waiting = 400;
    private const int SilentHosts = 10_000;
    private static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(30);
    private static readonly (int Width, int Height) AvatarSize = (400, 400);
    private static readonly (int Width, int Height) HeaderSize = (1_500, 500);

    private readonly ConcurrentDictionary<(PictureKind, long), Lazy<Task<FetchEnd>>> running = new();
    private readonly HostTurns turns = new(FromOneHost);
    private readonly SemaphoreSlim all = new(AtOnce);
    private readonly SemaphoreSlim making = new(Math.Clamp(Environment.ProcessorCount, 1, 2));
    private readonly BoundedCache<string, Silence> silent = new(SilentHosts);
    private readonly CancellationTokenSource end = new();

    /// <summary>The fetch that runs; null for none.</summary>
    public Task<FetchEnd>? Find(PictureSubject subject) =>
        running.TryGetValue((subject.Kind, subject.Id), out Lazy<Task<FetchEnd>>? fetch) ? fetch.Value : null;

    /// <summary>Fetches it, or joins who fetches it. The fetch goes on when all who asked have gone.</summary>
    public Task<FetchEnd> Run(PictureSubject subject)
    {
        (PictureKind, long) name = (subject.Kind, subject.Id);
        return running.Count < Waiting
            ? running.GetOrAdd(name, _ => new Lazy<Task<FetchEnd>>(() => Task.Run(() => FetchAndForgetAsync(subject)))).Value
            : Task.FromResult(FetchEnd.Failed);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        end.Cancel();
        end.Dispose();
        all.Dispose();
        making.Dispose();
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
                fetched = await remote.FetchAsync(subject.Address, into, MediaLimits.PhotoBytes, cancellation);
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

            Outcome<MediaHeader> header = UploadMediaHandler.Look(file, heic);
            if (!header.Succeeded)
            {
                return await RefuseAsync(subject, "it is no picture that is shown here", cancellation);
            }

            MadeMedia made = await MakeAsync(subject, file, header.Value.Format, scratch, cancellation);
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

    private async Task<MadeMedia> MakeAsync(
        PictureSubject subject,
        string file,
        MediaFormat format,
        string scratch,
        CancellationToken cancellation
    )
    {
        await making.WaitAsync(cancellation);
        try
        {
            return await heic.OpenAsync(
                file,
                format,
                scratch,
                picture =>
                    subject.Kind switch
                    {
                        PictureKind.Photo or PictureKind.Poster => MakePhoto.Run(picture, format, scratch),
                        PictureKind.Emoji => MakeEmoji.Run(picture, format, scratch),
                        _ => MakeProfile(subject.Kind, picture, format, scratch),
                    },
                cancellation
            );
        }
        finally
        {
            making.Release();
        }
    }

    private static MadeMedia MakeProfile(PictureKind kind, string file, MediaFormat format, string scratch)
    {
        (int, int) size = kind == PictureKind.Avatar ? AvatarSize : HeaderSize;
        string name = MakePicture.Run(file, format, scratch, "original", size);
        return new MadeMedia(MediaKind.Image) { Extension = Path.GetExtension(name)[1..] };
    }

    private async Task<FetchEnd> RefuseAsync(PictureSubject subject, string why, CancellationToken cancellation)
    {
        LogRefused(subject.Address, why);
        await cache.RefuseAsync(subject, cancellation);
        return FetchEnd.Refused;
    }

    private sealed record Silence(DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Information, Message = "The picture at {Address} is not shown: {Why}")]
    private partial void LogRefused(string address, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The picture at {Address} could not be kept")]
    private partial void LogFailed(Exception fault, string address);
}
