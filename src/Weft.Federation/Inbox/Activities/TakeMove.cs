using Weft.Core;
using Weft.Core.Accounts.Moving;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Moving;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Move: somebody goes elsewhere, and those here who follow them follow their new self. Only what both selves say counts:
/// the new one is read anew, names the old one, and has not gone on itself. Once in seven days. The followers are moved when
/// the sender has its answer.
/// </summary>
internal sealed class TakeMove(Moves moves, MoveRounds rounds) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Move];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        string old = received.Actor.Uri;
        if (!WebAddress.SameId(received.Activity.Object?.Id, old) || received.Activity.Target?.Id is not { } target)
        {
            return "Who moves is not the signer, or it is not said where to.";
        }

        NewSelf? self = received.Budget.Take()
            ? await received.Budget.WithinAsync(token => moves.NewSelfAsync(target, old, token, received.Budget), cancellation)
            : null;
        if (self is null)
        {
            return received.Missing("The new self does not name the old one, has gone on, or is not to be had.");
        }

        Outcome<bool> may = await new ReceiveMoveHandler(received.Writer).RunAsync(
            new ReceiveMove(received.Actor.AccountId, self),
            cancellation
        );
        if (!may.Succeeded)
        {
            return received.Writer.WasTaken ? "The activity was taken before." : "It has moved elsewhere only lately.";
        }

        rounds.Begin(received.Actor.AccountId);
        return "Those who followed will follow the new self.";
    }
}
