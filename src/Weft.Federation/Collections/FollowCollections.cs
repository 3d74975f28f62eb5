using System.Globalization;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Federation.Presenting;

namespace Weft.Federation.Collections;

/// <summary>Who follows an account and whom it follows. Where the account hides it, or lets in only whom it wants, only how many.</summary>
public sealed class FollowCollections(RelationshipLists lists, PresentedNotes names, LocalAddresses addresses)
{
    private const int PageSize = 40;

    /// <summary>The collection without its entries.</summary>
    /// <param name="account">An account of this server.</param>
    /// <param name="kind"><see cref="LocalKind.Followers"/> or <see cref="LocalKind.Following"/>.</param>
    public byte[] Write(AccountModel account, LocalKind kind)
    {
        ArgumentNullException.ThrowIfNull(account);
        string id = addresses.Of(kind, account.Username);
        int total = kind == LocalKind.Followers ? account.FollowersCount : account.FollowingCount;
        return CollectionJson.Whole(id, total, IsHidden(account) ? null : id + "?page=true");
    }

    /// <summary>One page; empty where it is hidden.</summary>
    /// <param name="account">An account of this server.</param>
    /// <param name="kind"><see cref="LocalKind.Followers"/> or <see cref="LocalKind.Following"/>.</param>
    /// <param name="maxId">Only those before this; the page tells it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<byte[]> WritePageAsync(AccountModel account, LocalKind kind, long? maxId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(account);
        string id = addresses.Of(kind, account.Username);
        if (IsHidden(account))
        {
            return CollectionJson.Page(id + Query(maxId), id, [], null);
        }

        PageRequest request = new(maxId, null, null, PageSize);
        Page<AccountModel> page =
            kind == LocalKind.Followers
                ? await lists.FollowersAsync(account.Id, viewerId: null, request, cancellation)
                : await lists.FollowingAsync(account.Id, viewerId: null, request, cancellation);
        return CollectionJson.Page(
            id + Query(maxId),
            id,
            [.. page.Items.Select(follower => Inlay.FromString(names.IdOf(follower)))],
            page.Full ? id + Query(page.Oldest) : null
        );
    }

    private static bool IsHidden(AccountModel account) => account.HideCollections || account.Locked;

    private static string Query(long? maxId) =>
        maxId is null ? "?page=true" : string.Create(CultureInfo.InvariantCulture, $"?max_id={maxId}&page=true");
}
