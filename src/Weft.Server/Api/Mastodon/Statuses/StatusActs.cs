using Weft.Core;
using Weft.Core.Posts;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>What the caller does with a status. Each answers the status as it is afterwards.</summary>
internal sealed class StatusActs(
    PostReader reader,
    StatusWriter statuses,
    LikePostHandler like,
    UnlikePostHandler unlike,
    RepostPostHandler repost,
    UndoRepostHandler undoRepost,
    BookmarkPostHandler bookmark,
    UnbookmarkPostHandler unbookmark,
    PinPostHandler pin,
    UnpinPostHandler unpin,
    MuteConversationHandler mute,
    UnmuteConversationHandler unmute,
    RevokeQuoteHandler revoke
) : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        Map(api, "favourite", "write:favourites", (me, id, stop) => like.RunAsync(new LikePost(me, id), stop));
        Map(api, "unfavourite", "write:favourites", (me, id, stop) => unlike.RunAsync(new UnlikePost(me, id), stop));
        Map(api, "unreblog", "write:statuses", (me, id, stop) => undoRepost.RunAsync(new UndoRepost(me, id), stop))
            .LimitRate(RateLimit.Deleting);
        Map(api, "bookmark", "write:bookmarks", (me, id, stop) => bookmark.RunAsync(new BookmarkPost(me, id), stop));
        Map(api, "unbookmark", "write:bookmarks", (me, id, stop) => unbookmark.RunAsync(new UnbookmarkPost(me, id), stop));
        Map(api, "pin", "write:accounts", (me, id, stop) => pin.RunAsync(new PinPost(me, id), stop));
        Map(api, "unpin", "write:accounts", (me, id, stop) => unpin.RunAsync(new UnpinPost(me, id), stop));
        Map(api, "mute", "write:mutes", (me, id, stop) => mute.RunAsync(new MuteConversation(me, id), stop));
        Map(api, "unmute", "write:mutes", (me, id, stop) => unmute.RunAsync(new UnmuteConversation(me, id), stop));
        api.Post("/api/v1/statuses/{id}/reblog", RepostAsync).RequireScope("write:statuses").LimitRate(RateLimit.Posting);
        api.Post("/api/v1/statuses/{id}/quotes/{quote}/revoke", RevokeAsync).RequireScope("write:statuses");
    }

    private IEndpointConventionBuilder Map(
        ApiRoutes api,
        string act,
        string scope,
        Func<long, long, CancellationToken, Task<Outcome<long>>> run
    ) =>
        api.Post(
                $"/api/v1/statuses/{{id}}/{act}",
                async context =>
                {
                    Outcome<long> outcome = await run(context.Caller!.Me, context.PathId(), context.RequestAborted);
                    await (outcome.Succeeded ? AnswerAsync(context, outcome.Value) : context.RefuseAsync(outcome.Refusal));
                }
            )
            .RequireScope(scope);

    /// <summary>Answers the repost, which holds the original; doing it twice answers the first repost.</summary>
    private async Task RepostAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        Outcome<Post> outcome = await repost.RunAsync(
            new RepostPost(context.Caller!.Me, context.PathId(), fields.Choice("visibility", MastodonText.Visibilities)),
            context.RequestAborted
        );
        await (outcome.Succeeded ? AnswerAsync(context, outcome.Value.Id) : context.RefuseAsync(outcome.Refusal));
    }

    /// <summary>Answers the status that quoted.</summary>
    private async Task RevokeAsync(HttpContext context)
    {
        Outcome<long> outcome = await revoke.RunAsync(
            new RevokeQuote(context.Caller!.Me, context.PathId(), context.PathId("quote")),
            context.RequestAborted
        );
        await (outcome.Succeeded ? AnswerAsync(context, outcome.Value) : context.RefuseAsync(outcome.Refusal));
    }

    /// <summary>
    /// What is taken back from a post that the caller may no longer see is taken back, but the post stays hidden.
    /// </summary>
    private async Task AnswerAsync(HttpContext context, long postId)
    {
        PostView? view = await reader.FindAsync(postId, context.Caller!.Me, context.RequestAborted);
        await (view is null ? context.RefuseNotFoundAsync() : statuses.AnswerAsync(context, view));
    }
}
