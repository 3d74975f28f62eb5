using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Posts;
using Weft.Core.Timelines;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

public sealed class PostMediaTests
{
    [Theory, EachDatabase]
    public async Task A_post_shows_its_photos_in_their_order_and_needs_no_text(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        (long first, long second, long third) = (
            await stage.ReadyAsync(ana, "1"),
            await stage.ReadyAsync(ana, "2"),
            await stage.ReadyAsync(ana, "3")
        );

        Post post = await stage.PostAsync(ana, null, third, first, second);

        Assert.Equal(["3", "1", "2"], (await stage.ShownAsync(post.Id, ana)).Select(m => m.Description));
        Assert.Null(await stage.Get<MediaReader>().FindAsync(ana, first, Token));
        Assert.Equal(("media_ids", "invalid"), Fault(await stage.TryPostAsync(ana, "Again", first)));
        Assert.Equal(("text", "blank"), Fault(await stage.TryPostAsync(ana, " ")));
    }

    [Theory, EachDatabase]
    public async Task What_is_not_ready_or_too_much_is_refused(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        (long ready, long waiting) = (await stage.ReadyAsync(ana), await stage.UploadAsync(ana));

        Assert.Equal(("media_ids", "not_ready"), Fault(await stage.TryPostAsync(ana, "Look", ready, waiting)));
        // The refusal left the other one free.
        Assert.Null((await stage.RowAsync(ready))!.PostId);
        Assert.Equal(
            ("media_ids", "too_many"),
            Fault(await stage.TryPostAsync(ana, "Look", [.. Enumerable.Range(1, 21).Select(i => (long)i)]))
        );
        await stage.PostAsync(ana, "Look", ready);
    }

    [Theory, EachDatabase]
    public async Task Only_posts_with_media_stand_among_the_media_of_a_profile(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        await stage.PostAsync(ana, "Words");
        Post shown = await stage.PostAsync(ana, "Look", await stage.ReadyAsync(ana));

        Page<PostView> media = await stage
            .Get<AccountTimeline>()
            .ReadAsync(ana, new AccountPostsFilter(OnlyMedia: true), null, PageRequest.Newest(20), Token);
        Page<PostView> everyone = await stage
            .Get<PublicTimeline>()
            .ReadAsync(PublicScope.Local, onlyMedia: true, null, PageRequest.Newest(20), Token);

        Assert.Equal([shown.Id], media.Items.Select(v => v.Post.Id));
        Assert.Equal([shown.Id], everyone.Items.Select(v => v.Post.Id));
    }

    [Theory, EachDatabase]
    public async Task An_edit_changes_what_is_shown_and_said(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        (long stays, long goes, long comes) = (
            await stage.ReadyAsync(ana, "a"),
            await stage.ReadyAsync(ana, "b"),
            await stage.ReadyAsync(ana, "c")
        );
        Post post = await stage.PostAsync(ana, "Look", stays, goes);

        Post edited = Done(
            await stage
                .Get<EditPostHandler>()
                .RunAsync(
                    new EditPost(ana, post.Id, "Look") { MediaIds = [comes, stays], MediaChanges = [new MediaChange(stays, "A", (1, 1))] },
                    Token
                )
        );

        Assert.NotNull(edited.EditedAt);
        IReadOnlyList<MediaModel> shown = await stage.ShownAsync(post.Id, ana);
        Assert.Equal([(comes, "c"), (stays, "A")], shown.Select(m => (m.Id, m.Description)));
        // It stays for the history.
        MediaAttachment gone = (await stage.RowAsync(goes))!;
        Assert.Equal((post.Id, MediaState.Ready), (gone.PostId, gone.State));

        // Said again, nothing is other than it was.
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Post same = Done(await stage.Get<EditPostHandler>().RunAsync(new EditPost(ana, post.Id, "Look"), Token));
        Assert.Equal(edited.EditedAt, same.EditedAt);
        Assert.Equal(2, (await stage.ShownAsync(post.Id, ana)).Count);

        // Without media and text there would be nothing.
        Assert.Equal(
            ("text", "blank"),
            Fault(await stage.Get<EditPostHandler>().RunAsync(new EditPost(ana, post.Id, "") { MediaIds = [] }, Token))
        );
    }

    [Theory, EachDatabase]
    public async Task The_files_of_a_deleted_post_go_or_wait_a_day_to_be_written_anew(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        (long gone, long kept) = (await stage.ReadyAsync(ana), await stage.ReadyAsync(ana));
        Post first = await stage.PostAsync(ana, "One", gone);
        Post second = await stage.PostAsync(ana, "Two", kept);
        stage.Store.Clock.Advance(TimeSpan.FromDays(3));

        Done(await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(ana, first.Id), Token));
        Done(await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(ana, second.Id, KeepMedia: true), Token));
        Assert.Equal(1, await stage.Sweeper().RunOnceAsync(Token));

        Assert.Equal(2, stage.Files().Length);
        Post anew = await stage.PostAsync(ana, "Two, better", kept);
        Assert.Single(await stage.ShownAsync(anew.Id, ana));
    }

    [Theory, EachDatabase]
    public async Task Nothing_is_left_of_an_account_that_ends(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        await stage.PostAsync(ana, "One", await stage.ReadyAsync(ana));
        await stage.ReadyAsync(ana);
        await stage.UploadAsync(ana);
        Done(await stage.Get<SetPictureHandler>().RunAsync(new SetPicture(ana, ProfilePicture.Avatar, stage.Come(Photo())), Token));
        Assert.Equal(5, stage.Files().Length);

        Done(await stage.Get<DeleteAccountHandler>().RunAsync(new DeleteAccount(ana), Token));
        Assert.Equal(4, await stage.Sweeper().RunOnceAsync(Token));

        Assert.Empty(stage.Files());
    }

    [Theory, EachDatabase]
    public async Task A_profile_has_pictures_in_their_shape_and_the_old_ones_go(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        byte[] large = TestPhotos.WithNotes(TestPhotos.Held(TestPhotos.Quarters(2_000, 1_000), 6), 6);
        SetPictureHandler set = stage.Get<SetPictureHandler>();

        Done(await set.RunAsync(new SetPicture(ana, ProfilePicture.Avatar, stage.Come(large)), Token));
        Done(await set.RunAsync(new SetPicture(ana, ProfilePicture.Header, stage.Come(large)), Token));
        AccountModel account = (await stage.Get<AccountReader>().FindAsync(ana, Token))!;

        Assert.EndsWith("/avatar.jpg", account.AvatarPath, StringComparison.Ordinal);
        Assert.EndsWith("/header.jpg", account.HeaderPath, StringComparison.Ordinal);
        Assert.Equal([(400, 400), (1_500, 500)], stage.Files().OrderBy(Path.GetFileName).Select(Size));
        Assert.Equal(
            ("avatar", "unsupported"),
            Fault(await set.RunAsync(new SetPicture(ana, ProfilePicture.Avatar, stage.Come("<html></html>...."u8.ToArray())), Token))
        );

        Done(await set.RunAsync(new SetPicture(ana, ProfilePicture.Avatar, null), Token));
        Assert.Equal(1, await stage.Sweeper().RunOnceAsync(Token));
        Assert.Null((await stage.Get<AccountReader>().FindAsync(ana, Token))!.AvatarPath);
        Assert.Equal("header.jpg", Path.GetFileName(Assert.Single(stage.Files())));
    }

    private static (int, int) Size(string file)
    {
        using NetVips.Image image = NetVips.Image.NewFromFile(file);
        return (image.Width, image.Height);
    }
}
