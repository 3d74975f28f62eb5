using Microsoft.EntityFrameworkCore;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Media;
using Weft.Core.Outbox;
using Weft.Core.Posts.Polls;
using Weft.Core.Storage;

namespace Weft.Core.Posts;

/// <summary>An author says something else in a post. Who may see it, what it answers and what it quotes stay.</summary>
/// <param name="AccountId">The author.</param>
/// <param name="PostId">The post.</param>
/// <param name="Text">The new text, by the rules of <see cref="PublishPost"/>.</param>
/// <param name="ContentWarning">The new warning; null or empty for none.</param>
/// <param name="Sensitive">Whether media are veiled; null to leave it. With a warning they always are.</param>
/// <param name="Language">ISO 639 code; null, empty or unknown to leave it.</param>
/// <param name="ReplyPolicy">Who may reply; null to leave it.</param>
/// <param name="QuotePolicy">Who may quote; null to leave it.</param>
/// <param name="Poll">What it asks now; null to leave it.</param>
public sealed record EditPost(
    long AccountId,
    long PostId,
    string? Text,
    string? ContentWarning = null,
    bool? Sensitive = null,
    string? Language = null,
    InteractionPolicy? ReplyPolicy = null,
    InteractionPolicy? QuotePolicy = null,
    PollChange? Poll = null
)
{
    /// <summary>Its photos and videos from now on, in their order; null to leave them.</summary>
    public IReadOnlyList<long>? MediaIds { get; init; }

    /// <summary>What else is said of them.</summary>
    public IReadOnlyList<MediaChange> MediaChanges { get; init; } = [];
}

/// <summary>Edits posts and keeps what they said before. Saying the same again changes nothing.</summary>
public sealed class EditPostHandler(IWriter writer, LocalDomain domain)
{
    /// <summary>
    /// Answers the post; <see cref="Refusal.NotFound"/> when it is not the account's own, or a repost,
    /// <see cref="Refusal.Invalid"/> for what cannot be said.
    /// </summary>
    public async Task<Outcome<Post>> RunAsync(EditPost command, CancellationToken cancellation)
    {
        Outcome<PostContent> content = PostContent.Read(command.Text, command.ContentWarning, domain, command.MediaIds is { Count: > 0 });
        if (PostMedia.Check(command.MediaIds ?? [], command.MediaChanges) is { } fault)
        {
            return fault;
        }

        if (!content.Succeeded)
        {
            return content.Refusal;
        }

        if (command.Poll is { To: { } asked })
        {
            Outcome<PollDraft> poll = asked.Checked();
            if (!poll.Succeeded)
            {
                return poll.Refusal;
            }

            command = command with { Poll = new PollChange(poll.Value) };
        }

        return await writer.RunAsync(work => EditAsync(work, command, content.Value, cancellation), cancellation);
    }

    private static async Task<Outcome<Post>> EditAsync(Work work, EditPost command, PostContent content, CancellationToken cancellation)
    {
        WeftDb db = work.Db;
        await Counting.LockAuthorAsync(work, command.AccountId, cancellation);
        Post? post = await db
            .Posts.Include(p => p.Mentions)
            .Include(p => p.Tags)
            .AsSplitQuery()
            .FirstOrDefaultAsync(p => p.Id == command.PostId && p.AuthorId == command.AccountId && p.RepostOfId == null, cancellation);
        if (post is null)
        {
            return Refused.NotFound;
        }

        bool sensitive = (command.Sensitive ?? post.Sensitive) || content.ContentWarning.Length > 0;
        if (command.Poll is { To: not null } && (post.QuoteOfId is not null || (command.MediaIds?.Count ?? post.MediaCount) > 0))
        {
            return Refused.Invalid(
                "poll",
                "invalid",
                post.QuoteOfId is not null ? "can't stand beside a quote" : "can't stand beside photos"
            );
        }

        List<string> asked = await PollQuery.ChoicesAsync(work, post, cancellation);
        bool asksOther = command.Poll is { } change && await change.ApplyAsync(work, post, cancellation);
        string shown = await FormerMedia.NoteAsync(work, post, cancellation);
        Outcome<bool> media = await PostMedia.ReplaceAsync(work, post, command.MediaIds, command.MediaChanges, cancellation);
        if (!media.Succeeded)
        {
            return media.Refusal;
        }

        bool saysOther =
            asksOther
            || media.Value
            || post.Text != content.Text
            || post.ContentWarning != content.ContentWarning
            || post.Sensitive != sensitive;
        if (saysOther)
        {
            Keep(work, post, shown, asked);
            (post.Text, post.ContentWarning, post.Sensitive) = (content.Text, content.ContentWarning, sensitive);
            post.EditedAt = work.Now;
            ReplaceTags(post, content);
        }

        post.Language = PostLanguage.Read(command.Language) ?? post.Language;
        post.ReplyPolicy = command.ReplyPolicy ?? post.ReplyPolicy;
        post.QuotePolicy = SetInteractionPolicyHandler.QuotePolicyFor(post.Visibility, command.QuotePolicy ?? post.QuotePolicy);
        if (!db.ChangeTracker.HasChanges())
        {
            return post;
        }

        work.Raise(new PostEdited(post.Id, post.AuthorId));
        if (saysOther)
        {
            IReadOnlyList<long> added = await ReplaceMentionsAsync(db, post, content, cancellation);
            if (post.Consent == Consent.Given)
            {
                await PostNotices.TellMentionedAsync(work, post, added, cancellation);
                await PostNotices.TellOfEditAsync(work, post, cancellation);
            }
        }

        work.TellOfPost(
            OutboxAct.EditPost,
            post,
            [.. PublishPostHandler.PostAudienceIds(post), .. await OutboxReach.OfPostAsync(work, post.Id, cancellation)]
        );
        return post;
    }

    /// <summary>Keeps what a post says before it says something else.</summary>
    /// <param name="work">The command's transaction.</param>
    /// <param name="post">The post, as it was.</param>
    /// <param name="media">Which media it showed (<see cref="FormerMedia"/>).</param>
    /// <param name="choices">What could be chosen in its poll; empty for no poll.</param>
    internal static void Keep(Work work, Post post, string media, List<string> choices) =>
        work.Db.PostEdits.Add(
            new PostEdit
            {
                Id = work.Ids.Next(post.Shard),
                Shard = post.Shard,
                PostId = post.Id,
                Text = post.Text,
                ContentWarning = post.ContentWarning,
                Sensitive = post.Sensitive,
                Media = media,
                Choices = choices,
                CreatedAt = post.EditedAt ?? post.CreatedAt,
            }
        );

    private static void ReplaceTags(Post post, PostContent content)
    {
        post.Tags.RemoveAll(t => !content.Tags.Contains(t.Name));
        HashSet<string> kept = [.. post.Tags.Select(t => t.Name)];
        post.Tags.AddRange(
            content
                .Tags.Where(name => !kept.Contains(name))
                .Select(name => new PostTag
                {
                    PostId = post.Id,
                    Name = name,
                    Shard = post.Shard,
                })
        );
    }

    /// <summary>Answers those who were not mentioned before.</summary>
    private static async Task<IReadOnlyList<long>> ReplaceMentionsAsync(
        WeftDb db,
        Post post,
        PostContent content,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<long> now = await PostMentionLookup.FindAsync(db, post.AuthorId, content.MentionedNames, cancellation);
        post.Mentions.RemoveAll(m => !now.Contains(m.AccountId));
        HashSet<long> before = [.. post.Mentions.Select(m => m.AccountId)];
        List<long> added = [.. now.Where(id => !before.Contains(id))];
        post.Mentions.AddRange(
            added.Select(id => new PostMention
            {
                PostId = post.Id,
                AccountId = id,
                Shard = post.Shard,
            })
        );
        return added;
    }
}
