using System.CommandLine;
using Weft.Server.Hosting;

namespace Weft.Server.Cli;

/// <summary>The command line: <c>weft serve | migrate | accounts | federation | emoji | media | version</c>.</summary>
internal static class WeftCommand
{
    /// <summary>What every command takes besides its own options.</summary>
    private const string Settings = """


        Settings come from appsettings.json in the current folder, from the environment (Weft__Url=…) and from the
        command line (--Weft:Url=…), the later ones winning. docs/operators.md lists them.
        """;

    public static RootCommand Create()
    {
        RootCommand root = new("Weft: short public conversation, connected to the open web." + Settings);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(MigrateCommand.Create());
        root.Subcommands.Add(AccountsCommand.Create());
        root.Subcommands.Add(FederationCommand.Create());
        root.Subcommands.Add(EmojiCommand.Create());
        root.Subcommands.Add(MediaCommand.Create());
        Command version = new("version", "Prints which Weft this is.");
        version.SetAction(_ => Console.Out.WriteLine(WeftVersion.Number));
        root.Subcommands.Add(version);
        return root;
    }
}
