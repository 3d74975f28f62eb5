using System.CommandLine;
using Weft.Federation.Actors;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft accounts rotate-keys</c></summary>
internal static class RotateKeysCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "The account's name, or its e-mail address." };
        Command rotate = new(
            "rotate-keys",
            "Gives an account new keys for what it sends to other servers, since somebody else may have the old ones."
        )
        {
            name,
        };
        rotate.SetGuarded(
            (parsed, args, cancellation) =>
                WithPersonAsync(
                    parsed.GetValue(name)!,
                    args,
                    async (host, person) =>
                        await PrintAsync(
                            await Get<ActorKeys>(host).RotateAsync(person.Id, cancellation)
                                ? $"@{person.Username} has new keys, and other servers are told."
                                : $"@{person.Username} has no keys yet: they are made when first needed."
                        ),
                    cancellation
                )
        );
        return rotate;
    }
}
