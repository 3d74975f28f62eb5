using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Core.Ids;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Core.Posts.Held;
using Weft.Core.Reports;
using Weft.Core.Storage;
using Weft.Federation.Presenting;

namespace Weft.Federation.Delivery;

/// <summary>Says what the outbox holds in the words of ActivityPub.</summary>
public sealed class OutboxActivities(
    IDbContextFactory<WeftDb> contexts,
    AccountReader accounts,
    PostLoader posts,
    PresentedNotes notes,
    PresentedActors actors,
    LocalAddresses addresses
)
{
    /// <summary>How many accounts the deletion of a post names; its mentions come first, the rest are told without being named.</summary>
    private const int MaxNamed = 50;

    private readonly Acts acts = new(addresses);
    private readonly QuoteActs quotes = new(addresses);
    private readonly VoteAct votes = new(addresses);
    private readonly InteractionActs interactions = new(addresses);

    /// <summary>The activity; null when there is nothing left to tell, since what it is about has gone meanwhile.</summary>
    public async Task<Outgoing?> OfAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Act == OutboxAct.Flag)
        {
            return await FlagAsync(entry, cancellation);
        }

        if (await NameOfAsync(entry.ActorId, cancellation) is not { } name)
        {
            return null;
        }

        return entry.Act switch
        {
            OutboxAct.PublishPost => await NoteAsync(entry.PostId, cancellation) is { } note ? acts.Create(note) : null,
            OutboxAct.EditPost => await NoteAsync(entry.PostId, cancellation) is { } note ? acts.Update(note, entry.Id) : null,
            OutboxAct.DeletePost => await DeletionAsync(entry, name, cancellation),
            OutboxAct.UpdateProfile => await ProfileAsync(entry, cancellation),
            OutboxAct.Move => entry.Uri is { } elsewhere ? acts.Move(name, entry.Id, elsewhere) : null,
            OutboxAct.DeleteAccount => acts.DeleteActor(name, entry.Id),
            OutboxAct.Pin => acts.Pin(name, entry.Id, entry.PostId!.Value),
            OutboxAct.Unpin => acts.Unpin(name, entry.Id, entry.PostId!.Value),
            OutboxAct.RequestQuote => await NoteAsync(entry.SubjectId, cancellation) is { Quote: not null } note
                ? await TargetAsync(entry, cancellation) is { } author
                    ? quotes.Request(note, IdOf(author), Again(entry, AskAgain.After[0] / 2))
                    : null
                : null,
            OutboxAct.RequestInteraction when entry.Interaction == Interaction.Reply => await NoteAsync(entry.SubjectId, cancellation)
                is { } reply
                ? await TargetAsync(entry, cancellation) is { } answered
                    ? interactions.Request(reply, PostOf(entry, answered), IdOf(answered), Again(entry, AskAgain.After[0] / 2))
                    : null
                : null,
            OutboxAct.Vote => await TargetAsync(entry, cancellation) is { } asker
                ? await VoteAsync(entry, name, asker, cancellation)
                : null,
            _ => await TargetAsync(entry, cancellation) is { } target ? Towards(entry, name, target) : null,
        };
    }

    /// <summary>What is done to one account, or to its post.</summary>
    private Outgoing? Towards(OutboxEntry entry, string name, AccountModel target)
    {
        string id = IdOf(target);
        long subject = entry.SubjectId ?? 0;
        return entry.Act switch
        {
            OutboxAct.Repost => Announce(entry, name, target),
            OutboxAct.UndoRepost => acts.Undo(name, Announce(entry, name, target), entry.Id),
            OutboxAct.Like => acts.Like(name, subject, PostOf(entry, target), id) with { Authorization = entry.Stamp },
            OutboxAct.RequestInteraction => interactions.Request(
                name,
                subject,
                entry.Interaction == Interaction.Like ? acts.Like(name, subject, PostOf(entry, target), id) : Announce(entry, name, target),
                PostOf(entry, target),
                id,
                Again(entry, AskAgain.After[0] / 2)
            ),
            OutboxAct.UndoLike => acts.Undo(name, acts.Like(name, subject, PostOf(entry, target), id), entry.Id),
            OutboxAct.Follow => acts.Follow(name, subject, id, Again(entry, FollowAccountHandler.SentAgainAfter)),
            OutboxAct.UndoFollow => acts.Undo(name, acts.Follow(name, subject, id), entry.Id),
            OutboxAct.Block => acts.Block(name, subject, id),
            OutboxAct.UndoBlock => acts.Undo(name, acts.Block(name, subject, id), entry.Id),
            OutboxAct.AcceptFollow => acts.AcceptFollow(name, entry.Id, entry.Uri, id),
            OutboxAct.RejectFollow => acts.RejectFollow(name, entry.Id, entry.Uri, id),
            OutboxAct.RevokeQuote => acts.RevokeQuote(name, addresses.QuoteAuthorization(name, subject), entry.Id, id),
            OutboxAct.AcceptQuote or OutboxAct.RejectQuote or OutboxAct.AcceptInteraction or OutboxAct.RejectInteraction => Answer(
                entry,
                name,
                id
            ),
            _ => throw new InvalidOperationException($"Nobody has said how {entry.Act} is told to other servers."),
        };
    }

    /// <summary>What tells a request from the one that went out with the act: that one is of the same moment.</summary>
    private static long? Again(OutboxEntry entry, TimeSpan after) =>
        SnowflakeId.TimeOf(entry.Id) - SnowflakeId.TimeOf(entry.SubjectId!.Value) < after ? null : entry.Id;

    private async Task<Outgoing?> VoteAsync(OutboxEntry entry, string name, AccountModel asker, CancellationToken cancellation)
    {
        long vote = entry.SubjectId ?? 0;
        return await TitleAsync(vote, cancellation) is { } title
            ? votes.Create(name, vote, title, PostOf(entry, asker), IdOf(asker))
            : null;
    }

    /// <summary>What was chosen; null when the poll or the vote has gone meanwhile.</summary>
    private async Task<string?> TitleAsync(long voteId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        var vote = await db
            .PollVotes.Where(v => v.Id == voteId)
            .Join(db.Polls, v => v.PostId, p => p.PostId, (v, p) => new { v.Choice, p.Options })
            .FirstOrDefaultAsync(cancellation);
        return vote?.Options.ElementAtOrDefault(vote.Choice);
    }

    private Outgoing? Answer(OutboxEntry entry, string name, string asker)
    {
        if (entry is not { PostId: long target, InstrumentUri: { } uri })
        {
            return null;
        }

        QuoteAsked asked = new(entry.Uri, asker, addresses.Post(name, target), uri);
        return entry switch
        {
            { Interaction: Interaction.Reply, SubjectId: long stamp, Uri: null } => interactions.Let(
                name,
                entry.Id,
                asked,
                addresses.Authorization(name, stamp)
            ),
            { Interaction: Interaction kind, SubjectId: long stamp } => interactions.Accept(
                kind,
                name,
                entry.Id,
                asked,
                addresses.Authorization(name, stamp)
            ),
            { Interaction: Interaction kind } => interactions.Reject(kind, name, entry.Id, asked),
            { Act: OutboxAct.AcceptQuote, SubjectId: long quoting } => quotes.Accept(
                name,
                entry.Id,
                asked,
                addresses.QuoteAuthorization(name, quoting)
            ),
            _ => quotes.Reject(name, entry.Id, asked),
        };
    }

    private async Task<Outgoing?> FlagAsync(OutboxEntry entry, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        Report? report = await db.Reports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == entry.SubjectId, cancellation);
        if (report is null || await TargetAsync(entry, cancellation) is not { Uri: { } reported })
        {
            return null;
        }

        List<string?> said = await db.Posts.Where(p => report.PostIds.Contains(p.Id)).Select(p => p.Uri).ToListAsync(cancellation);
        return acts.Flag(entry.Id, reported, [.. said.OfType<string>()], report.Comment);
    }

    private async Task<Outgoing> DeletionAsync(OutboxEntry entry, string name, CancellationToken cancellation)
    {
        IReadOnlyList<AccountModel> told = await accounts.ReadAsync([.. entry.RecipientIds.Take(MaxNamed)], cancellation);
        return acts.Delete(
            name,
            entry.PostId!.Value,
            entry.Id,
            entry.Visibility is Visibility.Public or Visibility.Unlisted,
            [.. told.Select(IdOf)]
        );
    }

    private async Task<Outgoing?> ProfileAsync(OutboxEntry entry, CancellationToken cancellation) =>
        await accounts.FindAsync(entry.ActorId, cancellation) is { } account
            ? acts.Update(await actors.OfAsync(account, cancellation), entry.Id)
            : null;

    private Outgoing Announce(OutboxEntry entry, string name, AccountModel author) =>
        acts.Announce(
            name,
            entry.SubjectId!.Value,
            PostOf(entry, author),
            IdOf(author),
            SnowflakeId.TimeOf(entry.SubjectId.Value),
            entry.Visibility ?? Visibility.Followers
        ) with
        {
            Authorization = entry.Stamp,
        };

    private async Task<PresentedNote?> NoteAsync(long? postId, CancellationToken cancellation) =>
        postId is long id && await PostAsync(id, cancellation) is { } post ? await notes.OfAsync(post, cancellation) : null;

    private async Task<PostModel?> PostAsync(long id, CancellationToken cancellation) =>
        (await posts.LoadAsync([id], cancellation)).GetValueOrDefault(id);

    private async Task<AccountModel?> TargetAsync(OutboxEntry entry, CancellationToken cancellation) =>
        entry.TargetId is long id ? await accounts.FindAsync(id, cancellation) : null;

    private string IdOf(AccountModel account) => account.Uri ?? addresses.Actor(account.Username);

    private string PostOf(OutboxEntry entry, AccountModel author) => entry.Uri ?? addresses.Post(author.Username, entry.PostId!.Value);

    /// <summary>By its handle, which outlives the account: its deletion has yet to be told.</summary>
    private async Task<string?> NameOfAsync(long accountId, CancellationToken cancellation)
    {
        await using WeftDb db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Handles.Where(h => h.AccountId == accountId).Select(h => h.Name).FirstOrDefaultAsync(cancellation);
    }
}
