using System.CommandLine;
using System.Globalization;
using Weft.Core;
using Weft.Core.Moderation;
using Weft.Core.Safety;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft federation …</c></summary>
internal static class FederationCommand
{
    private static readonly Argument<string> Domain = new("DOMAIN") { Description = "The server; all servers below it are meant as well." };
    private static readonly Option<bool> RejectMedia = new("--reject-media") { Description = "Leaves out its pictures and videos." };
    private static readonly Option<bool> RejectReports = new("--reject-reports") { Description = "Leaves out its reports." };
    private static readonly Option<string?> Comment = new("--comment") { Description = "Why, for everybody to read." };
    private static readonly Option<bool> Obfuscate = new("--obfuscate") { Description = "Veils its name in the public list." };

    public static Command Create() =>
        new(
            "federation",
            """
            Tells how other servers are, and decides what is taken from them. Works on the database of Weft:Database,
            beside a running server (which knows of decisions within 10 seconds) and without one.

              block     suspends: nothing comes or goes, nothing of it is shown, follows are cut for good
              silence   only those who follow its people see their posts
              allow     treats it as any other, whatever is said of the domains above it; where
                        Weft:Federation:Mode is allowlist, it is one of those that are spoken with
              unblock   takes back whatever was decided; follows that were cut do not come back

            Examples:
              weft federation hosts
              weft federation check @bob@b.example
              weft federation block spam.example --comment "Nothing but advertising"
              weft federation silence loud.example --reject-media
              weft federation allow friends.loud.example
              weft federation import blocklist.csv
              weft federation export > blocklist.csv
            """
        )
        {
            Hosts(),
            Judge("block", "Suspends a server: nothing comes or goes, nothing of it is shown, follows are cut.", HostPolicy.Suspended),
            Judge("silence", "Silences a server: only those who follow its people see their posts.", HostPolicy.Silenced),
            Judge("allow", "Treats a server as any other, whatever is said of the domains above it.", HostPolicy.Allowed),
            Judge("unblock", "Takes back what was decided, or leaves only --reject-media and --reject-reports.", HostPolicy.Normal),
            CheckCommand.Create(),
            BlockListCommands.Import(),
            BlockListCommands.Export(),
        };

    private static Command Hosts()
    {
        Argument<string?> part = new("PART") { Description = "Only servers whose names hold this.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> decided = new("--decided") { Description = "Only those that something was decided about." };
        Command hosts = new("hosts", "Lists the known servers: what they run, how they are, what was decided.") { part, decided };
        hosts.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                KnownHosts known = Get<KnownHosts>(host);
                string? after = null;
                await Console.Out.WriteLineAsync("server\tdecided\tsoftware\taccounts\twaiting\tlast success\tcircuit");
                while (true)
                {
                    IReadOnlyList<KnownHost> page = await known.ReadAsync(
                        parsed.GetValue(part),
                        parsed.GetValue(decided),
                        after,
                        200,
                        cancellation
                    );
                    foreach (KnownHost one in page)
                    {
                        await Console.Out.WriteLineAsync(Line(one));
                    }

                    if (page.Count < 200)
                    {
                        return 0;
                    }

                    after = page[^1].Host.Name;
                }
            }
        );
        return hosts;
    }

    private static string Line(KnownHost known) =>
        string.Join(
            '\t',
            known.Host.Name,
            Word(known),
            known.Host.Software ?? "?",
            known.Accounts.ToString(CultureInfo.InvariantCulture),
            known.Waiting.ToString(CultureInfo.InvariantCulture),
            Moment(known.Host.LastSuccessAt) ?? "never",
            Moment(known.Host.ClosedUntil) is { } closed ? $"open until {closed}: {known.Host.LastError}" : "closed"
        );

    internal static string Word(KnownHost known)
    {
        string word = known.Holds.Policy switch
        {
            HostPolicy.Silenced => "silenced",
            HostPolicy.Suspended => "suspended",
            _ => known.Host.Policy == HostPolicy.Allowed ? "allowed" : "normal",
        };
        return word + (known.Holds.RejectMedia ? ", no media" : "") + (known.Holds.RejectReports ? ", no reports" : "");
    }

    internal static string? Moment(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Command Judge(string name, string what, HostPolicy policy)
    {
        Command judge = new(name, what) { Domain, RejectMedia, RejectReports, Comment, Obfuscate };
        judge.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                JudgeHost wanted = new(
                    parsed.GetValue(Domain)!,
                    policy,
                    parsed.GetValue(RejectMedia),
                    parsed.GetValue(RejectReports),
                    parsed.GetValue(Comment),
                    parsed.GetValue(Obfuscate)
                );
                Outcome<HostJudged> judged = await Get<JudgeHostHandler>(host).RunAsync(wanted, cancellation);
                if (!judged.Succeeded)
                {
                    return await RefuseAsync(judged.Refusal);
                }

                KnownHosts known = Get<KnownHosts>(host);
                KnownHost now = (await known.ReadAsync(judged.Value.Name, false, null, 200, cancellation)).First(h =>
                    h.Host.Name == judged.Value.Name
                );
                return await PrintAsync(
                    FormattableString.Invariant(
                        $"{judged.Value.Name}: {Word(now)}. {judged.Value.Accounts} known accounts are concerned, {judged.Value.Follows} follows were cut."
                    )
                );
            }
        );
        return judge;
    }
}
