using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Moving;
using Weft.Core.Posts.Text;
using Weft.Core.Storage;
using Weft.Federation.Actors;
using Weft.Federation.Signatures;

namespace Weft.Federation.Presenting;

/// <summary>This server's accounts with the keys that they sign with.</summary>
public sealed class PresentedActors(AccountReader accounts, IActorKeys keys, LocalAddresses addresses, IDbContextFactory<WeftDb> contexts)
{
    /// <summary>The account as others read it. Its key is made now if nobody has needed it before.</summary>
    /// <param name="account">An account of this server.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<PresentedActor> OfAsync(AccountModel account, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        SigningIdentity identity = await keys.OfAsync(account.Id, cancellation);
        Dictionary<Mention, ResolvedMention?> mentioned = [];
        foreach (Mention mention in account.Fields.Select(f => f.Value).Prepend(account.Note).SelectMany(t => PostText.Parse(t).Mentions))
        {
            mentioned[mention] = await FindAsync(mention, cancellation);
        }

        PresentedActor actor = PresentedActor.Of(account, identity.Key.PublicText, addresses, m => mentioned.GetValueOrDefault(m));
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        AccountMove? move = await db.AccountMoves.AsNoTracking().FirstOrDefaultAsync(m => m.AccountId == account.Id, cancellation);
        return actor with
        {
            AssertionKey = (await keys.OfProofsAsync(account.Id, cancellation)).Key.PublicText,
            AlsoKnownAs = move?.AlsoKnownAs ?? [],
            MovedTo = move?.MovedTo,
            Emojis = account.Emojis,
        };
    }

    private async Task<ResolvedMention?> FindAsync(Mention mention, CancellationToken cancellation)
    {
        bool ours = mention.Domain is null || mention.Domain.Equals(addresses.Domain, StringComparison.OrdinalIgnoreCase);
        string handle = ours ? mention.Username : $"{mention.Username}@{mention.Domain}";
        return await accounts.FindByUsernameAsync(handle, cancellation) is { } account
            ? new ResolvedMention(account.Username, account.Url ?? account.Uri ?? addresses.Profile(account.Username))
            : null;
    }
}
