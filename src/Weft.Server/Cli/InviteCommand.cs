using System.CommandLine;
using Weft.Core;
using Weft.Core.Accounts.Invitations;
using Weft.Server.Hosting;
using Weft.Server.Identity.SignUps;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft accounts invite</c></summary>
internal static class InviteCommand
{
    public static Command Create()
    {
        Option<int> uses = new("--uses") { Description = "How many may come by it.", DefaultValueFactory = _ => 1 };
        Option<int> days = new("--days") { Description = "For how many days it works.", DefaultValueFactory = _ => 7 };
        Command invite = new("invite", "Prints a link by which people may sign up where Weft:Registration is invite or approval.")
        {
            uses,
            days,
        };
        invite.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                MakeInvitation make = new(null, parsed.GetValue(uses), parsed.GetValue(days));
                Outcome<string> made = await Get<MakeInvitationHandler>(host).RunAsync(make, cancellation);
                return made.Succeeded
                    ? await PrintAsync(InvitationLink.Of(Get<WeftOptions>(host), made.Value))
                    : await RefuseAsync(made.Refusal);
            }
        );
        return invite;
    }
}
