using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Accounts.Relationships;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Accounts;

/// <summary>What the caller does to other accounts. Each answers the new relationship.</summary>
internal sealed class RelationshipEndpoints(
    RelationshipReader relationships,
    RelationshipPresenter presenter,
    AccountPresenter accounts,
    FamiliarFollowers familiar,
    WriteNoteHandler note,
    FollowAccountHandler follow,
    UnfollowAccountHandler unfollow,
    RemoveFollowerHandler removeFollower,
    BlockAccountHandler block,
    UnblockAccountHandler unblock,
    MuteAccountHandler mute,
    UnmuteAccountHandler unmute,
    AnswerFollowRequestHandler answerRequest
) : IApiResource
{
    /// <summary>How many accounts' familiar followers can be asked for at once.</summary>
    private const int MaxFamiliar = 40;

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/accounts/relationships", ManyAsync).RequireScope("read:follows");
        api.Get("/api/v1/accounts/familiar_followers", FamiliarAsync).RequireScope("read:follows");
        api.Post("/api/v1/accounts/{id}/follow", FollowAsync).RequireScope("write:follows").LimitRate(RateLimit.Following);
        api.Post("/api/v1/accounts/{id}/unfollow", c => ActAsync(c, (me, id) => unfollow.RunAsync(new(me, id), c.RequestAborted)))
            .RequireScope("write:follows");
        api.Post(
                "/api/v1/accounts/{id}/remove_from_followers",
                c => ActAsync(c, (me, id) => removeFollower.RunAsync(new(me, id), c.RequestAborted))
            )
            .RequireScope("write:follows");
        api.Post("/api/v1/accounts/{id}/block", c => ActAsync(c, (me, id) => block.RunAsync(new(me, id), c.RequestAborted)))
            .RequireScope("write:blocks");
        api.Post("/api/v1/accounts/{id}/unblock", c => ActAsync(c, (me, id) => unblock.RunAsync(new(me, id), c.RequestAborted)))
            .RequireScope("write:blocks");
        api.Post("/api/v1/accounts/{id}/mute", MuteAsync).RequireScope("write:mutes");
        api.Post("/api/v1/accounts/{id}/unmute", c => ActAsync(c, (me, id) => unmute.RunAsync(new(me, id), c.RequestAborted)))
            .RequireScope("write:mutes");
        api.Post("/api/v1/accounts/{id}/note", NoteAsync).RequireScope("write:accounts");
        api.Post("/api/v1/follow_requests/{id}/authorize", c => AnswerRequestAsync(c, accept: true)).RequireScope("write:follows");
        api.Post("/api/v1/follow_requests/{id}/reject", c => AnswerRequestAsync(c, accept: false)).RequireScope("write:follows");
    }

    private async Task ManyAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<RelationshipModel> found = await relationships.ReadAsync(
            context.Caller!.Me,
            [.. fields.Ids("id")],
            context.RequestAborted
        );
        await context.AnswerAsync([.. found.Select(RelationshipPresenter.Present)], MastodonJson.Wire.RelationshipJsonArray);
    }

    /// <summary>One entry for each id, in order.</summary>
    private async Task FamiliarAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<long> ids = fields.Ids("id");
        if (ids.Count > MaxFamiliar)
        {
            throw fields.Invalid("id", $"are too many (maximum is {MaxFamiliar})");
        }

        List<FamiliarFollowersJson> found = [];
        foreach (long id in ids)
        {
            IReadOnlyList<AccountModel> followers = await familiar.ReadAsync(context.Caller!.Me, id, context.RequestAborted);
            found.Add(new FamiliarFollowersJson(IdText.Of(id), [.. followers.Select(account => (RawJson)accounts.Render(account))]));
        }

        await context.AnswerAsync([.. found], MastodonJson.Wire.FamiliarFollowersJsonArray);
    }

    private async Task NoteAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        string text = fields.Text("comment") ?? "";
        await ActAsync(context, (me, id) => note.RunAsync(new WriteNote(me, id, text), context.RequestAborted));
    }

    private async Task FollowAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        bool? reposts = fields.Flag("reblogs");
        bool? notify = fields.Flag("notify");
        await ActAsync(context, (me, id) => follow.RunAsync(new FollowAccount(me, id, reposts, notify), context.RequestAborted));
    }

    private async Task MuteAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        bool notifications = fields.Flag("notifications") ?? true;
        TimeSpan duration = TimeSpan.FromSeconds(Math.Max(0, fields.Int("duration") ?? 0));
        await ActAsync(context, (me, id) => mute.RunAsync(new MuteAccount(me, id, notifications, duration), context.RequestAborted));
    }

    private Task AnswerRequestAsync(HttpContext context, bool accept) =>
        ActAsync(context, (me, id) => answerRequest.RunAsync(new AnswerFollowRequest(me, id, accept), context.RequestAborted));

    private async Task ActAsync<T>(HttpContext context, Func<long, long, Task<Outcome<T>>> act)
    {
        long me = context.Caller!.Me;
        long id = context.PathId();
        Outcome<T> outcome = await act(me, id);
        await (outcome.Succeeded ? presenter.AnswerAsync(context, me, id) : context.RefuseAsync(outcome.Refusal));
    }
}
