using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Federation.Threads;
using Weft.Server.Api.Binding;
using Weft.Server.Api.Mastodon.Accounts;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Statuses;

/// <summary>Reading statuses: one, several, the thread around one, its versions and source, who liked and reposted it.</summary>
internal sealed class StatusEndpoints(
    Addresses addresses,
    PostReader reader,
    ThreadReader threads,
    ThreadsWanted wanted,
    PostAudienceReader audience,
    PostHistory history,
    PostSource source,
    StatusWriter statuses,
    StatusBodies bodies,
    AccountPresenter accounts,
    Media.MediaPresenter media,
    AccountListEndpoints accountLists
) : IApiResource
{
    /// <summary>How many statuses can be asked for at once.</summary>
    private const int MaxBatch = 40;

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/api/v1/statuses", ManyAsync).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/statuses/{id}", c => WithPostAsync(c, view => statuses.AnswerAsync(c, view))).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/statuses/{id}/context", ContextAsync).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/statuses/{id}/history", HistoryAsync).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/statuses/{id}/source", SourceAsync).RequireScope("read:statuses");
        api.Get("/api/v1/statuses/{id}/card", c => WithPostAsync(c, _ => c.AnswerNothingAsync())).AllowAnonymousRead("read:statuses");
        api.Get("/api/v1/statuses/{id}/favourited_by", c => PeopleAsync(c, audience.ReadLikersAsync)).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/statuses/{id}/reblogged_by", c => PeopleAsync(c, audience.ReadRepostersAsync)).AllowAnonymousRead("read:accounts");
        api.Get("/api/v1/statuses/{id}/quotes", QuotesAsync).AllowAnonymousRead("read:statuses");
        api.Post("/api/v1/statuses/{id}/translate", TranslateAsync).RequireScope("read:statuses");
    }

    private async Task ManyAsync(HttpContext context)
    {
        RequestFields fields = await RequestFields.ReadAsync(context);
        IReadOnlyList<long> ids = fields.Ids("id");
        if (ids.Count > MaxBatch)
        {
            throw fields.Invalid("id", $"are too many (maximum is {MaxBatch})");
        }

        await statuses.AnswerAsync(context, await reader.ReadAsync(ids, context.Caller?.AccountId, context.RequestAborted));
    }

    private Task ContextAsync(HttpContext context) =>
        WithPostAsync(
            context,
            async view =>
            {
                PostModel post = view.Shown.Post;
                // Asked before the thread is read here: what is found from then on is announced.
                ThreadReading? reading = context.Caller?.AccountId is null ? null : wanted.Want(post.Id);
                PostThread thread = await threads.ReadAsync(post, context.Caller?.AccountId, context.RequestAborted);
                if (reading is not null && LivesElsewhere(post, thread))
                {
                    AsyncRefreshEndpoints.Tell(context.Response, reading);
                }

                await statuses.AnswerContextAsync(context, thread.Ancestors, thread.Descendants);
            }
        );

    /// <summary>Whether other servers are asked: of a post of this server only those of its replies that live there.</summary>
    private static bool LivesElsewhere(PostModel post, PostThread thread) =>
        post.Uri is not null || thread.Descendants.Any(reply => reply.Post is { Uri: not null } said && said.InReplyToId == post.Id);

    private Task HistoryAsync(HttpContext context) =>
        WithPostAsync(
            context,
            async view =>
            {
                Outcome<PostVersions> versions = await history.RunAsync(
                    context.Caller?.AccountId,
                    view.Shown.Post.Id,
                    context.RequestAborted
                );
                await (
                    versions.Succeeded
                        ? context.AnswerAsync(
                            [.. versions.Value.Versions.Select(version => Present(version, view.Shown.Post))],
                            MastodonJson.Wire.StatusEditJsonArray
                        )
                        : context.RefuseAsync(versions.Refusal)
                );
            }
        );

    private StatusEditJson Present(PostVersion version, PostModel post) =>
        new(
            bodies.Html(version.Text, post),
            version.ContentWarning,
            version.Sensitive,
            version.CreatedAt,
            accounts.Render(post.Author),
            media.Present(version.Media ?? post.Media)
        )
        {
            Poll = Choices(version, post) is { Count: > 0 } choices
                ? new EditedPollJson([.. choices.Select(title => new EditedChoiceJson(title))])
                : null,
            Emojis = CustomEmojiJson.Of(post.Emojis, addresses),
        };

    /// <summary>Of the version that is shown now, and where no note was made, those of the post.</summary>
    private static IReadOnlyList<string>? Choices(PostVersion version, PostModel post) =>
        version.Choices ?? post.Poll?.Options.Select(o => o.Title).ToList();

    private async Task SourceAsync(HttpContext context)
    {
        Outcome<SourceText> found = await source.RunAsync(context.Caller!.Me, context.PathId(), context.RequestAborted);
        await (
            found.Succeeded
                ? context.AnswerAsync(
                    new StatusSourceJson(IdText.Of(found.Value.PostId), found.Value.Text, found.Value.ContentWarning),
                    MastodonJson.Wire.StatusSourceJson
                )
                : context.RefuseAsync(found.Refusal)
        );
    }

    private Task PeopleAsync(
        HttpContext context,
        Func<long, long?, PageRequest, CancellationToken, Task<Page<Core.Accounts.AccountModel>>> read
    ) =>
        WithPostAsync(
            context,
            async view =>
            {
                RequestFields fields = await RequestFields.ReadAsync(context);
                await accountLists.AnswerAsync(
                    context,
                    await read(view.Shown.Post.Id, context.Caller?.AccountId, fields.Page(40, 80), context.RequestAborted)
                );
            }
        );

    private Task QuotesAsync(HttpContext context) =>
        WithPostAsync(
            context,
            async view =>
            {
                RequestFields fields = await RequestFields.ReadAsync(context);
                Page<PostView> page = await audience.ReadQuotesAsync(
                    view.Shown.Post.Id,
                    context.Caller?.AccountId,
                    fields.Page(20, 40),
                    context.RequestAborted
                );
                context.LinkPages(addresses, page, alwaysNext: false);
                await statuses.AnswerAsync(context, page.Items);
            }
        );

    private static Task TranslateAsync(HttpContext context) =>
        context.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "Service Unavailable");

    /// <summary>Answers with what the post is needed for, or 404 when the caller may not see it.</summary>
    private async Task WithPostAsync(HttpContext context, Func<PostView, Task> answer)
    {
        PostView? view = await reader.FindAsync(context.PathId(), context.Caller?.AccountId, context.RequestAborted);
        await (view is null ? context.RefuseNotFoundAsync() : answer(view));
    }
}
