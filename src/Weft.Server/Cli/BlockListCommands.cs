using System.CommandLine;
using Weft.Core;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft federation import</c> and <c>export</c>: lists in the form in which Mastodon's operators hand them on.</summary>
internal static class BlockListCommands
{
    /// <summary>A list of some hundred thousand lines is still read.</summary>
    private const int MostBytes = 32 * 1024 * 1024;

    public static Command Import()
    {
        Argument<FileInfo> file = new("FILE")
        {
            Description = "A CSV file as Mastodon exports it (#domain,#severity,#reject_media,…), or one domain a line.",
        };
        Option<bool> allow = new("--allow") { Description = "The domains are to be allowed, not blocked." };
        Option<bool> try_ = new("--dry-run") { Description = "Only says what would be done." };
        Command import = new(
            "import",
            """
            Takes over a list of blocked (or with --allow: allowed) servers. What the list does not name stays as it is; names
            that were veiled with * are passed over.
            """
        )
        {
            file,
            allow,
            try_,
        };
        import.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                FileInfo list = parsed.GetValue(file)!;
                if (!list.Exists || list.Length > MostBytes)
                {
                    return await FailAsync(list.Exists ? $"{list.FullName} is too large." : $"There is no file {list.FullName}.");
                }

                HostPolicy otherwise = parsed.GetValue(allow) ? HostPolicy.Allowed : HostPolicy.Suspended;
                BlockList read = BlockList.Read(await File.ReadAllTextAsync(list.FullName, cancellation), otherwise);
                foreach (string fault in read.Faults)
                {
                    await Console.Error.WriteLineAsync(fault);
                }

                if (parsed.GetValue(try_))
                {
                    foreach (JudgeHost host in read.Hosts)
                    {
                        await Console.Out.WriteLineAsync(BlockList.Line(host));
                    }

                    return 0;
                }

                using IHost host_ = await OpenAsync(args, cancellation);
                Outcome<HostsTaken> taken = await Get<JudgeHostsHandler>(host_).RunAsync(new JudgeHosts(read.Hosts), cancellation);
                if (!taken.Succeeded)
                {
                    return await RefuseAsync(taken.Refusal);
                }

                foreach (string skipped in taken.Value.Skipped)
                {
                    await Console.Error.WriteLineAsync($"Passed over: {skipped}");
                }

                return await PrintAsync(
                    FormattableString.Invariant(
                        $"{taken.Value.Taken} servers were taken over, {taken.Value.Skipped.Count} passed over; {taken.Value.Follows} follows were cut."
                    )
                );
            }
        );
        return import;
    }

    public static Command Export()
    {
        Option<bool> allow = new("--allow") { Description = "The allowed servers instead of the blocked ones." };
        Command export = new("export", "Prints what was decided as a CSV file that Mastodon takes, too.") { allow };
        export.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                bool allowed = parsed.GetValue(allow);
                await Console.Out.WriteLineAsync(allowed ? "#domain" : BlockList.Header);
                foreach (RemoteHost judged in await Get<KnownHosts>(host).JudgedAsync(cancellation))
                {
                    if (judged.Policy == HostPolicy.Allowed == allowed)
                    {
                        await Console.Out.WriteLineAsync(
                            allowed
                                ? judged.Name
                                : BlockList.Line(
                                    new JudgeHost(
                                        judged.Name,
                                        judged.Policy,
                                        judged.RejectMedia,
                                        judged.RejectReports,
                                        judged.Comment,
                                        judged.Obfuscate
                                    )
                                )
                        );
                    }
                }

                return 0;
            }
        );
        return export;
    }
}
