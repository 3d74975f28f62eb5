using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Federation.Finding;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Api.Mastodon.Media;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>Posting, editing and deleting statuses.</summary>
internal sealed class StatusWriting(
    PostReader reader,
    StatusWriter statuses,
    MentionFinder mentions,
    PublishPostHandler publish,
    EditPostHandler edit,
    DeletePostHandler delete,
    SetInteractionPolicyHandler setPolicy
) : IApiResource
{
    /// <summary>The longest key that is remembered.</summary>
    private const int MaxKey = 200;

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Post("/api/v1/statuses", PublishAsync).RequireScope("write:statuses").LimitRate(RateLimit.Posting);
        api.Update("/api/v1/statuses/{id}", EditAsync).RequireScope("write:statuses");
        api.Delete("/api/v1/statuses/{id}", DeleteAsync).RequireScope("write:statuses").LimitRate(RateLimit.Deleting);
        api.Update("/api/v1/statuses/{id}/interaction_policy", SetPolicyAsync).RequireScope("write:statuses");
    }

    private async Task PublishAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        if (Unavailable(fields) is string sentence)
        {
            await context.RefuseUnavailableAsync(sentence);
            return;
        }

        string? key = context.Request.Headers["Idempotency-Key"];
        if (key?.Length > MaxKey)
        {
            throw fields.Invalid("Idempotency-Key", $"is too long (maximum is {MaxKey} characters)");
        }

        await mentions.PrepareAsync(fields.Text("status"), context.RequestAborted);
        Caller caller = context.Caller!;
        Outcome<PostView> outcome = await publish.ShowAsync(
            new PublishPost(
                caller.Me,
                fields.Text("status"),
                fields.Text("spoiler_text"),
                fields.Flag("sensitive"),
                fields.Choice("visibility", MastodonText.Visibilities),
                fields.Text("language"),
                fields.Id("in_reply_to_id"),
                fields.Id("quoted_status_id") ?? fields.Id("quote_id"),
                QuotePolicy: fields.Choice("quote_approval_policy", MastodonText.QuotePolicies),
                AppId: caller.AppId,
                IdempotencyKey: key,
                Poll: Poll(fields)
            )
            {
                MediaIds = fields.Ids("media_ids"),
                MediaChanges = fields.MediaChanges(),
            },
            context.RequestAborted
        );
        await (outcome.Succeeded ? statuses.AnswerAsync(context, outcome.Value) : context.RefuseAsync(outcome.Refusal));
    }

    private async Task EditAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        if (Unavailable(fields) is string sentence)
        {
            await context.RefuseUnavailableAsync(sentence);
            return;
        }

        await mentions.PrepareAsync(fields.Text("status"), context.RequestAborted);
        Outcome<Post> outcome = await edit.RunAsync(
            new EditPost(
                context.Caller!.Me,
                context.PathId(),
                fields.Text("status"),
                fields.Text("spoiler_text"),
                fields.Flag("sensitive"),
                fields.Text("language"),
                QuotePolicy: fields.Choice("quote_approval_policy", MastodonText.QuotePolicies),
                // Apps send the poll along with each edit; without one there is none any more.
                Poll: new PollChange(Poll(fields))
            )
            {
                // As everywhere: what is not named goes.
                MediaIds = fields.Ids("media_ids"),
                MediaChanges = fields.MediaChanges(),
            },
            context.RequestAborted
        );
        await (outcome.Succeeded ? AnswerAsync(context, outcome.Value.Id) : context.RefuseAsync(outcome.Refusal));
    }

    /// <summary>
    /// Answers the status as it was, with its source, so that it can be written anew: its media stay for that, unless
    /// <c>delete_media</c> says that nobody wants to.
    /// </summary>
    private async Task DeleteAsync(HttpContext context)
    {
        long me = context.Caller!.Me;
        PostView? view = await reader.FindAsync(context.PathId(), me, context.RequestAborted);
        if (view is null)
        {
            await context.RefuseNotFoundAsync();
            return;
        }

        bool forGood = (await RequestFields.ReadAsync(context)).Flag("delete_media") == true;
        byte[] before = statuses.Render(view, me);
        Outcome<Post> outcome = await delete.RunAsync(new DeletePost(me, view.Post.Id, KeepMedia: !forGood), context.RequestAborted);
        if (!outcome.Succeeded)
        {
            await context.RefuseAsync(outcome.Refusal);
            return;
        }

        byte[] text = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(view.Post.Text, MastodonJson.Wire.String);
        await context.AnswerAsync((byte[])[.. before.AsSpan()[..^1], .. ",\"text\":"u8, .. text, (byte)'}']);
    }

    private async Task SetPolicyAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Outcome<long> outcome = await setPolicy.RunAsync(
            new SetInteractionPolicy(
                context.Caller!.Me,
                context.PathId(),
                ReplyPolicy: null,
                fields.Choice("quote_approval_policy", MastodonText.QuotePolicies)
            ),
            context.RequestAborted
        );
        await (outcome.Succeeded ? AnswerAsync(context, outcome.Value) : context.RefuseAsync(outcome.Refusal));
    }

    /// <summary>What is asked for and not offered is refused by name, rather than left out of the post in silence.</summary>
    private static string? Unavailable(RequestFields fields) =>
        fields.Text("scheduled_at") is { Length: > 0 } ? "Scheduled posts are not available on this server yet" : null;

    /// <summary>The poll that is asked for; null for none.</summary>
    private static PollDraft? Poll(RequestFields fields) =>
        fields.Object("poll") is { } poll && poll.Texts("options") is { Count: > 0 } options
            ? new PollDraft(
                options,
                TimeSpan.FromSeconds(poll.Int("expires_in") ?? 0),
                poll.Flag("multiple") ?? false,
                poll.Flag("hide_totals") ?? false
            )
            : null;

    private async Task AnswerAsync(HttpContext context, long postId)
    {
        PostView? view = await reader.FindAsync(postId, context.Caller!.Me, context.RequestAborted);
        await (view is null ? context.RefuseNotFoundAsync() : statuses.AnswerAsync(context, view));
    }
}
