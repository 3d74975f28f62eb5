using Weft.Bench;
using Weft.Bench.Bare;
using Weft.Bench.Elsewhere;
using Weft.Bench.Load;

switch (args)
{
    case [GeneratorProcess.Command]:
        await GeneratorProcess.ServeAsync();
        return 0;
    case [BareKestrel.Command, string file]:
        await BareKestrel.ServeAsync(file);
        return 0;
    case [OtherServers.Command]:
        await OtherServers.ServeAsync();
        return 0;
    default:
        return await BenchCommand.Create().Parse(args).InvokeAsync();
}
