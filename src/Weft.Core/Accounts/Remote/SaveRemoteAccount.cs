using Microsoft.EntityFrameworkCore;
using Weft.Core.Emojis;
using Weft.Core.Ids;
using Weft.Core.Media.Remote;
using Weft.Core.Safety;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Remote;

/// <summary>
/// What another server says of one of its accounts, checked and cleaned: its handle has been asked back, its texts are
/// sanitised HTML, its addresses are of its own origin.
/// </summary>
/// <param name="Uri">The id that its server gave it.</param>
/// <param name="Username">The handle without domain, as its server writes it.</param>
/// <param name="Domain">The domain that vouches for the handle, in ASCII and lower case, with its port if it has one.</param>
/// <param name="Inbox">Where activities for it go.</param>
public sealed record SaveRemoteAccount(string Uri, string Username, string Domain, string Inbox)
{
    /// <summary>Its page for people.</summary>
    public string? Url { get; init; }

    /// <summary>The name shown; empty for none.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The biography, sanitised HTML.</summary>
    public string Note { get; init; } = "";

    /// <summary>Lines of the profile, with values in sanitised HTML.</summary>
    public IReadOnlyList<ProfileField> Fields { get; init; } = [];

    /// <summary>Followers are let in one by one.</summary>
    public bool Locked { get; init; }

    /// <summary>A program posts there.</summary>
    public bool Bot { get; init; }

    /// <summary>May be suggested and listed.</summary>
    public bool Discoverable { get; init; }

    /// <summary>Search may find its public posts.</summary>
    public bool Indexable { get; init; }

    /// <summary>When it was made; null when not said.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The inbox of its whole server.</summary>
    public string? SharedInbox { get; init; }

    /// <summary>What it has said.</summary>
    public string? Outbox { get; init; }

    /// <summary>Its followers.</summary>
    public string? Followers { get; init; }

    /// <summary>Whom it follows.</summary>
    public string? Following { get; init; }

    /// <summary>What it pinned.</summary>
    public string? Featured { get; init; }

    /// <summary>The id of the RSA key that its signatures name.</summary>
    public string? KeyId { get; init; }

    /// <summary>That key.</summary>
    public string? PublicKeyPem { get; init; }

    /// <summary>The id of the Ed25519 key of its proofs.</summary>
    public string? MultikeyId { get; init; }

    /// <summary>That key.</summary>
    public string? Multikey { get; init; }

    /// <summary>Its picture.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>Its header.</summary>
    public string? HeaderUrl { get; init; }

    /// <summary>The custom emoji that were sent beside its texts.</summary>
    public IReadOnlyList<ReceivedEmoji> Emojis { get; init; } = [];

    /// <summary>Who else it says to be.</summary>
    public IReadOnlyList<string> AlsoKnownAs { get; init; } = [];

    /// <summary>Where it has gone.</summary>
    public string? MovedTo { get; init; }
}

/// <summary>Does <see cref="SaveRemoteAccount"/>.</summary>
public sealed class SaveRemoteAccountHandler(IWriter writer, LocalDomain local, FederationMode? mode = null)
{
    /// <summary>
    /// The account's id here. <see cref="Refusal.NotFound"/> when it was deleted, <see cref="Refusal.NotAllowed"/> when its
    /// domain is this server's own.
    /// </summary>
    public async Task<Outcome<long>> RunAsync(SaveRemoteAccount save, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(save);
        return local.Owns(save.Domain)
            ? Refused.NotAllowed("The handle is one of this server's own.")
            : await writer.RunAsync(work => RunAsync(work, save, cancellation), cancellation);
    }

    private async Task<Outcome<long>> RunAsync(Work work, SaveRemoteAccount save, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        ForeignUri? known = await db.ForeignUris.FindAsync([save.Uri], cancellation);
        if (known is { GoneAt: not null } or { Kind: not ForeignKind.Account })
        {
            return Refused.NotFound;
        }

        string name = $"{Usernames.Normalize(save.Username)}@{save.Domain}";
        Handle? handle = await db.Handles.FindAsync([name], cancellation);
        // A name that has passed to another id has come to whom its domain names now: the server was set up anew.
        long? id = known?.LocalId ?? (handle is { RetiredAt: null } ? handle.AccountId : null);
        Account account =
            id is long there && await db.Accounts.FindAsync([there], cancellation) is Account found ? found : Begin(work, save);
        if (known is null)
        {
            await db.ForeignUris.Where(u => u.LocalId == account.Id && u.Kind == ForeignKind.Account).ExecuteDeleteAsync(cancellation);
            ForeignUris.Keep(work, save.Uri, ForeignKind.Account, account.Id);
        }

        await NameAsync(work, account, save, name, handle, cancellation);
        RemoteProfile.Apply(save, account);
        await ReceivedEmoji.KeepAsync(work, account.Domain!, save.Emojis, cancellation);
        await StandAsync(work, account, cancellation);
        RemoteActor? actor = await db.RemoteActors.FindAsync([account.Id], cancellation);
        if (actor is null)
        {
            actor = new RemoteActor
            {
                AccountId = account.Id,
                Shard = account.Shard,
                Uri = save.Uri,
                Inbox = save.Inbox,
            };
            db.RemoteActors.Add(actor);
        }

        await LetGoAsync(work, PictureKind.Avatar, account.Id, actor.AvatarUrl, save.AvatarUrl, cancellation);
        await LetGoAsync(work, PictureKind.Header, account.Id, actor.HeaderUrl, save.HeaderUrl, cancellation);
        RemoteProfile.Apply(save, actor);
        actor.FetchedAt = work.Now;
        work.Raise(new ProfileChanged(account.Id));
        return account.Id;
    }

    /// <summary>A picture that was shown here and is another one now.</summary>
    private static async Task LetGoAsync(Work work, PictureKind kind, long id, string? before, string? now, CancellationToken cancellation)
    {
        if (before is not null && before != now)
        {
            await PictureDiscard.RunAsync(work, kind, [id], cancellation);
        }
    }

    /// <summary>What was decided about its server holds for it from the first moment; and the server is known from now on.</summary>
    private async Task StandAsync(Work work, Account account, CancellationToken cancellation)
    {
        string?[] hosts = [account.Domain, HostName.Read(account.Uri)];
        string[] named = [.. hosts.OfType<string>().Distinct()];
        HostDecisions decisions = await HostDecisions.AboutAsync(work.Db, named, mode ?? FederationMode.Open, cancellation);
        account.Standing = decisions.StandingOf(named);
        if (named.LastOrDefault() is { } host && await work.Db.RemoteHosts.FindAsync([host], cancellation) is null)
        {
            work.Db.RemoteHosts.Add(new RemoteHost { Name = host, FirstSeenAt = work.Now });
        }
    }

    private static Account Begin(Work work, SaveRemoteAccount save)
    {
        int shard = IdSource.PickShard();
        Account account = new()
        {
            Id = work.Ids.Next(shard),
            Shard = shard,
            Username = save.Username,
            CreatedAt = save.CreatedAt is DateTimeOffset at && at < work.Now ? at : work.Now,
        };
        work.Db.Accounts.Add(account);
        return account;
    }

    /// <summary>Gives the account its name, and takes away the one that it had. A name that somebody else has stays with them.</summary>
    private static async Task NameAsync(
        Work work,
        Account account,
        SaveRemoteAccount save,
        string name,
        Handle? handle,
        CancellationToken cancellation
    )
    {
        if (handle is { RetiredAt: null } && handle.AccountId != account.Id)
        {
            return;
        }

        if (account.Domain is not null)
        {
            await work.Db.Handles.Where(h => h.AccountId == account.Id && h.Name != name).ExecuteDeleteAsync(cancellation);
        }

        if (handle is null)
        {
            work.Db.Handles.Add(new Handle { Name = name, AccountId = account.Id });
        }
        else
        {
            (handle.AccountId, handle.RetiredAt) = (account.Id, null);
        }

        (account.Username, account.Domain) = (save.Username, save.Domain);
    }
}
