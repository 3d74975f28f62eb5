using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts.Remote;
using Weft.Core.Emojis;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Posts.Held;
using Weft.Core.Posts.Polls;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>A post of another server says something else. Who may see it, what it answers and what it quotes stay.</summary>
/// <param name="Now">What it says now; its author, its id and <see cref="ReceivePost.EditedAt"/> count.</param>
public sealed record ReceiveEdit(ReceivePost Now);

/// <summary>
/// Changes a post of another server and keeps what it said before. What is as old as what is here changes only what comes
/// without a new version: who may do what with it, and whether its quote stands. What is older changes nothing.
/// </summary>
public sealed class ReceiveEditHandler(IWriter writer)
{
    /// <summary>
    /// True when the post changed, false when what came is no news; <see cref="Refusal.NotFound"/> when
    /// the author has no such post.
    /// </summary>
    public async Task<Outcome<bool>> RunAsync(ReceiveEdit command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        long? shown = null;
        Outcome<bool> edited = await writer.RunAsync(
            work =>
            {
                shown = null;
                return EditAsync(work, command.Now, post => shown = post, cancellation);
            },
            cancellation
        );
        if (edited.Succeeded && shown is long post)
        {
            await HeldBelow.ReleaseAsync(writer, post, cancellation);
        }

        return edited;
    }

    private static async Task<Outcome<bool>> EditAsync(Work work, ReceivePost now, Action<long> released, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        await Counting.LockAuthorAsync(work, now.AuthorId, cancellation);
        IQueryable<long> known = db
            .ForeignUris.Where(u => u.Uri == now.Uri && u.Kind == ForeignKind.Post && u.GoneAt == null)
            .Select(u => u.LocalId);
        Post? post = await db
            .Posts.Include(p => p.Mentions)
            .Include(p => p.Tags)
            .AsSplitQuery()
            .FirstOrDefaultAsync(p => known.Contains(p.Id) && p.AuthorId == now.AuthorId && p.RepostOfId == null, cancellation);
        if (post is null)
        {
            return Refused.NotFound;
        }

        DateTimeOffset held = post.EditedAt ?? post.CreatedAt;
        DateTimeOffset editedAt = now.EditedAt > post.CreatedAt ? now.EditedAt.Value : post.CreatedAt;
        List<string> asked = await PollQuery.ChoicesAsync(work, post, cancellation);
        // Votes that came in change nothing of what the post says.
        bool asksOther = now.Poll is { } poll && await poll.ApplyAsync(work, post, editedAt > held, cancellation);
        bool hasCounts = now.Poll is not null && post.HasPoll;
        if (editedAt < held)
        {
            return hasCounts;
        }

        bool changed =
            now.SetPolicies(post)
            | await SetQuoteAsync(work, post, now, cancellation)
            | await SetConsentAsync(work, post, now, released, cancellation);
        if (editedAt == held)
        {
            if (changed)
            {
                work.Raise(new PostEdited(post.Id, post.AuthorId));
            }

            return changed || hasCounts;
        }

        string html = post.QuoteOfId is null ? now.Html : now.HtmlBesideQuote ?? now.Html;
        string shown = await FormerMedia.NoteAsync(work, post, cancellation);
        bool showsOther = await RemotePostMedia.ReplaceAsync(work, post, now.Media, cancellation);
        bool saysOther =
            showsOther || asksOther || post.Html != html || post.ContentWarning != now.ContentWarning || post.Sensitive != now.Sensitive;
        if (saysOther)
        {
            EditPostHandler.Keep(work, post, shown, asked);
        }

        (post.Html, post.Text, post.ContentWarning, post.Sensitive) = (html, now.Text, now.ContentWarning, now.Sensitive);
        (post.Url, post.EditedAt) = (now.Url ?? post.Url, editedAt);
        post.Language = PostLanguage.Read(now.Language) ?? post.Language;
        ReplaceTags(post, now.Tags);
        await ReceivedEmoji.KeepAsync(work, post.AuthorId, now.Emojis, cancellation);
        List<long> added = await ReplaceMentionsAsync(db, post, now.MentionedIds, cancellation);
        work.Raise(new PostEdited(post.Id, post.AuthorId));
        await PostNotices.TellMentionedAsync(work, post, added, cancellation);
        if (saysOther)
        {
            await PostNotices.TellOfEditAsync(work, post, cancellation);
        }

        return true;
    }

    /// <summary>A reply that waited for its stamp is shown with it, and no longer when it does not name it any more.</summary>
    private static async Task<bool> SetConsentAsync(
        Work work,
        Post post,
        ReceivePost now,
        Action<long> released,
        CancellationToken cancellation
    )
    {
        if (post is { Consent: Consent.Given, Stamp: not null } && !now.NamesStamp)
        {
            return await HeldPosts.RefuseAsync(work, post, cancellation);
        }

        if (now.Stamp is null || post.InReplyToId is null || post.InReplyToId != now.InReplyToId)
        {
            return false;
        }

        if (post.Consent == Consent.Given)
        {
            post.Stamp = now.Stamp;
            return false;
        }

        if (await work.Db.Posts.AnyAsync(p => p.Id == post.InReplyToId && p.Consent != Consent.Given, cancellation))
        {
            // Once what it answers is shown, it is shown with it.
            post.Stamp = now.Stamp;
            return false;
        }

        await HeldPosts.ReleaseAsync(work, post, now.Stamp, cancellation);
        released(post.Id);
        return true;
    }

    /// <summary>A stamp that came later makes a quote; one that is not named any more ends it.</summary>
    private static async Task<bool> SetQuoteAsync(Work work, Post post, ReceivePost now, CancellationToken cancellation)
    {
        if (post is { QuoteStamp: not null, QuoteRevokedAt: null } && !now.NamesQuoteStamp)
        {
            return await QuoteEnd.WithdrawAsync(work, work.Db.Posts.Where(p => p.Id == post.Id), cancellation) > 0;
        }

        return await ReceivedTies.QuoteLateAsync(work, post, now, cancellation);
    }

    private static void ReplaceTags(Post post, IReadOnlyList<string> tags)
    {
        post.Tags.RemoveAll(t => !tags.Contains(t.Name));
        HashSet<string> kept = [.. post.Tags.Select(t => t.Name)];
        foreach (string name in tags.Distinct().Where(name => !kept.Contains(name)))
        {
            post.Tags.Add(
                new PostTag
                {
                    PostId = post.Id,
                    Name = name,
                    Shard = post.Shard,
                }
            );
        }
    }

    /// <summary>Answers those who were not mentioned before.</summary>
    private static async Task<List<long>> ReplaceMentionsAsync(
        WeftDb db,
        Post post,
        IReadOnlyList<long> mentioned,
        CancellationToken cancellation
    )
    {
        List<long> now = await db.Accounts.Where(a => mentioned.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancellation);
        // Who may see it by being mentioned goes on seeing it.
        if (Counting.CountsForOthers(post.Visibility))
        {
            post.Mentions.RemoveAll(m => !now.Contains(m.AccountId));
        }

        List<long> added = [.. now.Where(id => !post.Mentions.Exists(m => m.AccountId == id))];
        foreach (long id in added)
        {
            post.Mentions.Add(
                new PostMention
                {
                    PostId = post.Id,
                    AccountId = id,
                    Shard = post.Shard,
                }
            );
        }

        return added;
    }
}
