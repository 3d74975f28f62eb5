using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Core.Accounts.Relationships;

/// <summary>Notes something about an account, for the writer's own eyes. The other does not notice.</summary>
/// <param name="AccountId">Who writes.</param>
/// <param name="TargetId">About whom; oneself too.</param>
/// <param name="Text">The whole note; empty to remove it.</param>
public sealed record WriteNote(long AccountId, long TargetId, string Text);

/// <summary>Does <see cref="WriteNote"/>.</summary>
public sealed class WriteNoteHandler(IWriter writer)
{
    /// <summary>The longest note, in Unicode characters.</summary>
    public const int MaxLength = 2_000;

    /// <summary>True when something changed. Refused for an account that is gone, and for a text that is too long (<c>comment</c>).</summary>
    public Task<Outcome<bool>> RunAsync(WriteNote note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(note);
        string text = note.Text.Replace("\0", "", StringComparison.Ordinal).Trim();
        return text.EnumerateRunes().Count() > MaxLength
            ? Task.FromResult<Outcome<bool>>(Refused.Invalid("comment", "too_long", $"is too long (maximum is {MaxLength} characters)"))
            : writer.RunAsync(work => RunAsync(work, note with { Text = text }, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> RunAsync(Work work, WriteNote ask, CancellationToken cancellation)
    {
        if (!await AccountLock.KeepAsync(work, cancellation, [.. new[] { ask.AccountId, ask.TargetId }.Distinct()]))
        {
            return Refused.NotFound;
        }

        AccountNote? note = await work.Db.AccountNotes.FindAsync([ask.AccountId, ask.TargetId], cancellation);
        if ((note?.Text ?? "") == ask.Text)
        {
            return false;
        }

        if (ask.Text.Length == 0)
        {
            work.Db.AccountNotes.Remove(note!);
        }
        else if (note is not null)
        {
            note.Text = ask.Text;
        }
        else
        {
            work.Db.AccountNotes.Add(
                new AccountNote
                {
                    AccountId = ask.AccountId,
                    TargetId = ask.TargetId,
                    Shard = SnowflakeId.ShardOf(ask.AccountId),
                    Text = ask.Text,
                }
            );
        }

        return true;
    }
}
