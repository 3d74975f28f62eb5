using System.CommandLine;
using Weft.Core;
using Weft.Core.Accounts.Moving;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft accounts alias</c></summary>
internal static class AliasCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "The account's name, or its e-mail address." };
        Argument<string[]> address = new("ADDRESS")
        {
            Description = "The ids of the person's accounts on other servers (https://…). They replace those before; none clears them.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Command alias = new("alias", "Says which accounts of other servers somebody also is, so that they can move here.")
        {
            name,
            address,
        };
        alias.SetGuarded(
            (parsed, args, cancellation) =>
                WithPersonAsync(
                    parsed.GetValue(name)!,
                    args,
                    async (host, person) =>
                    {
                        SetAliases set = new(person.Id, parsed.GetValue(address) ?? []);
                        Outcome<long> done = await Get<SetAliasesHandler>(host).RunAsync(set, cancellation);
                        return done.Succeeded
                            ? await PrintAsync($"@{person.Username} is also: {string.Join(", ", set.ActorUris)}")
                            : await RefuseAsync(done.Refusal);
                    },
                    cancellation
                )
        );
        return alias;
    }
}
