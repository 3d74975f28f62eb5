using Microsoft.EntityFrameworkCore;
using Weft.Core.Outbox;
using Weft.Core.Storage;

namespace Weft.Core.Posts.Remote;

/// <summary>Somebody of another server asks to like, answer or repost a post of this one, and brings what they mean to do.</summary>
/// <param name="Kind">What they ask for.</param>
/// <param name="ActorId">Who asks.</param>
/// <param name="PostId">The post.</param>
/// <param name="InstrumentUri">The id of the Like, reply or Announce.</param>
/// <param name="RequestUri">The id of the request; null where it has none.</param>
public sealed record ReceiveInteractionRequest(Interaction Kind, long ActorId, long PostId, string InstrumentUri, string? RequestUri)
{
    /// <summary>The like; null for a no.</summary>
    public LikePost? Like { get; init; }

    /// <summary>The reply; null for a no.</summary>
    public ReceivePost? Reply { get; init; }

    /// <summary>The repost; null for a no.</summary>
    public RepostPost? Repost { get; init; }
}

/// <summary>
/// Answers by the same rules by which the act itself would be taken: with a yes it is done, and gets a stamp that others may
/// look at. Asked twice it answers twice.
/// </summary>
public sealed class ReceiveInteractionRequestHandler(IWriter writer)
{
    /// <summary>True for a yes; <see cref="Refusal.NotFound"/> when there is no such post of this server.</summary>
    public Task<Outcome<bool>> RunAsync(ReceiveInteractionRequest command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        return writer.RunAsync(work => AnswerAsync(work, command, cancellation), cancellation);
    }

    private static async Task<Outcome<bool>> AnswerAsync(Work work, ReceiveInteractionRequest command, CancellationToken cancellation)
    {
        if (await PostTarget.FindEvenHiddenAsync(work.Db, command.PostId, cancellation) is not { IsForeign: false } post)
        {
            return Refused.NotFound;
        }

        bool done = await DoAsync(work, command, post, cancellation);
        OutboxEntry answer = work.TellAccount(
            done ? OutboxAct.AcceptInteraction : OutboxAct.RejectInteraction,
            post.AuthorId,
            command.ActorId
        );
        (answer.PostId, answer.Interaction) = (post.Id, command.Kind);
        (answer.Uri, answer.InstrumentUri) = (command.RequestUri, command.InstrumentUri);
        answer.SubjectId = done ? await StampAsync(work, command, post, answer.Shard, cancellation) : null;
        return done;
    }

    /// <summary>
    /// Gives a reply that came without having been asked for the stamp that third servers look for, where not everybody may
    /// reply: they cannot know that this one might.
    /// </summary>
    internal static async Task StampUnaskedAsync(Work work, ReceivePost reply, long answeredId, CancellationToken cancellation)
    {
        if (
            await PostTarget.FindEvenHiddenAsync(work.Db, answeredId, cancellation)
                is not { IsForeign: false, ReplyPolicy: not InteractionPolicy.Everyone } post
            || post.AuthorId == reply.AuthorId
        )
        {
            return;
        }

        OutboxEntry answer = work.TellAccount(OutboxAct.AcceptInteraction, post.AuthorId, reply.AuthorId);
        (answer.PostId, answer.Interaction, answer.InstrumentUri) = (post.Id, Interaction.Reply, reply.Uri);
        ReceiveInteractionRequest unasked = new(Interaction.Reply, reply.AuthorId, post.Id, reply.Uri, RequestUri: null);
        answer.SubjectId = await StampAsync(work, unasked, post, answer.Shard, cancellation);
    }

    private static async Task<bool> DoAsync(Work work, ReceiveInteractionRequest command, TargetFacts post, CancellationToken cancellation)
    {
        switch (command)
        {
            case { Kind: Interaction.Like, Like: { } like } when like.PostId == post.Id && like.AccountId == command.ActorId:
                return (await LikePostHandler.LikeAsync(work, like, cancellation)).Succeeded;
            case { Kind: Interaction.Repost, Repost: { } repost } when repost.PostId == post.Id && repost.AccountId == command.ActorId:
                return (await RepostPostHandler.RepostAsync(work, repost, cancellation)).Succeeded;
            case { Kind: Interaction.Reply, Reply: { } reply } when reply.InReplyToId == post.Id && reply.AuthorId == command.ActorId:
                Outcome<long> said = await ReceivePostHandler.ReceiveAsync(work, reply with { IsNews = true }, cancellation);
                return said.Succeeded
                    && await work.Db.Posts.FindAsync([said.Value], cancellation) is { } known
                    && known.InReplyToId == post.Id
                    && known.AuthorId == command.ActorId;
            default:
                return false;
        }
    }

    private static async Task<long> StampAsync(
        Work work,
        ReceiveInteractionRequest command,
        TargetFacts post,
        int shard,
        CancellationToken cancellation
    )
    {
        long known = await work
            .Db.InteractionStamps.Where(s => s.PostId == post.Id && s.Kind == command.Kind && s.Uri == command.InstrumentUri)
            .Select(s => s.Id)
            .FirstOrDefaultAsync(cancellation);
        if (known != 0)
        {
            return known;
        }

        InteractionStamp stamp = new()
        {
            Id = work.Ids.Next(shard),
            Shard = shard,
            AccountId = post.AuthorId,
            PostId = post.Id,
            Kind = command.Kind,
            Uri = command.InstrumentUri,
        };
        work.Db.InteractionStamps.Add(stamp);
        return stamp.Id;
    }
}
