using System.CommandLine;
using Weft.Core;
using Weft.Core.Accounts.Access;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.Apps;
using Weft.Server.Identity.LogIns;
using Weft.Server.Identity.People;
using Weft.Server.Identity.Tokens;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft accounts …</c></summary>
internal static class AccountsCommand
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The account's name, or its e-mail address." };

    public static Command Create() =>
        new(
            "accounts",
            """
            Makes accounts and changes how their people get in. Works on the database of Weft:Database, beside a running
            server (which knows of changed roles and passwords within 30 seconds) and without one.

            Examples:
              weft accounts create anna --email anna@weft.example --owner
              weft accounts promote berta --role moderator
              weft accounts reset-password anna
              weft accounts invite --uses 5 --days 14
              weft accounts alias anna https://old.example/users/anna
              weft accounts rotate-keys anna
              weft accounts token anna --scopes "read write:statuses"
            """
        )
        {
            CreateAccountCommand.Create(),
            Promote(),
            ResetPassword(),
            Token(),
            Approve(),
            InviteCommand.Create(),
            AliasCommand.Create(),
            RotateKeysCommand.Create(),
        };

    private static Command Promote()
    {
        Option<Role> role = new("--role") { Description = "owner, admin, moderator, or member for no role.", Required = true };
        Command promote = new("promote", "Gives somebody a role, or takes it away with `--role member`.") { Name, role };
        promote.SetGuarded(
            (parsed, args, cancellation) =>
                WithPersonAsync(
                    parsed.GetValue(Name)!,
                    args,
                    async (host, person) =>
                    {
                        SetRole set = new(person.Id, parsed.GetValue(role));
                        Outcome<bool> changed = await Get<SetRoleHandler>(host).RunAsync(set, cancellation);
                        return changed.Succeeded ? await PrintAsync($"@{person.Username}: {set.Role}") : await RefuseAsync(changed.Refusal);
                    },
                    cancellation
                )
        );
        return promote;
    }

    private static Command ResetPassword()
    {
        Option<string?> password = new("--password") { Description = "The new one. One is made and printed when left out." };
        Option<bool> revoke = new("--revoke-apps") { Description = "Logs apps out too." };
        Command reset = new("reset-password", "Gives somebody a new password and logs their browsers out.") { Name, password, revoke };
        reset.SetGuarded(
            (parsed, args, cancellation) =>
                WithPersonAsync(
                    parsed.GetValue(Name)!,
                    args,
                    async (host, person) =>
                    {
                        string? given = parsed.GetValue(password);
                        SetPassword set = new(person.Id, given ?? Secret.New()) { RevokeApps = parsed.GetValue(revoke) };
                        Outcome<bool> done = await Get<SetPasswordHandler>(host).RunAsync(set, cancellation);
                        return !done.Succeeded ? await RefuseAsync(done.Refusal)
                            : given is null ? await PrintAsync(set.Password)
                            : await PrintAsync($"@{person.Username} has a new password.");
                    },
                    cancellation
                )
        );
        return reset;
    }

    private static Command Token()
    {
        Option<string> scopes = new("--scopes")
        {
            Description = "What it may do, separated by spaces.",
            DefaultValueFactory = _ => "read write follow push",
        };
        Command token = new("token", "Prints an access token for scripts. It works until it is revoked in the settings.") { Name, scopes };
        token.SetGuarded(
            (parsed, args, cancellation) =>
                WithPersonAsync(
                    parsed.GetValue(Name)!,
                    args,
                    async (host, person) =>
                    {
                        if (!ScopeSet.TryParse(parsed.GetValue(scopes), out ScopeSet? set))
                        {
                            return await FailAsync("--scopes has to be a list such as \"read write:statuses\", separated by spaces.");
                        }

                        Outcome<GrantedToken> granted = await Get<CommandLineApp>(host).GrantAsync(person.Id, set, cancellation);
                        return granted.Succeeded ? await PrintAsync(granted.Value.Token) : await RefuseAsync(granted.Refusal);
                    },
                    cancellation
                )
        );
        return token;
    }

    private static Command Approve()
    {
        Command approve = new("approve", "Lets in somebody who signed up and waits for approval.") { Name };
        approve.SetGuarded(
            (parsed, args, cancellation) =>
                WithPersonAsync(
                    parsed.GetValue(Name)!,
                    args,
                    async (host, person) =>
                    {
                        Outcome<bool> admitted = await Get<AdmitPersonHandler>(host).RunAsync(new AdmitPerson(person.Id), cancellation);
                        return !admitted.Succeeded ? await RefuseAsync(admitted.Refusal)
                            : admitted.Value ? await PrintAsync($"@{person.Username} is let in.")
                            : await PrintAsync($"@{person.Username} was let in before.");
                    },
                    cancellation
                )
        );
        return approve;
    }
}
