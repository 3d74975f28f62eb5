using Weft.Core.Accounts;
using Weft.Core.Posts.Text;
using Weft.Federation.Discovery;

namespace Weft.Federation.Finding;

/// <summary>
/// Finds whom a new post mentions on other servers before it is published, since the command that publishes asks nobody.
/// Who is not found in time stays plain text.
/// </summary>
public sealed class MentionFinder(Finder finder, LocalDomain domain)
{
    /// <summary>How long the author waits at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How many unknown people one post may have looked for.</summary>
    public const int Most = 10;

    /// <summary>Makes those whom the text mentions known. Fails for nobody.</summary>
    public async Task PrepareAsync(string? text, CancellationToken cancellation)
    {
        if (text is null || !text.Contains('@', StringComparison.Ordinal))
        {
            return;
        }

        RemoteHandle[] named =
        [
            .. PostText.Parse(text).Mentions.Where(m => !domain.Owns(m.Domain)).Take(Most).Select(Read).OfType<RemoteHandle>(),
        ];
        if (named.Length == 0)
        {
            return;
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await Task.WhenAll(named.Select(handle => finder.AccountAsync(handle, ask: true, patience.Token)));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Too slow: the post goes out without them.
        }
    }

    private static RemoteHandle? Read(Mention mention) =>
        RemoteHandle.TryParse($"{mention.Username}@{mention.Domain}", out RemoteHandle? handle) ? handle : null;
}
