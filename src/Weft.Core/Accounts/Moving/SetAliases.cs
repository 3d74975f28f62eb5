using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Moving;

/// <summary>Somebody says who else they are, so that they can move here.</summary>
/// <param name="AccountId">An account of this server.</param>
/// <param name="ActorUris">The ids of the other actors; they replace those before.</param>
public sealed record SetAliases(long AccountId, IReadOnlyList<string> ActorUris);

/// <summary>Does <see cref="SetAliases"/>, and tells followers' servers, which look when a Move comes.</summary>
public sealed class SetAliasesHandler(IWriter writer)
{
    /// <summary>The account's id; <see cref="Refusal.Invalid"/> (<c>aliases</c>) for too many or what is no address.</summary>
    public Task<Outcome<long>> RunAsync(SetAliases set, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(set);
        string[] uris = [.. set.ActorUris.Distinct(StringComparer.Ordinal)];
        if (uris.Length > AccountMove.MaxAliases)
        {
            return Task.FromResult<Outcome<long>>(
                Refused.Invalid("aliases", "too_long", $"are too many (maximum is {AccountMove.MaxAliases})")
            );
        }

        return uris.Any(uri => !IsAddress(uri))
            ? Task.FromResult<Outcome<long>>(Refused.Invalid("aliases", "invalid", "have to be addresses of accounts"))
            : writer.RunAsync(work => SetAsync(work, set.AccountId, uris, cancellation), cancellation);
    }

    private static bool IsAddress(string uri) =>
        uri.Length <= 2_048 && Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) && parsed.Scheme is "https" or "http";

    private static async Task<Outcome<long>> SetAsync(Work work, long accountId, string[] uris, CancellationToken cancellation)
    {
        if (!await work.IsLocalAsync(accountId, cancellation))
        {
            return Refused.NotFound;
        }

        AccountMove move = await MoveAccountHandler.RowAsync(work, accountId, cancellation);
        move.AlsoKnownAs = [.. uris];
        work.TellFollowers(OutboxAct.UpdateProfile, accountId);
        work.Raise(new ProfileChanged(accountId));
        return accountId;
    }
}
