using NetVips;
using NetVips.Internal;

namespace Weft.Core.Media.Photos;

/// <summary>
/// libvips, set up once: it opens nothing but the formats that Weft takes, keeps nothing between pictures, and uses no
/// more threads than leave room for the rest.
/// </summary>
internal static class Vips
{
    private static readonly string[] Loaders =
    [
        "VipsForeignLoadJpeg",
        "VipsForeignLoadPng",
        "VipsForeignLoadWebp",
        "VipsForeignLoadHeif",
        "VipsForeignLoadNsgif",
    ];

    private static readonly Lazy<bool> Ready = new(SetUp);

    /// <summary>False when libvips is not on this machine.</summary>
    public static bool IsAvailable => Ready.Value;

    private static bool SetUp()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            return false;
        }

        Operation.Block("VipsForeignLoad", true);
        foreach (string loader in Loaders)
        {
            Operation.Block(loader, false);
        }

        Cache.Max = 0;
        NetVips.NetVips.Concurrency = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);
        // What is wrong with a picture is an exception; libvips would also print it.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.All, static (_, _, _) => { });
        return true;
    }
}
