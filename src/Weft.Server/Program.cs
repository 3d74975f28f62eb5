using System.CommandLine;
using Weft.Server.Cli;

// Names may be written with @, which would otherwise mean a file of arguments.
ParserConfiguration parsing = new() { ResponseFileTokenReplacer = null };
return await WeftCommand.Create().Parse(args, parsing).InvokeAsync();
