using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts.Remote;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Federation.Inbox;

/// <summary>
/// The writer for one activity: its first command notes the activity in the transaction of the effect, so that the same
/// activity has no second one, whoever sends it and however often.
/// </summary>
/// <param name="writer">The writer below.</param>
/// <param name="key">The activity's own key.</param>
/// <param name="takenBack">The key that says that the activity was taken back; null where nothing can say so.</param>
/// <param name="deleted">The key that says that what it is about was deleted; null where nothing can say so.</param>
public sealed class OncePerActivity(IWriter writer, string key, string? takenBack, string? deleted) : IWriter
{
    // By three equalities and not by a list, for which PostgreSQL would make a new plan each time.
    private static readonly CompiledQuery<Func<WeftDb, string, string, string, CancellationToken, Task<bool>>> Taken = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string key, string takenBack, string deleted, CancellationToken cancellation) =>
                db.ReceivedActivities.Any(a => a.Key == key || a.Key == takenBack || a.Key == deleted)
        )
    );

    private static readonly CompiledQuery<Func<WeftDb, string, string, IAsyncEnumerable<long>>> TakenOrKnown = new(() =>
        EF.CompileAsyncQuery(
            (WeftDb db, string key, string post) =>
                db
                    .ReceivedActivities.Where(a => a.Key == key)
                    .Select(a => 0L)
                    .Concat(
                        db.ForeignUris.Where(u => u.Uri == post && u.Kind == ForeignKind.Post && u.GoneAt == null).Select(u => u.LocalId)
                    )
        )
    );

    private bool hasLooked;
    private bool isNoted;
    private string? alsoTakenBack;

    /// <summary>True when the activity had been taken before.</summary>
    public bool WasTaken { get; private set; }

    /// <summary>By what the activity is known when it comes again.</summary>
    public string Key => key;

    /// <summary>True once the activity has been noted.</summary>
    public bool IsNoted => isNoted;

    /// <summary>The key of an activity by its id.</summary>
    public static string KeyOf(string id) => Hash(id);

    /// <summary>The key that says that an activity was taken back, perhaps before it came.</summary>
    public static string TakenBackKeyOf(string id) => Hash($"taken back {id}");

    /// <summary>
    /// The key that says that somebody deleted something that was not here. Of the one who deleted it nothing with that id
    /// is taken; who else of that server may own it is not concerned.
    /// </summary>
    public static string DeletedKeyOf(string actor, string id) => Hash($"deleted by {actor} {id}");

    /// <summary>Notes something else with the effect.</summary>
    public void NoteAlso(string other) => alsoTakenBack = other;

    /// <summary>Notes with the effect that an activity was taken back: should it come later, it is not taken.</summary>
    public void TakeBack(string id) => alsoTakenBack = TakenBackKeyOf(id);

    /// <summary>Notes the activity, which has no other effect.</summary>
    public Task NoteAsync(CancellationToken cancellation) =>
        isNoted ? Task.CompletedTask : RunAsync<bool>(_ => Task.FromResult<Outcome<bool>>(true), cancellation);

    /// <inheritdoc/>
    public async Task<Outcome<T>> RunAsync<T>(Func<Work, Task<Outcome<T>>> command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (isNoted)
        {
            return await writer.RunAsync(command, cancellation);
        }

        bool wasTaken = false;
        Outcome<T> outcome = await writer.RunAsync<T>(
            async work =>
            {
                // Not looked for again at once: should it have come meanwhile, its key is taken and this runs a second time.
                wasTaken = (work.Attempt > 1 || !hasLooked) && await IsTakenAsync(work.Db, cancellation);
                if (wasTaken)
                {
                    return Refused.NotFound;
                }

                Note(work);
                if (alsoTakenBack is not null)
                {
                    await NoteAsync(work, alsoTakenBack, cancellation);
                }

                Outcome<T> done = await command(work);
                wasTaken = !done.Succeeded && await IsTakenBackAsync(work.Db, cancellation);
                return done;
            },
            cancellation
        );
        WasTaken = wasTaken;
        isNoted = outcome.Succeeded;
        return outcome;
    }

    /// <summary>
    /// Leaves the look to the statement that notes the activity: for what hardly ever comes twice, and costs nothing to take but
    /// that command. Should it have come before, the command runs again and finds it.
    /// </summary>
    public void LookLater() => hasLooked = true;

    /// <summary>True when the activity was taken before, or taken back.</summary>
    public Task<bool> IsTakenAsync(WeftDb db, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        hasLooked = true;
        return Taken.For(db)(db, key, takenBack ?? key, deleted ?? key, cancellation);
    }

    /// <summary>
    /// Whether the activity was taken before, and the post of another server that has that id, if it is known: both in one go.
    /// That it was taken back is seen when it is written.
    /// </summary>
    public async Task<(bool IsTaken, long? Post)> LookAsync(WeftDb db, string post, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(db);
        hasLooked = true;
        (bool isTaken, long? known) = (false, null);
        await foreach (long found in TakenOrKnown.For(db)(db, key, post).WithCancellation(cancellation))
        {
            (isTaken, known) = found == 0 ? (true, known) : (isTaken, found);
        }

        return (isTaken, known);
    }

    /// <summary>Notes the activity, unless it was taken back: that statement then changes no row, and the command is not done.</summary>
    private void Note(Work work)
    {
        if ((takenBack ?? deleted) is null)
        {
            work.Statements.Insert(new ReceivedActivity { Key = key, ReceivedAt = work.Now });
            return;
        }

        work.Statements.Add(
            $"""
            INSERT INTO "ReceivedActivities" ("Key", "ReceivedAt") SELECT {key}, {work.Now.ToUnixTimeMilliseconds()}
            WHERE NOT EXISTS (SELECT 1 FROM "ReceivedActivities" WHERE "Key" = {takenBack ?? key} OR "Key" = {deleted ?? key})
            """
        );
    }

    private async Task<bool> IsTakenBackAsync(WeftDb db, CancellationToken cancellation) =>
        (takenBack ?? deleted) is { } one && await Taken.For(db)(db, one, takenBack ?? one, deleted ?? one, cancellation);

    private static async Task NoteAsync(Work work, string noted, CancellationToken cancellation)
    {
        if (await work.Db.ReceivedActivities.FindAsync([noted], cancellation) is null)
        {
            work.Db.ReceivedActivities.Add(new ReceivedActivity { Key = noted, ReceivedAt = work.Now });
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
