using System.Text.Json;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Access;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>The own account: what everyone sees, the texts as they were written, and the person's role.</summary>
internal sealed class CredentialsPresenter(AccountPresenter accounts, PostingDefaultsReader defaults, RelationshipLists lists)
{
    /// <summary>The whole entity.</summary>
    public async Task<byte[]> RenderAsync(AccountModel account, Role role, CancellationToken cancellation)
    {
        PostingDefaults posting = await defaults.ReadAsync(account.Id, cancellation);
        CredentialsJson more = new(
            new SourceJson(
                account.Note,
                [.. account.Fields.Select(field => new FieldJson(field.Name, field.Value, null))],
                MastodonText.Of(posting.Visibility),
                posting.Sensitive,
                posting.Language ?? "",
                await lists.CountFollowRequestsAsync(account.Id, cancellation),
                account.HideCollections,
                account.Discoverable,
                account.Indexable,
                MastodonText.Of(posting.QuotePolicy)
            ),
            Present(role)
        );
        return accounts.RenderWith(account, JsonSerializer.SerializeToUtf8Bytes(more, MastodonJson.Wire.CredentialsJson));
    }

    private static RoleJson Present(Role role) =>
        role switch
        {
            Role.Moderator => new("1", "Moderator", "", "0", true),
            Role.Admin => new("2", "Admin", "", "0", true),
            Role.Owner => new("3", "Owner", "", "0", true),
            _ => new("-99", "", "", "0", false),
        };
}
