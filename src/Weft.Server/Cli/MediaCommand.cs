using System.CommandLine;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Server.Hosting;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft media</c></summary>
internal static class MediaCommand
{
    public static Command Create()
    {
        Command usage = new("usage", "Prints how much room photos and the cache of other servers' media take.");
        usage.SetGuarded(
            async (_, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                MediaUsage used = await Get<MediaUsageReader>(host).ReadAsync(cancellation);
                return await PrintAsync(
                    $"""
                    uploaded here: {ByteSize.Write(used.Own)}
                    cache of other servers' media: {ByteSize.Write(used.Cached)} of {ByteSize.Write(
                        used.Limit
                    )} ({used.Pictures} media)
                    """
                );
            }
        );
        Command media = new("media", "Photos and videos, and media of other servers.");
        media.Subcommands.Add(usage);
        media.Subcommands.Add(Move());
        return media;
    }

    private static Command Move()
    {
        Option<MediaStore> to = new("--to") { Description = "Where to: s3, or files (the data directory).", Required = true };
        Command move = new(
            "move",
            """
            Copies the files of all uploads to the other place, and tells how far it is. Stopped at any point it goes on where
            it was, and copies nothing twice. Order: set Weft:Media:S3, move, set Weft:Media:Store, start Weft again, move once
            more for what came meanwhile. The old files stay; remove them when all is well.
            """
        )
        {
            to,
        };
        move.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                MediaStores stores = Get<MediaStores>(host);
                MediaStore target = parsed.GetValue(to);
                if (
                    stores.Of(target) is not { } there
                    || stores.Of(target == MediaStore.S3 ? MediaStore.Files : MediaStore.S3) is not { } here
                )
                {
                    return await FailAsync("Weft:Media:S3:Endpoint has to say where the store is.");
                }

                MoveProgress progress = default;
                try
                {
                    await foreach (MoveProgress step in Get<MoveMedia>(host).RunAsync(here, there, cancellation))
                    {
                        progress = step;
                        if (step.Media % 100 == 0)
                        {
                            await Console.Error.WriteLineAsync(
                                $"{step.Media} media, {step.Copied} files copied, {ByteSize.Write(step.Bytes)}"
                            );
                        }
                    }
                }
                catch (IOException fault)
                {
                    return await FailAsync($"{fault.Message} {progress.Media} media are there; run it again to go on.");
                }

                return await PrintAsync(
                    $"{progress.Media} media, {progress.Copied} files copied, {ByteSize.Write(progress.Bytes)}"
                        + (progress.Lost > 0 ? $"; of {progress.Lost} there was no file" : "")
                );
            }
        );
        return move;
    }
}
