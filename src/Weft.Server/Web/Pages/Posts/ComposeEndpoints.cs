using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Core.Storage;
using Weft.Federation.Finding;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Components;

namespace Weft.Server.Web.Pages.Posts;

/// <summary>Writing: a post, a thread, a reply, a quote, an edit.</summary>
internal static class ComposeEndpoints
{
    /// <summary>Posts of a thread that are published in one go at most.</summary>
    private const int ThreadLength = 25;

    public static void MapCompose(this RouteGroupBuilder pages, MediaSettings settings)
    {
        RouteGroupBuilder compose = pages.MapGroup("/compose").RequireAuthorization();
        compose.MapGet("", ShowAsync);
        compose.MapPost("", PublishAsync).LimitRate(RateLimit.Posting).AllowFilms(MediaLimits.OfPost, settings);
    }

    private static async Task<IResult> ShowAsync(
        long? reply_to,
        long? quote,
        long? edit,
        Caller caller,
        PostReader posts,
        PostSource source,
        AccountPreferences preferences,
        CancellationToken cancellation
    )
    {
        if (edit is long editing)
        {
            Outcome<SourceText> text = await source.RunAsync(caller.Me, editing, cancellation);
            return text.Succeeded && await posts.FindAsync(editing, caller.Me, cancellation) is { Post: { } post }
                ? Show(
                    new ComposerModel
                    {
                        Edit = editing,
                        Texts = [text.Value.Text],
                        Media = [post.Media],
                        Warning = text.Value.ContentWarning,
                        MayAsk = post.QuoteOfId is null,
                        Options = post.Poll is { } poll ? [.. poll.Options.Select(o => o.Title)] : null,
                        Multiple = post.Poll?.Multiple == true,
                        HidesTotals = post.Poll?.HidesTotals == true,
                    }
                )
                : PageResults.NotFound();
        }

        PostView? answered = reply_to is long r ? await posts.FindAsync(r, caller.Me, cancellation) : null;
        PostView? quoted = quote is long q ? await posts.FindAsync(q, caller.Me, cancellation) : null;
        if (reply_to is not null && answered is null || quote is not null && quoted is null)
        {
            return PageResults.NotFound();
        }

        Visibility usual = await preferences.DefaultVisibilityAsync(caller.Me, cancellation);
        return Show(
            new ComposerModel
            {
                ReplyTo = answered?.Shown,
                Quote = quoted?.Shown,
                // A reply is for no more people than what it answers, unless its author says so.
                Visibility = answered is null ? usual : (Visibility)Math.Max((int)usual, (int)answered.Shown.Post.Visibility),
                Texts = [answered is null ? "" : Greeting(answered.Shown.Post, caller.Me)],
                Warning = answered?.Shown.Post.ContentWarning ?? "",
            }
        );
    }

    /// <summary>A reply begins with those it speaks to, as everywhere in the fediverse.</summary>
    private static string Greeting(PostModel post, long me) =>
        string.Concat(
            new[] { (post.Author.Id, post.Author.Handle) }
                .Concat(post.Mentions.Select(m => (m.AccountId, m.Handle)))
                .Where(m => m.Item1 != me)
                .Select(m => m.Item2)
                .Distinct()
                .Select(name => $"@{name} ")
        );

    private static async Task<IResult> PublishAsync(
        HttpRequest request,
        Caller caller,
        PostReader posts,
        MentionFinder mentions,
        PublishPostHandler publish,
        EditPostHandler edit,
        ComposedMedia composed,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await request.ReadFormAsync(cancellation);
        long? edited = Id(form["edit"]);
        PostModel? before =
            edited is long editedId
            && await posts.FindAsync(editedId, caller.Me, cancellation) is { Post: { } own }
            && own.Author.Id == caller.Me
                ? own
                : null;
        IReadOnlyList<MediaModel> shown = before?.Media ?? [];
        (List<string> texts, List<IReadOnlyList<MediaModel>> media, List<string> faults) = ([], [], []);
        foreach ((int at, string? text) in form["text"].Index().Take(ThreadLength))
        {
            IReadOnlyList<MediaModel> photos = await composed.ReadAsync(form, at + 1, caller.Me, shown, faults, cancellation);
            if (at == 0 || photos.Count > 0 || !string.IsNullOrWhiteSpace(text))
            {
                texts.Add(text ?? "");
                media.Add(photos);
            }
        }

        ComposerModel model = new()
        {
            Texts = texts.Count == 0 ? [""] : texts,
            Media = media,
            Errors = faults,
            Warning = form["warning"].ToString(),
            Visibility = Read(form["visibility"], Visibility.Public),
            ReplyPolicy = Read(form["reply"], InteractionPolicy.Everyone),
            Options =
                form["option"] is { Count: > 0 } options && options.Any(o => !string.IsNullOrWhiteSpace(o))
                    ? [.. options.Select(o => o ?? "")]
                    : null,
            OpenMinutes = int.TryParse(form["open"], NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) ? minutes : 24 * 60,
            Multiple = form["multiple"].ToString() == "true",
            HidesTotals = form["hide_totals"].ToString() == "true",
            MayAsk = before?.QuoteOfId is null,
            ReplyTo = await FindAsync(form["reply_to"]),
            Quote = await FindAsync(form["quote"]),
            Edit = edited,
            IdempotencyKey = form["key"].ToString() is { Length: > 0 and <= 64 } key ? key : Guid.NewGuid().ToString("N"),
        };
        // A photo was moved or removed without script, or could not be taken: nothing is posted yet.
        if (faults.Count > 0 || form.ContainsKey("remove") || form.ContainsKey("earlier"))
        {
            return Show(model, faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        }

        await mentions.PrepareAsync(string.Join('\n', model.Texts), cancellation);
        Outcome<Post> outcome = model.Edit is long editing
            ? await edit.RunAsync(
                // A form without the fields of a poll leaves it; with empty ones there is none any more.
                new EditPost(
                    caller.Me,
                    editing,
                    model.Texts[0],
                    model.Warning,
                    Poll: form.ContainsKey("option") ? new PollChange(PollOf(model)) : null
                )
                {
                    MediaIds = [.. model.MediaOf(0).Select(m => m.Id)],
                    MediaChanges = ComposedMedia.Changes(model.MediaOf(0)),
                },
                cancellation
            )
            : await PublishThreadAsync(model, caller.Me, publish, cancellation);
        if (outcome.Succeeded)
        {
            return model.Edit is not null || model.ReplyTo is not null
                ? PageResults.GoTo(FormattableString.Invariant($"/@me/{outcome.Value.Id}"))
                : PageResults.GoTo("/home");
        }

        return outcome.Refusal is Refusal.Invalid invalid
            ? Show(model with { Errors = [.. invalid.Faults.Select(PageResults.Sentence)] }, StatusCodes.Status422UnprocessableEntity)
            : PageResults.Refused(outcome.Refusal);

        async Task<PostView?> FindAsync(string? value) => Id(value) is long id ? await posts.FindAsync(id, caller.Me, cancellation) : null;
    }

    /// <summary>Publishes the posts one after the other, each answering the one before. Each has a key of its own, so that sending the form again goes on where it stopped.</summary>
    private static async Task<Outcome<Post>> PublishThreadAsync(
        ComposerModel model,
        long authorId,
        PublishPostHandler publish,
        CancellationToken cancellation
    )
    {
        Outcome<Post> last = Refused.Invalid("text", "blank", "can’t be blank");
        long? answers = model.ReplyTo?.Post.Id;
        for (int i = 0; i < model.Texts.Count; i++)
        {
            last = await publish.RunAsync(
                new PublishPost(
                    authorId,
                    model.Texts[i],
                    model.Warning,
                    Visibility: model.Visibility,
                    InReplyToId: answers,
                    QuoteOfId: i == 0 ? model.Quote?.Post.Id : null,
                    ReplyPolicy: model.ReplyPolicy,
                    QuotePolicy: model.ReplyPolicy,
                    IdempotencyKey: $"{model.IdempotencyKey}-{i}",
                    Poll: i == 0 ? PollOf(model) : null
                )
                {
                    MediaIds = [.. model.MediaOf(i).Select(m => m.Id)],
                    MediaChanges = ComposedMedia.Changes(model.MediaOf(i)),
                },
                cancellation
            );
            if (!last.Succeeded)
            {
                return last;
            }

            answers = last.Value.Id;
        }

        return last;
    }

    private static PollDraft? PollOf(ComposerModel model) =>
        model.Options is { } options
            ? new PollDraft([.. options], TimeSpan.FromMinutes(model.OpenMinutes), model.Multiple, model.HidesTotals)
            : null;

    private static TChoice Read<TChoice>(string? value, TChoice otherwise)
        where TChoice : struct, Enum =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Enum.IsDefined((TChoice)(object)number)
            ? (TChoice)(object)number
            : otherwise;

    private static long? Id(string? value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : null;

    private static Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult Show(
        ComposerModel model,
        int status = StatusCodes.Status200OK
    )
    {
        Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult page = PageResults.Page<ComposePage>(new { Model = model });
        page.StatusCode = status;
        return page;
    }
}
