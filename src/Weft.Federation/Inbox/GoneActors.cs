using Weft.Core.Accounts;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Http;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox;

/// <summary>
/// The end of an actor, told by a request whose key is gone. Such a request proves nothing: whoever sends it chooses which
/// address on the actor's server is asked for the key, and many there answer 410. So the actor itself is asked for.
/// </summary>
public sealed class GoneActors(DocumentFetch documents, IWriter writer)
{
    /// <summary>Deletes the account when its own address says that it is gone; 503 where that can't be told now.</summary>
    /// <param name="known">Whose end is told.</param>
    /// <param name="budget">How long the sender waits.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<InboxAnswer> AskAsync(RemotePerson known, FetchBudget budget, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(budget);
        FetchedDocument? fetched = await budget.WithinAsync(token => documents.FetchAsync(known.Uri, Wanted.Actor, token), cancellation);
        if (fetched is null or { MayPassLater: true })
        {
            return new(503, "The key is gone, and its actor can't be asked for.") { IsLasting = fetched?.Outcome is HttpOutcome.Refused };
        }

        if (!fetched.IsGone)
        {
            return new(401, "The key is gone, and its actor is not.");
        }

        await new DeleteAccountHandler(writer).RunAsync(new DeleteAccount(known.AccountId), cancellation);
        return InboxAnswer.Taken("The account is gone, as its server says.");
    }
}
