using System.CommandLine;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Server.Identity.Access;
using Weft.Server.Identity.LogIns;
using static Weft.Server.Cli.AccountsTool;

namespace Weft.Server.Cli;

/// <summary><c>weft accounts create</c></summary>
internal static class CreateAccountCommand
{
    public static Command Create()
    {
        Argument<string> name = new("NAME") { Description = "Letters, digits and _, up to 30. It cannot be changed later." };
        Option<string> email = new("--email") { Description = "The person's e-mail address; it counts as confirmed.", Required = true };
        Option<string?> password = new("--password") { Description = "At least 10 characters. One is made and printed when left out." };
        Option<bool> owner = new("--owner") { Description = "Makes the person the owner of this server; reserved names are allowed then." };
        Command create = new("create", "Makes an account that may be used at once.") { name, email, password, owner };
        create.SetGuarded(
            async (parsed, args, cancellation) =>
            {
                using IHost host = await OpenAsync(args, cancellation);
                string? given = parsed.GetValue(password);
                string secret = given ?? Secret.New();
                if (Passwords.Check(secret, parsed.GetValue(name)!, parsed.GetValue(email)!) is FieldFault fault)
                {
                    return await RefuseAsync(Refused.Invalid([fault]));
                }

                SignUp signUp = new(parsed.GetValue(name)!, parsed.GetValue(email)!, Get<Passwords>(host).Hash(secret))
                {
                    Confirmed = true,
                    Role = parsed.GetValue(owner) ? Role.Owner : Role.Member,
                };
                Outcome<long> made = await Get<SignUpHandler>(host).RunAsync(signUp, cancellation);
                if (!made.Succeeded)
                {
                    return await RefuseAsync(made.Refusal);
                }

                await Console.Out.WriteLineAsync($"@{Usernames.Normalize(signUp.Username)} may log in now.");
                return given is null ? await PrintAsync($"Password: {secret}") : 0;
            }
        );
        return create;
    }
}
