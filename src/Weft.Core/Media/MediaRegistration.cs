using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Weft.Core.Media.Files;
using Weft.Core.Media.Films;
using Weft.Core.Media.Photos;
using Weft.Core.Media.Remote;

namespace Weft.Core.Media;

/// <summary>What this room offers.</summary>
public static class MediaRegistration
{
    /// <summary>Adds the commands and readers of media. Needs a database, <see cref="MediaFolder"/> and <see cref="MediaSettings"/>.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services) =>
        services
            .AddSingleton<MediaStores>()
            .AddSingleton(provider => provider.GetRequiredService<MediaStores>().InUse)
            .AddSingleton<MoveMedia>()
            .AddSingleton<WaitingMedia>()
            .AddSingleton<Ffmpeg>()
            .AddSingleton<HeicDecoder>()
            .AddSingleton<ChosenPictures>()
            .AddSingleton<MediaTypes>()
            .AddSingleton<MediaReader>()
            .AddSingleton<UploadMediaHandler>()
            .AddSingleton<ProcessMediaHandler>()
            .AddSingleton<DescribeMediaHandler>()
            .AddSingleton<RemoveMediaHandler>()
            .AddSingleton<SetPictureHandler>();

    /// <summary>
    /// Adds what shows pictures of other servers. Needs <see cref="AddMedia"/>, an <see cref="IRemoteFiles"/>, and a
    /// <see cref="PictureCacheLimit"/> unless the usual one is meant.
    /// </summary>
    public static IServiceCollection AddRemotePictures(this IServiceCollection services)
    {
        // Instead of the one that other rooms brought, which knows of no films.
        services.Replace(
            ServiceDescriptor.Singleton(provider => new PictureSeal
            {
                PlaysFilms = () => provider.GetRequiredService<Ffmpeg>().IsAvailable,
            })
        );
        services.TryAddSingleton(PictureCacheLimit.Usual);
        return services
            .AddSingleton<LoadPictureSealHandler>()
            .AddSingleton<MediaUsageReader>()
            .AddSingleton<CacheFiles>()
            .AddSingleton<PictureSubjects>()
            .AddSingleton<PictureRoom>()
            .AddSingleton<PictureCache>()
            .AddSingleton<PictureFetches>()
            .AddSingleton<FilmFetches>()
            .AddSingleton<SweepCache>()
            .AddSingleton(provider => new RemotePictures(
                provider.GetRequiredService<PictureSeal>(),
                provider.GetRequiredService<PictureSubjects>(),
                provider.GetRequiredService<PictureCache>(),
                provider.GetRequiredService<PictureFetches>(),
                provider.GetRequiredService<FilmFetches>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RemotePictures>>()
            ));
    }

    /// <summary>Adds what works on media in the background: for the server, not for the command line.</summary>
    public static IServiceCollection AddMediaWork(this IServiceCollection services) =>
        services
            .AddHostedService<MediaWorker>()
            .AddSingleton<SweepMedia>()
            .AddSingleton<DiscardedSignal>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<DiscardedSignal>())
            .AddHostedService(provider => provider.GetRequiredService<SweepMedia>());
}
