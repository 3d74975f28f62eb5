using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Held;

/// <summary>
/// Asks once more for leave that nobody gave or refused, to like, answer, repost, quote or follow: a day, three days and a week
/// after the act, and then no more. How far that has come stands in <see cref="Setting"/> rows, as the id of the last act
/// that was looked at: ids tell the time, so nothing has to be kept with each act, and nobody is asked twice after a restart.
/// </summary>
public sealed class AskAgain(IDbContextFactory<WeftDb> contexts, IWriter writer, TimeProvider clock)
{
    /// <summary>How long after the act it is asked for again. Who was away for longer is asked once, not for each that passed.</summary>
    public static readonly IReadOnlyList<TimeSpan> After = [TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7)];

    /// <summary>How old an act may be that is still asked for.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    private const int BatchSize = 50;

    /// <summary>Asks for all whose time has come; answers how many requests that were.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        int asked = 0;
        for (int time = 0; time < After.Count; time++)
        {
            foreach (Asking what in Enum.GetValues<Asking>())
            {
                asked += await RunAsync(time, what, cancellation);
            }
        }

        return asked;
    }

    private async Task<int> RunAsync(int time, Asking what, CancellationToken cancellation)
    {
        (int asked, int looked) = (0, BatchSize);
        while (looked == BatchSize)
        {
            await using (WeftDb db = await contexts.CreateDbContextAsync(cancellation))
            {
                // Asked of a reader, so that a server where nothing waits does not occupy the writer.
                looked = (await DueAsync(db, Moment.Now(clock), time, what, cancellation)).Count;
            }

            if (looked > 0)
            {
                asked += (await writer.RunAsync<int>(async work => await AskAsync(work, time, what, cancellation), cancellation)).Value;
            }
        }

        return asked;
    }

    private static async Task<int> AskAsync(Work work, int time, Asking what, CancellationToken cancellation)
    {
        long[] actors = [.. (await DueAsync(work.Db, work.Now, time, what, cancellation)).Select(w => w.ActorId).Distinct()];
        await AccountLock.TakeThoseAsync(work, cancellation, actors);
        List<Waiting> due = await DueAsync(work.Db, work.Now, time, what, cancellation);
        if (due.Count == 0)
        {
            return 0;
        }

        await NoteAsync(work, CursorOf(time, what), due[^1].Id, cancellation);
        long[] ids = [.. due.Select(w => w.Id)];
        // The first request may still be on its way, to a server that is away.
        List<long?> underWay = await work
            .Db.OutboxEntries.Where(e => e.SubjectId != null && ids.Contains(e.SubjectId.Value))
            .Where(e =>
                what == Asking.Quotes ? e.Act == OutboxAct.RequestQuote
                : what == Asking.Follows ? e.Act == OutboxAct.Follow
                : e.Interaction != null
            )
            .Select(e => e.SubjectId)
            .ToListAsync(cancellation);
        int asked = 0;
        foreach (Waiting waiting in due.Where(w => !underWay.Contains(w.Id)))
        {
            if (what == Asking.Follows)
            {
                FollowAccountHandler.SendRequest(work, waiting.ActorId, waiting.TargetId, waiting.Id);
                asked++;
            }
            else if (
                await PostTarget.FindAsync(work.Db, waiting.ActorId, waiting.TargetId, cancellation) is { IsForeign: true } target
                && waiting.LeaveOf(target) == Leave.OnRequest
            )
            {
                waiting.Ask(work, target);
                asked++;
            }
        }

        return asked;
    }

    /// <summary>The next ones whose time has come, and not yet the time after that.</summary>
    private static async Task<List<Waiting>> DueAsync(WeftDb db, DateTimeOffset now, int time, Asking what, CancellationToken cancellation)
    {
        string cursor = CursorOf(time, what);
        string? noted = await db.Settings.Where(s => s.Name == cursor).Select(s => s.Value).FirstOrDefaultAsync(cancellation);
        long last = long.TryParse(noted, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0;
        // What is of the same millisecond has come to its time.
        DateTimeOffset next = now.AddMilliseconds(1);
        long first = SnowflakeId.FirstAt(next - (time + 1 < After.Count ? After[time + 1] : Oldest)) - 1;
        (last, long end) = (Math.Max(last, first), SnowflakeId.FirstAt(next - After[time]));
        return what switch
        {
            Asking.Likes => await db
                .Likes.Where(l => l.Consent == Consent.Asked && l.Uri == null && l.Id > last && l.Id < end)
                .OrderBy(l => l.Id)
                .Take(BatchSize)
                .Select(l => new Waiting(l.Id, l.AccountId, l.PostId, Interaction.Like, null))
                .ToListAsync(cancellation),
            Asking.Follows => await db
                .FollowRequests.Where(r => r.Uri == null && r.Id > last && r.Id < end)
                .Where(r => db.Accounts.Any(a => a.Id == r.FolloweeId && a.Domain != null))
                .OrderBy(r => r.Id)
                .Take(BatchSize)
                .Select(r => new Waiting(r.Id, r.FollowerId, r.FolloweeId, null, null))
                .ToListAsync(cancellation),
            Asking.Quotes => await db
                .Posts.Where(p => p.QuoteConsent == Consent.Asked && p.Uri == null && p.Id > last && p.Id < end)
                .Where(p => p.QuoteOfId != null && p.QuoteRevokedAt == null)
                .OrderBy(p => p.Id)
                .Take(BatchSize)
                .Select(p => new Waiting(p.Id, p.AuthorId, p.QuoteOfId!.Value, null, null))
                .ToListAsync(cancellation),
            _ => await db
                .Posts.Where(p => p.Consent == Consent.Asked && p.Uri == null && p.Id > last && p.Id < end)
                .Where(p => p.RepostOfId != null || p.InReplyToId != null)
                .OrderBy(p => p.Id)
                .Take(BatchSize)
                .Select(p => new Waiting(
                    p.Id,
                    p.AuthorId,
                    (p.RepostOfId ?? p.InReplyToId)!.Value,
                    p.RepostOfId != null ? Interaction.Repost : Interaction.Reply,
                    p.Visibility
                ))
                .ToListAsync(cancellation),
        };
    }

    private static async Task NoteAsync(Work work, string cursor, long id, CancellationToken cancellation)
    {
        string value = id.ToString(CultureInfo.InvariantCulture);
        if (await work.Db.Settings.FindAsync([cursor], cancellation) is { } setting)
        {
            setting.Value = value;
        }
        else
        {
            work.Db.Settings.Add(new Setting { Name = cursor, Value = value });
        }
    }

    /// <summary>The words are the names of rows that servers have.</summary>
    private static string CursorOf(int time, Asking what)
    {
        string word = what switch
        {
            Asking.Likes => "likes",
            Asking.Quotes => "quotes",
            Asking.Follows => "follows",
            _ => "posts",
        };
        return string.Create(CultureInfo.InvariantCulture, $"asked again after {After[time].Days} days: {word}");
    }

    /// <summary>What is looked through, each by an index of its own.</summary>
    private enum Asking
    {
        /// <summary>Replies and reposts.</summary>
        Posts,

        Likes,

        Quotes,

        Follows,
    }

    /// <summary>One act that waits.</summary>
    /// <param name="Id">The like, the repost, the reply, the post that quotes, the wish to follow.</param>
    /// <param name="ActorId">Who did it.</param>
    /// <param name="TargetId">The post that it is about; the account that is asked to be followed.</param>
    /// <param name="Kind">What was asked for; null for a quote or a follow.</param>
    /// <param name="Visibility">Who may see it; null where that is not told.</param>
    private sealed record Waiting(long Id, long ActorId, long TargetId, Interaction? Kind, Visibility? Visibility)
    {
        public Leave LeaveOf(PostTarget target) =>
            Kind switch
            {
                Interaction.Like => target.ForLike(ActorId),
                Interaction.Repost => target.ForRepost(ActorId),
                Interaction.Reply => target.ForReply(ActorId),
                _ => target.ForQuote(ActorId),
            };

        public void Ask(Work work, PostTarget target)
        {
            if (Kind is Interaction kind)
            {
                work.Ask(kind, ActorId, target, Id, Visibility);
            }
            else
            {
                work.TellOfMark(OutboxAct.RequestQuote, ActorId, target, Id);
            }
        }
    }
}
