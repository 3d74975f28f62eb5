using System.Runtime.InteropServices;

namespace Weft.Server.Hosting;

/// <summary>
/// The heap of the C library, from which libvips takes its pictures. Left alone, glibc keeps a part of it for each thread
/// and holds on to large blocks: a server that had made twenty photos at once kept hundreds of megabytes for ever.
/// </summary>
internal static partial class NativeHeap
{
    // mallopt(3).
    private const int MmapThreshold = -3;
    private const int ArenaMax = -8;

    /// <summary>
    /// Lets all threads share two parts, and gives blocks of 256 KB and more back as soon as they are free. To be called
    /// before threads have parts of their own. Does nothing where the C library is another, or where
    /// <c>MALLOC_ARENA_MAX</c> says what the operator wants.
    /// </summary>
    public static void KeepSmall()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null)
        {
            return;
        }

        try
        {
            _ = SetOption(ArenaMax, 2);
            _ = SetOption(MmapThreshold, 256 * 1024);
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            // musl has no such heap, and no such options.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int name, int value);
}
