using Weft.Server.Cli;

return await WeftCommand.Create().Parse(args).InvokeAsync();
