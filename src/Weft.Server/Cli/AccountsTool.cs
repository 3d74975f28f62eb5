using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Storage;
using Weft.Server.Hosting;
using Weft.Server.Identity.People;

namespace Weft.Server.Cli;

/// <summary>What the commands about accounts share: the database, the person, and how to end.</summary>
internal static class AccountsTool
{
    public static async Task<IHost> OpenAsync(string[] args, CancellationToken cancellation)
    {
        IHost host = WeftHost.BuildTool(args);
        await Get<IDialect>(host).MigrateAsync(cancellation);
        return host;
    }

    public static async Task<int> WithPersonAsync(
        string name,
        string[] args,
        Func<IHost, Person, Task<int>> action,
        CancellationToken cancellation
    )
    {
        using IHost host = await OpenAsync(args, cancellation);
        await using WeftDb db = await Get<IDbContextFactory<WeftDb>>(host).CreateDbContextAsync(cancellation);
        return await FindPerson.FindAsync(db, name, cancellation) is Person person
            ? await action(host, person)
            : await FailAsync($"There is no account \"{name}\".");
    }

    public static T Get<T>(IHost host)
        where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<int> PrintAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        return 0;
    }

    public static async Task<int> FailAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }

    public static async Task<int> RefuseAsync(Refusal refusal) =>
        await FailAsync(
            refusal switch
            {
                Refusal.Invalid invalid => string.Join(Environment.NewLine, invalid.Faults.Select(f => $"The {f.Field} {f.Reason}.")),
                Refusal.NotAllowed denied => denied.Reason,
                _ => "The account is gone.",
            }
        );
}
