using Weft.Federation.Documents;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox;

/// <summary>
/// The stamp that an Accept names, which is looked at where it lives. When its server can't be asked now, the author's signed
/// answer is enough: third servers look for themselves.
/// </summary>
internal sealed class AnsweredStamp(Stamps stamps)
{
    /// <summary>The stamp's id; null when the answer names none that says what it has to.</summary>
    public async Task<string?> OfAsync(Received received, StampClaim claim, CancellationToken cancellation)
    {
        if (received.Activity.Result is not { Id: { } address } result || !Origin.Same(address, claim.Author))
        {
            return null;
        }

        if (result.Inlined is { } inlined)
        {
            return Embedding.Believes(claim.Author, inlined) && Stamps.IsGood(inlined, claim) ? address : null;
        }

        if (!received.Budget.Take())
        {
            return null;
        }

        StampVerdict verdict = await received.Budget.WithinAsync(
            token => stamps.FetchAsync(address, claim, token),
            StampVerdict.Unread,
            cancellation
        );
        return verdict is StampVerdict.Good or StampVerdict.Unread ? address : null;
    }
}
