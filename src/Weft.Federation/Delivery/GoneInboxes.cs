using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Weft.Core.Accounts;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Http;

namespace Weft.Federation.Delivery;

/// <summary>
/// After an inbox has answered that it is gone, asks for its actor: when that is gone as well, so is the account here. An
/// inbox of a whole server is nobody's, and says nothing of its people.
/// </summary>
public sealed partial class GoneInboxes(
    IDbContextFactory<WeftDb> contexts,
    DocumentFetch documents,
    IWriter writer,
    ILogger<GoneInboxes> log
)
{
    private const int Most = 3;

    /// <summary>Asks for those whose own inbox it was; answers how many are gone.</summary>
    public async Task<int> AskAsync(string inbox, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var people = await db
            .RemoteActors.Where(a => a.Inbox == inbox && a.SharedInbox != inbox)
            .Select(a => new { a.AccountId, a.Uri })
            .Take(Most)
            .ToListAsync(cancellation);
        int gone = 0;
        foreach (var person in people)
        {
            FetchedDocument fetched = await documents.FetchAsync(person.Uri, Wanted.Actor, cancellation);
            if (fetched.IsGone)
            {
                await new DeleteAccountHandler(writer).RunAsync(new DeleteAccount(person.AccountId), cancellation);
                LogGone(person.Uri);
                gone++;
            }
        }

        return gone;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Actor} is gone, as its server says; so is the account here")]
    private partial void LogGone(string actor);
}
