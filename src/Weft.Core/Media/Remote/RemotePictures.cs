using Microsoft.Extensions.Logging;
using Weft.Core.Storage;

namespace Weft.Core.Media.Remote;

/// <summary>What came of looking at a picture of another server.</summary>
public abstract record RemotePicture
{
    private RemotePicture() { }

    /// <summary>Here it is.</summary>
    /// <param name="Content">The file, which can be sought in; whoever gets it disposes it.</param>
    /// <param name="Name">Its name: changes with the file.</param>
    /// <param name="ContentType">Its type.</param>
    public sealed record Shown(Stream Content, string Name, string ContentType) : RemotePicture;

    /// <summary>Nothing of that name is shown here.</summary>
    public sealed record Unknown : RemotePicture;

    /// <summary>There is no such picture at its own server, or it is none that is shown.</summary>
    public sealed record Refused : RemotePicture;

    /// <summary>It cannot be had now.</summary>
    public sealed record Failed : RemotePicture;

    /// <summary>It is being fetched or made ready, which may take minutes: ask again.</summary>
    public sealed record Coming : RemotePicture;
}

/// <summary>
/// Shows pictures and films of other servers: from the cache, else fetched now. Only what a row here names is fetched, and only for
/// who has this server's seal over it.
/// </summary>
public sealed partial class RemotePictures
{
    private const int MostTries = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Players give up soon; what needs no encoding is there by then.</summary>
    private static readonly TimeSpan FilmPatience = TimeSpan.FromSeconds(10);

    private readonly PictureSeal seal;
    private readonly PictureSubjects subjects;
    private readonly PictureCache cache;
    private readonly PictureFetches fetches;
    private readonly FilmFetches films;
    private readonly TimeProvider clock;
    private readonly ILogger<RemotePictures> log;

    internal RemotePictures(
        PictureSeal seal,
        PictureSubjects subjects,
        PictureCache cache,
        PictureFetches fetches,
        FilmFetches films,
        TimeProvider clock,
        ILogger<RemotePictures> log
    )
    {
        (this.seal, this.subjects, this.cache, this.fetches) = (seal, subjects, cache, fetches);
        (this.films, this.clock, this.log) = (films, clock, log);
    }

    /// <summary>Opens a picture.</summary>
    /// <param name="kind">What it belongs to.</param>
    /// <param name="id">To which.</param>
    /// <param name="seal">The seal of its path.</param>
    /// <param name="size"><c>original</c>, <c>medium</c> or <c>small</c>; where a size was not made, the original.</param>
    /// <param name="cancellation">Gives up waiting; the fetch goes on for others.</param>
    public async Task<RemotePicture> OpenAsync(PictureKind kind, long id, string seal, string size, CancellationToken cancellation)
    {
        if (
            size is not ("original" or "medium" or "small")
            || kind == PictureKind.Film && !films.IsAvailable
            || await subjects.FindAsync(kind, id, cancellation) is not { } subject
            || !this.seal.Holds(kind, id, subject.Address, seal)
        )
        {
            return new RemotePicture.Unknown();
        }

        RemoteFetches line = kind == PictureKind.Film ? films : fetches;
        // What has just come may have left again for others, where the cache is small.
        for (int tries = 0; tries < MostTries; tries++)
        {
            // Looked for first: a fetch is written down as a failure while it runs.
            Task<FetchEnd>? going = line.Find(subject);
            RemotePicture? known = await FromCacheAsync(subject, size, cancellation);
            going ??= line.Find(subject);
            if (known is RemotePicture.Shown or RemotePicture.Unknown || known is not null && going is null)
            {
                return known;
            }

            FetchEnd? end = await WaitAsync(going ?? line.Run(subject), kind, cancellation);
            if (end != FetchEnd.Fetched)
            {
                return end is null && kind == PictureKind.Film ? new RemotePicture.Coming()
                    : end == FetchEnd.Refused ? new RemotePicture.Refused()
                    : new RemotePicture.Failed();
            }
        }

        return await FromCacheAsync(subject, size, cancellation) ?? new RemotePicture.Failed();
    }

    /// <summary>Null when it is not known yet, or too many are on their way.</summary>
    private async Task<FetchEnd?> WaitAsync(Task<FetchEnd>? fetch, PictureKind kind, CancellationToken cancellation)
    {
        try
        {
            return fetch is null ? null : await fetch.WaitAsync(kind == PictureKind.Film ? FilmPatience : Patience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>The picture as it was kept, or that it is not to be tried yet; null when it has to be fetched.</summary>
    private async Task<RemotePicture?> FromCacheAsync(PictureSubject subject, string size, CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        CachedPicture? row = await cache.FindAsync(subject.Kind, subject.Id, cancellation);
        if (row is null || row.Address != subject.Address)
        {
            return null;
        }

        if (row.State == PictureState.Kept)
        {
            if (await cache.OpenAsync(row, size, cancellation) is not (Stream content, string name))
            {
                // A sound has no picture.
                return subject.Kind == PictureKind.Film && cache.Has(row) ? new RemotePicture.Unknown() : null;
            }

            await SeeAsync(row, now, cancellation);
            return new RemotePicture.Shown(content, $"{row.Key}.{name}", MediaPaths.TypeOfName(name)!);
        }

        if (row.RetryAt <= now)
        {
            return null;
        }

        return row.State switch
        {
            PictureState.Failing => new RemotePicture.Failed(),
            PictureState.Refused => new RemotePicture.Refused(),
            _ => null,
        };
    }

    /// <summary>That it was seen is worth no answer: a database that cannot write now still shows pictures.</summary>
    private async Task SeeAsync(CachedPicture row, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await cache.SeeAsync(row, now, cancellation);
        }
        catch (StorageUnavailableException fault)
        {
            LogUnseen(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "That a picture was seen could not be written down")]
    private partial void LogUnseen(Exception fault);
}
