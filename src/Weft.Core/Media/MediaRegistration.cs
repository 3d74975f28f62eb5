using Microsoft.Extensions.DependencyInjection;
using Weft.Core.Media.Files;
using Weft.Core.Media.Films;

namespace Weft.Core.Media;

/// <summary>What this room offers.</summary>
public static class MediaRegistration
{
    /// <summary>Adds the commands and readers of media. Needs a database, <see cref="MediaFolder"/> and <see cref="MediaSettings"/>.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services) =>
        services
            .AddSingleton<IMediaFiles, LocalFiles>()
            .AddSingleton<WaitingMedia>()
            .AddSingleton<Ffmpeg>()
            .AddSingleton<MediaReader>()
            .AddSingleton<UploadMediaHandler>()
            .AddSingleton<ProcessMediaHandler>()
            .AddSingleton<DescribeMediaHandler>()
            .AddSingleton<RemoveMediaHandler>()
            .AddSingleton<SetPictureHandler>();

    /// <summary>Adds what works on media in the background: for the server, not for the command line.</summary>
    public static IServiceCollection AddMediaWork(this IServiceCollection services) =>
        services
            .AddHostedService<MediaWorker>()
            .AddSingleton<SweepMedia>()
            .AddSingleton<DiscardedSignal>()
            .AddSingleton<IEventListener>(provider => provider.GetRequiredService<DiscardedSignal>())
            .AddHostedService(provider => provider.GetRequiredService<SweepMedia>());
}
