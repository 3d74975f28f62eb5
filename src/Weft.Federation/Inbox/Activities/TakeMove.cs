using Weft.Core;
using Weft.Core.Accounts.Moving;
using Weft.Core.Storage;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Moving;

namespace Weft.Federation.Inbox.Activities;

/// <summary>
/// Move: somebody goes elsewhere, and those here who follow them follow their new self. Only what both selves say counts:
/// the new one is read anew, names the old one, and has not gone on itself. Once in seven days.
/// </summary>
internal sealed class TakeMove(Moves moves, IWriter writer) : IActivityHandler
{
    public IReadOnlyList<ActivityKind> Kinds => [ActivityKind.Move];

    public async Task<string> TakeAsync(Received received, CancellationToken cancellation)
    {
        string old = received.Actor.Uri;
        if (!WebAddress.SameId(received.Activity.Object?.Id, old) || received.Activity.Target?.Id is not { } target)
        {
            return "Who moves is not the signer, or it is not said where to.";
        }

        if (!received.Budget.Take() || await moves.NewSelfAsync(target, old, cancellation) is not long newId)
        {
            return "The new self does not name the old one, or has gone on.";
        }

        // Not through the activity's own writer: stopped half-way, the sender tries again and the rest is done then.
        Outcome<bool> may = await new ReceiveMoveHandler(writer).RunAsync(
            new ReceiveMove(received.Actor.AccountId, new NewSelf(newId, target)),
            cancellation
        );
        if (!may.Succeeded)
        {
            return "It has moved elsewhere only lately.";
        }

        int moved = await moves.TakeFollowersAsync(received.Actor.AccountId, newId, cancellation);
        await received.Writer.NoteAsync(cancellation);
        return $"{moved} who followed follow the new self.";
    }
}
