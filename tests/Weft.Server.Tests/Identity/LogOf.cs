using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>Reads what a server printed, as its operator does.</summary>
internal static class LogOf
{
    /// <summary>Path and query of the last link of this kind; waits until it is printed, since mail goes out by itself.</summary>
    /// <param name="weft">The server.</param>
    /// <param name="path">How the link begins.</param>
    /// <param name="near">What stands shortly before it.</param>
    /// <param name="not">A link that was read before.</param>
    public static async Task<string> LinkAsync(WeftProcess weft, string path, string near = "", string? not = null)
    {
        for (int i = 0; i < 500; i++)
        {
            string log = weft.Log;
            int at = near.Length == 0 ? 0 : log.LastIndexOf(near, StringComparison.Ordinal);
            string? link = at < 0 ? null : Regex.Matches(log[at..], Regex.Escape(path) + "[A-Za-z0-9_-]+").LastOrDefault()?.Value;
            if (link is not null && link != not)
            {
                return link;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"No link {path} in:\n{weft.Log}");
    }
}
