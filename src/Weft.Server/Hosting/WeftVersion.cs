using System.Reflection;

namespace Weft.Server.Hosting;

/// <summary>Which Weft this is.</summary>
internal static class WeftVersion
{
    /// <summary>Such as 0.1.0.</summary>
    public static string Number { get; } =
        typeof(WeftVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
