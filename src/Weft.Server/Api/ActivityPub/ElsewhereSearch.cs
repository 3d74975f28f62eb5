using Weft.Federation.Finding;
using Weft.Federation.Threads;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>
/// Finds for a request what a handle or an address of another server names. Only for somebody with an account other servers
/// are asked, and not without end: what is asked in our name we answer for.
/// </summary>
internal sealed class ElsewhereSearch(Finder finder, RateLimits limits, ThreadsWanted threads)
{
    /// <summary>What the text names on another server; null when it names nothing there or nothing that can be found.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="text">What was typed or pasted.</param>
    /// <param name="ask">Whether to ask the other server about what is not known.</param>
    public async Task<Finding?> FindAsync(HttpContext context, string text, bool ask)
    {
        if (!finder.IsElsewhere(text))
        {
            return null;
        }

        Finding? known = await finder.FindAsync(text, ask: false, context.RequestAborted);
        Finding? found =
            known is null && ask && context.Caller?.AccountId is not null && limits.TryTake(RateLimit.Finding, context)
                ? await finder.FindAsync(text, ask: true, context.RequestAborted)
                : known;
        if (found is Finding.Post post && context.Caller?.AccountId is not null)
        {
            threads.Want(post.Id);
        }

        return found;
    }
}
