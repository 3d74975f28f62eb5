using System.Runtime.CompilerServices;
using System.Text.Json;
using Weft.Core.Accounts;
using Weft.Core.Posts.Text;
using Weft.Server.Api.Mastodon.Json;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>Accounts as JSON. What everyone sees is rendered once for each read model and kept as long as it.</summary>
internal sealed class AccountPresenter(Addresses addresses)
{
    private readonly ConditionalWeakTable<AccountModel, byte[]> rendered = [];

    /// <summary>The whole entity.</summary>
    public byte[] Render(AccountModel account)
    {
        if (!rendered.TryGetValue(account, out byte[]? utf8))
        {
            utf8 = JsonSerializer.SerializeToUtf8Bytes(Present(account), MastodonJson.Wire.AccountJson);
            rendered.AddOrUpdate(account, utf8);
        }

        return utf8;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<byte[]> Render(IReadOnlyList<AccountModel> accounts) => [.. accounts.Select(Render)];

    /// <summary>The entity with further members at its end.</summary>
    /// <param name="account">The account.</param>
    /// <param name="more">A JSON object with at least one member.</param>
    public byte[] RenderWith(AccountModel account, ReadOnlySpan<byte> more) => [.. Render(account).AsSpan()[..^1], (byte)',', .. more[1..]];

    /// <summary>The part that is enough for a row of faces.</summary>
    public PartialAccountJson PresentPartly(AccountModel account) =>
        new(
            IdText.Of(account.Id),
            account.Handle,
            addresses.Profile(account),
            addresses.Avatar(account),
            addresses.Avatar(account),
            account.Locked,
            account.Bot
        );

    private AccountJson Present(AccountModel account) =>
        new(
            IdText.Of(account.Id),
            account.Username,
            account.Handle,
            account.RawDisplayName,
            account.Locked,
            account.Bot,
            account.Discoverable,
            account.Indexable,
            !account.Indexable,
            account.HideCollections,
            new DateTimeOffset(account.CreatedAt.UtcDateTime.Date, TimeSpan.Zero),
            account.IsLocal ? ProfileHtml.Bio(account.Note, Resolve, TagUrl) : account.Note,
            addresses.Profile(account),
            addresses.AccountUri(account),
            addresses.Avatar(account),
            addresses.Avatar(account),
            addresses.Header(account),
            addresses.Header(account),
            account.FollowersCount,
            account.FollowingCount,
            account.PostsCount,
            account.LastPostAt is DateTimeOffset last ? DateOnly.FromDateTime(last.UtcDateTime) : null,
            [.. account.Fields.Select(field => new FieldJson(field.Name, FieldValue(account, field), null))]
        )
        {
            Emojis = CustomEmojiJson.Of(account.Emojis, addresses),
            Moved = account.MovedTo is { } newSelf ? (RawJson?)new RawJson(Render(newSelf)) : null,
        };

    private string FieldValue(AccountModel account, ProfileField field) =>
        account.IsLocal ? ProfileHtml.FieldValue(field.Value, Resolve, TagUrl) : field.Value;

    /// <summary>A bio may name anybody of this server; whether there is such a person is seen when the link is followed.</summary>
    private ResolvedMention? Resolve(Mention mention) =>
        mention.Domain is null || mention.Domain == addresses.Domain
            ? new ResolvedMention(mention.Username, addresses.Profile(mention.Username))
            : null;

    private string TagUrl(Tag tag) => addresses.Tag(tag.Name);
}
