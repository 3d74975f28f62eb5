using System.CommandLine;
using Weft.Core.Media;
using Weft.Server.Hosting;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft media</c></summary>
internal static class MediaCommand
{
    public static Command Create()
    {
        Command usage = new("usage", "Prints how much room photos and the cache of other servers' pictures take.");
        usage.SetGuarded(
            async (_, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                MediaUsage used = await Get<MediaUsageReader>(host).ReadAsync(cancellation);
                return await PrintAsync(
                    $"""
                    uploaded here: {ByteSize.Write(used.Own)}
                    cache of other servers' pictures: {ByteSize.Write(used.Cached)} of {ByteSize.Write(
                        used.Limit
                    )} ({used.Pictures} pictures)
                    """
                );
            }
        );
        Command media = new("media", "Photos, and pictures of other servers.");
        media.Subcommands.Add(usage);
        return media;
    }
}
