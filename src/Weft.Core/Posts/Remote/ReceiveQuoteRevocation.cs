using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>The author of another server's post withdraws it from a quote: its stamp is no more (FEP-044f).</summary>
/// <param name="AuthorId">Who wrote what is quoted.</param>
/// <param name="Stamp">The id of the stamp.</param>
public sealed record ReceiveQuoteRevocation(long AuthorId, string Stamp);

/// <summary>Ends the quote that the stamp let be.</summary>
public sealed class ReceiveQuoteRevocationHandler(IWriter writer)
{
    /// <summary>Answers how many quotes ended; 0 for a stamp that nothing here has, or that is another author's.</summary>
    public Task<Outcome<int>> RunAsync(ReceiveQuoteRevocation command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.RunAsync<int>(
            async work =>
                await QuoteEnd.WithdrawAsync(
                    work,
                    work.Db.Posts.Where(p => p.QuoteStamp == command.Stamp && p.QuoteOfAccountId == command.AuthorId),
                    cancellation
                ),
            cancellation
        );
    }
}
