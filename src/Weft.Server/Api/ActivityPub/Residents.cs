using Weft.Core.Accounts;
using Weft.Federation.Presenting;
using Weft.Server.Api.Mastodon.Answers;

namespace Weft.Server.Api.ActivityPub;

/// <summary>This server's own accounts, by the name in an address.</summary>
internal sealed class Residents(AccountReader accounts, LocalAddresses addresses)
{
    /// <summary>The account; null when there is none here.</summary>
    public async Task<AccountModel?> FindAsync(string name, CancellationToken cancellation) =>
        await accounts.FindByUsernameAsync(name, cancellation) is { IsLocal: true } account ? account : null;

    /// <summary>Whether there was one, and it was deleted.</summary>
    public Task<bool> HasLeftAsync(string name, CancellationToken cancellation) => accounts.HasLeftAsync(name, cancellation);

    /// <summary>The account that the path names. Without one it has answered: 410 with a Tombstone for who has left, else 404.</summary>
    public async Task<AccountModel?> OfPathAsync(HttpContext context)
    {
        string name = context.PathText("name");
        if (await FindAsync(name, context.RequestAborted) is { } account)
        {
            return account;
        }

        if (await HasLeftAsync(name, context.RequestAborted))
        {
            string id = addresses.Actor(Usernames.Normalize(name));
            await context.AnswerDocumentAsync(CollectionJson.Tombstone(id, "Person", deleted: null), status: StatusCodes.Status410Gone);
        }
        else
        {
            await context.RefuseUnknownAsync();
        }

        return null;
    }
}
