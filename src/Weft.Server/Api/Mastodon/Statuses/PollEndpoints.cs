using System.Globalization;
using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>Polls: reading one, and voting. A poll has the id of its status.</summary>
internal sealed class PollEndpoints(PostReader reader, PollPresenter polls, VotePollHandler vote) : IApiResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/polls/{id}", context => AnswerAsync(context)).AllowAnonymousRead("read:statuses");
        api.Post("/api/v1/polls/{id}/votes", VoteAsync).RequireScope("write:statuses");
    }

    private async Task VoteAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        int[] choices =
        [
            .. fields
                .Texts("choices")
                .Select(text =>
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int choice)
                        ? choice
                        : throw fields.Invalid("choices", "is not a list of numbers")
                ),
        ];
        Outcome<long> outcome = await vote.RunAsync(new VotePoll(context.Caller!.Me, context.PathId(), choices), context.RequestAborted);
        await (outcome.Succeeded ? AnswerAsync(context) : context.RefuseAsync(outcome.Refusal));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        long? viewerId = context.Caller?.AccountId;
        PostView? view = await reader.FindAsync(context.PathId(), viewerId, context.RequestAborted);
        await (
            view is { Shown.Post.Poll: not null } ? context.AnswerAsync(polls.Render(view.Shown, viewerId)) : context.RefuseNotFoundAsync()
        );
    }
}
