using Weft.Core.Accounts.Relationships;
using Weft.Federation.Actors;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox.Activities;

/// <summary>Block: somebody wants nothing more to do with one of us. Who is blocked is not told.</summary>
internal sealed class TakeBlock(KnownThings things) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Block];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        if (await things.LocalAccountAsync(received.Activity.Object?.Id, cancellation) is not long target)
        {
            return "Who is blocked is not of this server.";
        }

        await new BlockAccountHandler(received.Writer).RunAsync(new BlockAccount(received.Actor.AccountId, target), cancellation);
        return "The block is noted.";
    }
}
