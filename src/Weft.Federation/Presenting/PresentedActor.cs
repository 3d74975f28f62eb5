using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Posts.Text;
using Weft.Federation.Documents.Actors;

namespace Weft.Federation.Presenting;

/// <summary>An account of this server as others read it.</summary>
public sealed record PresentedActor
{
    /// <summary>The handle without @ and domain.</summary>
    public required string Username { get; init; }

    /// <summary>The name to show.</summary>
    public required string Name { get; init; }

    /// <summary>The biography as HTML.</summary>
    public required string Summary { get; init; }

    /// <summary>Lines of the profile, the values as HTML.</summary>
    public required IReadOnlyList<ProfileField> Fields { get; init; }

    /// <summary>A program posts here.</summary>
    public required bool Bot { get; init; }

    /// <summary>Followers are let in one by one.</summary>
    public required bool Locked { get; init; }

    /// <summary>May be suggested and listed.</summary>
    public required bool Discoverable { get; init; }

    /// <summary>Search may find its public posts.</summary>
    public required bool Indexable { get; init; }

    /// <summary>When it was made; the day alone is told.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The RSA key, SPKI.</summary>
    public required string PublicKeyPem { get; init; }

    /// <summary>The Ed25519 key for integrity proofs, <c>z6Mk…</c>; null for none.</summary>
    public string? AssertionKey { get; init; }

    /// <summary>Who else it is, so that it can move here.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Where it has gone.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The custom emoji in its name, summary and fields.</summary>
    public IReadOnlyList<Core.Emojis.EmojiModel> Emojis { get; init; } = [];

    /// <summary>Its portrait.</summary>
    public Picture? Icon { get; init; }

    /// <summary>Its banner.</summary>
    public Picture? Image { get; init; }

    /// <summary>It was suspended here.</summary>
    public bool Suspended { get; init; }

    /// <summary>What the read model says.</summary>
    /// <param name="account">An account of this server.</param>
    /// <param name="publicKeyPem">Its RSA key.</param>
    /// <param name="addresses">This server's.</param>
    /// <param name="resolve">Finds whom the biography mentions.</param>
    public static PresentedActor Of(
        AccountModel account,
        string publicKeyPem,
        LocalAddresses addresses,
        Func<Mention, ResolvedMention?> resolve
    )
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(addresses);
        return new PresentedActor
        {
            Username = account.Username,
            Name = account.DisplayName,
            Summary = ProfileHtml.Bio(account.Note, resolve, tag => addresses.Tag(tag.Name)),
            Fields =
            [
                .. account.Fields.Select(f => f with { Value = ProfileHtml.FieldValue(f.Value, resolve, tag => addresses.Tag(tag.Name)) }),
            ],
            Bot = account.Bot,
            Locked = account.Locked,
            Discoverable = account.Discoverable,
            Indexable = account.Indexable,
            CreatedAt = account.CreatedAt,
            PublicKeyPem = publicKeyPem,
            Icon = Picture(account.AvatarPath, addresses),
            Image = Picture(account.HeaderPath, addresses),
        };
    }

    private static Picture? Picture(string? path, LocalAddresses addresses) =>
        path is null ? null : new Picture(addresses.Media(path), MediaPaths.TypeOf(path.Split('.')[^1]), null);
}
