using System.Globalization;
using Weft.Core;
using Weft.Core.Posts;
using Weft.Core.Posts.Polls;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;
using Weft.Server.Web.Pages.Site;

namespace Weft.Server.Web.Pages.Posts;

/// <summary>Like, repost, save, pin, mute and delete: plain forms. <c>on=false</c> takes the act back.</summary>
internal static class PostForms
{
    public static void MapPostForms(this RouteGroupBuilder pages)
    {
        RouteGroupBuilder acts = pages.MapGroup("/posts/{id:long}").RequireAuthorization();
        acts.MapPost("/like", LikeAsync);
        acts.MapPost("/repost", RepostAsync).LimitRate(RateLimit.Posting);
        acts.MapPost("/save", SaveAsync);
        acts.MapPost("/pin", PinAsync);
        acts.MapPost("/vote", VoteAsync);
        acts.MapPost("/mute", MuteAsync);
        acts.MapGet("/delete", AskAsync);
        acts.MapPost("/delete", DeleteAsync).LimitRate(RateLimit.Deleting);
    }

    private static async Task<IResult> LikeAsync(
        long id,
        bool? on,
        HttpContext context,
        Caller caller,
        LikePostHandler like,
        UnlikePostHandler unlike,
        CancellationToken cancellation
    ) =>
        After(
            context,
            on == false
                ? (await unlike.RunAsync(new UnlikePost(caller.Me, id), cancellation)).Refusal
                : (await like.RunAsync(new LikePost(caller.Me, id), cancellation)).Refusal
        );

    private static async Task<IResult> RepostAsync(
        long id,
        bool? on,
        HttpContext context,
        Caller caller,
        RepostPostHandler repost,
        UndoRepostHandler undo,
        CancellationToken cancellation
    ) =>
        After(
            context,
            on == false
                ? (await undo.RunAsync(new UndoRepost(caller.Me, id), cancellation)).Refusal
                : (await repost.RunAsync(new RepostPost(caller.Me, id), cancellation)).Refusal
        );

    private static async Task<IResult> SaveAsync(
        long id,
        bool? on,
        HttpContext context,
        Caller caller,
        BookmarkPostHandler save,
        UnbookmarkPostHandler unsave,
        CancellationToken cancellation
    ) =>
        After(
            context,
            on == false
                ? (await unsave.RunAsync(new UnbookmarkPost(caller.Me, id), cancellation)).Refusal
                : (await save.RunAsync(new BookmarkPost(caller.Me, id), cancellation)).Refusal
        );

    private static async Task<IResult> PinAsync(
        long id,
        bool? on,
        HttpContext context,
        Caller caller,
        PinPostHandler pin,
        UnpinPostHandler unpin,
        CancellationToken cancellation
    ) =>
        After(
            context,
            on == false
                ? (await unpin.RunAsync(new UnpinPost(caller.Me, id), cancellation)).Refusal
                : (await pin.RunAsync(new PinPost(caller.Me, id), cancellation)).Refusal
        );

    private static async Task<IResult> VoteAsync(
        long id,
        HttpContext context,
        Caller caller,
        VotePollHandler vote,
        CancellationToken cancellation
    )
    {
        IFormCollection form = await context.Request.ReadFormAsync(cancellation);
        int[] choices =
        [
            .. form["vote"].Select(v => int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out int choice) ? choice : -1),
        ];
        return After(context, (await vote.RunAsync(new VotePoll(caller.Me, id, choices), cancellation)).Refusal);
    }

    private static async Task<IResult> MuteAsync(
        long id,
        bool? on,
        HttpContext context,
        Caller caller,
        MuteConversationHandler mute,
        UnmuteConversationHandler unmute,
        CancellationToken cancellation
    ) =>
        After(
            context,
            on == false
                ? (await unmute.RunAsync(new UnmuteConversation(caller.Me, id), cancellation)).Refusal
                : (await mute.RunAsync(new MuteConversation(caller.Me, id), cancellation)).Refusal
        );

    private static async Task<IResult> AskAsync(long id, Caller caller, PostReader posts, CancellationToken cancellation) =>
        await posts.FindAsync(id, caller.Me, cancellation) is { } view && view.Post.Author.Id == caller.Me
            ? PageResults.Page<ConfirmPage>(
                new
                {
                    Title = "Delete this post?",
                    Sentence = $"“{Words.Preview(view.Post, 200)}” will be gone for everyone, with its likes and reposts. That can’t be undone.",
                    Action = Urls.Act(view.Post, "delete"),
                    Word = "Delete",
                    Cancel = Urls.Post(view.Post),
                }
            )
            : PageResults.NotFound();

    private static async Task<IResult> DeleteAsync(long id, Caller caller, DeletePostHandler delete, CancellationToken cancellation) =>
        (await delete.RunAsync(new DeletePost(caller.Me, id), cancellation)).Refusal is { } refusal
            ? PageResults.Refused(refusal)
            : PageResults.GoTo("/home");

    private static IResult After(HttpContext context, Refusal? refusal) =>
        refusal is null ? PageResults.Done(context, "/home") : PageResults.Refused(refusal);
}
