using Weft.Core.Accounts.Relationships;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Core.Accounts;

/// <summary>Changes what somebody shows of themselves, and what holds for their posts when nothing else is said. Null leaves as it is.</summary>
/// <param name="AccountId">Whose profile.</param>
public sealed record UpdateProfile(long AccountId)
{
    /// <summary>The name shown, up to 30 characters; empty for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The bio, up to 500 characters counted as in a post.</summary>
    public string? Note { get; init; }

    /// <summary>All fields, up to four; those without name and value are left out.</summary>
    public IReadOnlyList<ProfileField>? Fields { get; init; }

    /// <summary>Whether followers have to be let in one by one. Whoever waits is let in when this ends.</summary>
    public bool? Locked { get; init; }

    /// <summary>Whether a program posts here.</summary>
    public bool? Bot { get; init; }

    /// <summary>Whether the account may be suggested and listed.</summary>
    public bool? Discoverable { get; init; }

    /// <summary>Whether search may find its public posts.</summary>
    public bool? Indexable { get; init; }

    /// <summary>Whether others may not see whom it follows and who follows it.</summary>
    public bool? HideCollections { get; init; }

    /// <summary>Who sees its posts.</summary>
    public Visibility? DefaultVisibility { get; init; }

    /// <summary>Whether its media are veiled.</summary>
    public bool? DefaultSensitive { get; init; }

    /// <summary>The language of its posts; empty for none.</summary>
    public string? DefaultLanguage { get; init; }

    /// <summary>Who may quote its posts.</summary>
    public InteractionPolicy? DefaultQuotePolicy { get; init; }
}

/// <summary>Does <see cref="UpdateProfile"/>.</summary>
public sealed class UpdateProfileHandler(IWriter writer)
{
    /// <summary>
    /// The account's id. Refused with a fault for each wrong field: <c>display_name</c>, <c>note</c>, <c>fields</c>,
    /// <c>language</c>, <c>visibility</c>, <c>quote_policy</c>.
    /// </summary>
    public async Task<Outcome<long>> RunAsync(UpdateProfile update, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(update);
        UpdateProfile clean = ProfileTexts.Clean(update);
        FieldFault[] faults = [.. ProfileTexts.Check(clean)];
        return faults.Length > 0
            ? Refused.Invalid(faults)
            : await writer.RunAsync(work => RunAsync(work, clean, cancellation), cancellation);
    }

    private static async Task<Outcome<long>> RunAsync(Work work, UpdateProfile update, CancellationToken cancellation)
    {
        // Taken, so that nobody asks to be let in between the end of the lock and the answer to those who wait.
        if (
            !await AccountLock.TakeAsync(work, cancellation, update.AccountId)
            || await work.Db.Accounts.FindAsync([update.AccountId], cancellation) is not Account account
        )
        {
            return Refused.NotFound;
        }

        bool unlocks = account.Locked && update.Locked == false;
        Apply(update, account);
        if (unlocks)
        {
            await FollowRows.AcceptAllAsync(work, account.Id, cancellation);
        }

        work.TellFollowers(OutboxAct.UpdateProfile, account.Id);
        work.Raise(new ProfileChanged(account.Id));
        return account.Id;
    }

    private static void Apply(UpdateProfile update, Account account)
    {
        account.DisplayName = update.DisplayName ?? account.DisplayName;
        account.Note = update.Note ?? account.Note;
        if (update.Fields is not null && !update.Fields.SequenceEqual(account.Fields))
        {
            account.Fields = [.. update.Fields];
        }

        account.Locked = update.Locked ?? account.Locked;
        account.Bot = update.Bot ?? account.Bot;
        account.Discoverable = update.Discoverable ?? account.Discoverable;
        account.Indexable = update.Indexable ?? account.Indexable;
        account.HideCollections = update.HideCollections ?? account.HideCollections;
        account.DefaultVisibility = update.DefaultVisibility ?? account.DefaultVisibility;
        account.DefaultSensitive = update.DefaultSensitive ?? account.DefaultSensitive;
        account.DefaultQuotePolicy = update.DefaultQuotePolicy ?? account.DefaultQuotePolicy;
        if (update.DefaultLanguage is string language)
        {
            account.DefaultLanguage = language.Length > 0 ? language : null;
        }
    }
}
