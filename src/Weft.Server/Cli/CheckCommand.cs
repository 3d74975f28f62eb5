using System.CommandLine;
using Weft.Federation.Hosts;
using Weft.Server.Hosting;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft federation check</c></summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string> target = new("TARGET") { Description = "A handle (@bob@b.example) or the address of a profile or post." };
        Command check = new(
            "check",
            """
            Goes the way of a lookup and of a delivery step by step and says what each step comes to: what was decided here,
            the name's addresses, the connection, WebFinger, the document, which signatures are taken, the handle, the key,
            the inbox, and what waits for it. Exit code 0 when all is well, 1 when something is not.

            Examples:
              weft federation check @bob@b.example
              weft federation check https://b.example/@bob/123
            """
        )
        {
            target,
        };
        check.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                bool good = true;
                await foreach (CheckStep step in Get<CheckFederation>(host).RunAsync(parsed.GetValue(target)!, cancellation))
                {
                    good &= step.IsGood != false;
                    string mark = step.IsGood switch
                    {
                        true => "ok  ",
                        false => "FAIL",
                        null => "    ",
                    };
                    await Console.Out.WriteLineAsync($"{mark} {step.Name, -10} {step.Detail}");
                }

                return good ? 0 : 1;
            }
        );
        return check;
    }
}
