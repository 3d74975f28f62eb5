using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Testing;

namespace Weft.Core.Tests.Safety;

/// <summary>Viewer × visibility × door: each of Core's doors shows each viewer what the table says, on both databases.</summary>
public sealed class MatrixTests
{
    private static readonly PageRequest Page = PageRequest.Newest(200);

    /// <summary>Which of these posts a viewer gets to see.</summary>
    private delegate Task<IEnumerable<bool>> Door(MatrixStage stage, string viewer);

    private static readonly (string Name, Door Door, IEnumerable<MatrixRow> Table)[] Doors =
    [
        ("by id", Each(s => s.Said, FindAsync), VisibilityMatrix.Asked),
        ("by ids", Among(s => s.Said, (s, v) => Reader(s).ReadAsync(s.Said, s.IdOf(v), MatrixStage.Token)), VisibilityMatrix.Asked),
        ("former versions", Each(s => s.Said, HistoryAsync), VisibilityMatrix.Asked),
        ("profile", Among(s => s.Said, ProfileAsync), VisibilityMatrix.Asked),
        ("answers on the profile", Among(s => s.Answers, ProfileAsync), VisibilityMatrix.Asked),
        ("home", Among(s => s.Said, (s, v) => s.HomeAsync(v)), VisibilityMatrix.Home),
        ("quotes in home", Among(s => s.Quotes, (s, v) => s.HomeAsync(v)), VisibilityMatrix.Home),
        ("public timeline", Among(s => s.Said, PublicAsync), VisibilityMatrix.Open),
        ("tag", Among(s => s.Said, TagAsync), VisibilityMatrix.Open),
        ("answers with a tag", Among(s => s.Answers, TagAsync), VisibilityMatrix.Open),
        ("before an answer", AncestorsAsync, VisibilityMatrix.Met),
        ("after a post", Among(s => s.Answers, DescendantsAsync), VisibilityMatrix.Met),
        ("quotes of a post", Among(s => s.Quotes, QuotesAsync), VisibilityMatrix.Met),
        ("likes", Among(s => s.Said, LikesAsync), VisibilityMatrix.Asked.LoggedIn()),
        ("bookmarks", Among(s => s.Said, BookmarksAsync), VisibilityMatrix.Asked.LoggedIn()),
        ("notifications", NotificationsAsync, VisibilityMatrix.Told),
        ("grouped notifications", GroupsAsync, VisibilityMatrix.Told),
        ("quoted by nora", QuoteBoxesAsync, VisibilityMatrix.PassedOn),
        ("reposted by nora", Each(s => s.NorasReposts, FindAsync), VisibilityMatrix.PassedOn),
        ("reposts on nora's profile", Among(s => s.NorasReposts, NorasProfileAsync), VisibilityMatrix.PassedOn),
        ("reposts in home", Among(s => s.NorasReposts, (s, v) => s.HomeAsync(v)), VisibilityMatrix.PassedOnToHome),
        // Last, for they write.
        ("liking", Each(s => s.Said, LikeAsync), VisibilityMatrix.Asked.LoggedIn()),
        ("saving", Each(s => s.Said, SaveAsync), VisibilityMatrix.Asked.LoggedIn()),
        ("answering", Each(s => s.Said, AnswerAsync), VisibilityMatrix.Asked.LoggedIn()),
    ];

    [Theory, EachDatabase]
    public async Task Every_door_shows_everyone_what_is_theirs_to_see_and_nothing_else(DatabaseKind kind)
    {
        await using MatrixStage stage = await MatrixStage.OpenAsync(kind);
        List<string> wrong = [];
        foreach ((string name, Door door, IEnumerable<MatrixRow> table) in Doors)
        {
            foreach (MatrixRow row in table)
            {
                string seen = VisibilityMatrix.Write((await door(stage, row.Viewer)).Concat([false, false]).Take(4));
                if (seen != row.Seen)
                {
                    wrong.Add($"{name}: {row.Viewer} sees {seen}, not {row.Seen}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static PostReader Reader(MatrixStage stage) => stage.Get<PostReader>();

    /// <summary>A door that is asked for one post at a time.</summary>
    private static Door Each(Func<MatrixStage, long[]> posts, Func<MatrixStage, string, long, Task<bool>> sees) =>
        async (stage, viewer) =>
        {
            List<bool> seen = [];
            foreach (long post in posts(stage))
            {
                seen.Add(await sees(stage, viewer, post));
            }

            return seen;
        };

    /// <summary>A door that shows a list.</summary>
    private static Door Among(Func<MatrixStage, long[]> posts, Func<MatrixStage, string, Task<IReadOnlyList<PostView>>> list) =>
        async (stage, viewer) =>
        {
            IReadOnlyList<PostView> shown = await list(stage, viewer);
            return posts(stage).Select(id => shown.Any(view => view.Post.Id == id));
        };

    private static async Task<bool> FindAsync(MatrixStage stage, string viewer, long post) =>
        await Reader(stage).FindAsync(post, stage.IdOf(viewer), MatrixStage.Token) is not null;

    private static async Task<bool> HistoryAsync(MatrixStage stage, string viewer, long post) =>
        (await stage.Get<PostHistory>().RunAsync(stage.IdOf(viewer), post, MatrixStage.Token)).Succeeded;

    private static Task<IReadOnlyList<PostView>> ProfileAsync(MatrixStage stage, string viewer) => ProfileAsync(stage, viewer, "author");

    private static Task<IReadOnlyList<PostView>> NorasProfileAsync(MatrixStage stage, string viewer) => ProfileAsync(stage, viewer, "nora");

    private static async Task<IReadOnlyList<PostView>> ProfileAsync(MatrixStage stage, string viewer, string whose) =>
        (
            await stage
                .Get<AccountTimeline>()
                .ReadAsync(stage.IdOf(whose)!.Value, new AccountPostsFilter(), stage.IdOf(viewer), Page, MatrixStage.Token)
        ).Items;

    private static async Task<IReadOnlyList<PostView>> PublicAsync(MatrixStage stage, string viewer) =>
        (await stage.Get<PublicTimeline>().ReadAsync(PublicScope.Everyone, stage.IdOf(viewer), Page, MatrixStage.Token)).Items;

    private static async Task<IReadOnlyList<PostView>> TagAsync(MatrixStage stage, string viewer) =>
        (await stage.Get<PublicTimeline>().ReadTagsAsync(TagChoice.Of("weft"), stage.IdOf(viewer), Page, MatrixStage.Token)).Items;

    private static async Task<IEnumerable<bool>> AncestorsAsync(MatrixStage stage, string viewer)
    {
        List<bool> seen = [];
        foreach ((long answer, long said) in stage.NorasAnswers.Zip(stage.Said))
        {
            seen.Add((await ThreadAsync(stage, viewer, answer)).Ancestors.Any(view => view.Post.Id == said));
        }

        return seen;
    }

    private static async Task<IReadOnlyList<PostView>> DescendantsAsync(MatrixStage stage, string viewer) =>
        (await ThreadAsync(stage, viewer, stage.Root)).Descendants;

    private static async Task<PostThread> ThreadAsync(MatrixStage stage, string viewer, long post)
    {
        PostView? view = await Reader(stage).FindAsync(post, stage.IdOf(viewer), MatrixStage.Token);
        Assert.NotNull(view);
        return await stage.Get<ThreadReader>().ReadAsync(view.Post, stage.IdOf(viewer), MatrixStage.Token);
    }

    private static async Task<IReadOnlyList<PostView>> QuotesAsync(MatrixStage stage, string viewer) =>
        (await stage.Get<PostAudienceReader>().ReadQuotesAsync(stage.Root, stage.IdOf(viewer), Page, MatrixStage.Token)).Items;

    private static async Task<IReadOnlyList<PostView>> LikesAsync(MatrixStage stage, string viewer) =>
        (await stage.Get<SavedPosts>().ReadLikesAsync(stage.IdOf(viewer)!.Value, Page, MatrixStage.Token)).Items;

    private static async Task<IReadOnlyList<PostView>> BookmarksAsync(MatrixStage stage, string viewer) =>
        (await stage.Get<SavedPosts>().ReadBookmarksAsync(stage.IdOf(viewer)!.Value, Page, MatrixStage.Token)).Items;

    private static async Task<IEnumerable<bool>> NotificationsAsync(MatrixStage stage, string viewer)
    {
        Page<NotificationModel> told = await stage
            .Get<NotificationReader>()
            .PageAsync(stage.IdOf(viewer)!.Value, NotificationFilter.All, Page, MatrixStage.Token);
        return stage.Said.Select(id => told.Items.Any(n => n.Kind == NotificationKind.Mention && n.PostId == id));
    }

    private static async Task<IEnumerable<bool>> GroupsAsync(MatrixStage stage, string viewer)
    {
        Page<NotificationGroup> told = await stage
            .Get<NotificationGroups>()
            .PageAsync(stage.IdOf(viewer)!.Value, NotificationFilter.All, null, Page, MatrixStage.Token);
        return stage.Said.Select(id => told.Items.Any(n => n.Kind == NotificationKind.Mention && n.PostId == id));
    }

    private static async Task<IEnumerable<bool>> QuoteBoxesAsync(MatrixStage stage, string viewer)
    {
        IReadOnlyList<PostView> quotes = await Reader(stage).ReadAsync(stage.NorasQuotes, stage.IdOf(viewer), MatrixStage.Token);
        Assert.Equal(stage.NorasQuotes, quotes.Select(q => q.Post.Id));
        return quotes.Select(q => q.Quote?.Post is not null);
    }

    private static async Task<bool> LikeAsync(MatrixStage stage, string viewer, long post) =>
        (await stage.Get<LikePostHandler>().RunAsync(new LikePost(stage.IdOf(viewer)!.Value, post), MatrixStage.Token)).Succeeded;

    private static async Task<bool> SaveAsync(MatrixStage stage, string viewer, long post) =>
        (await stage.Get<BookmarkPostHandler>().RunAsync(new BookmarkPost(stage.IdOf(viewer)!.Value, post), MatrixStage.Token)).Succeeded;

    private static async Task<bool> AnswerAsync(MatrixStage stage, string viewer, long post) =>
        (
            await stage
                .Get<PublishPostHandler>()
                .RunAsync(new PublishPost(stage.IdOf(viewer)!.Value, "me too", InReplyToId: post), MatrixStage.Token)
        ).Succeeded;
}
