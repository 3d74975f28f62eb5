using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Posts;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Pictures that people choose to stand for their videos and sounds.</summary>
public sealed class ThumbnailTests
{
    [Theory, EachDatabase]
    public async Task A_chosen_picture_stands_for_the_film_from_the_start(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        byte[] chosen = TestPhotos.WithNotes(TestPhotos.Quarters(1_600, 800), orientation: 1);

        long id = Done(await UploadAsync(stage, ana, await FilmAsync(), chosen)).Id;
        await stage.ProcessAsync(id);

        MediaAttachment row = (await stage.RowAsync(id))!;
        Assert.Equal((MediaState.Ready, 160, 1_280, 640, 320), (row.State, row.Width, row.MediumWidth, row.SmallWidth, row.SmallHeight));
        Assert.Equal(["medium.jpg", "original.mp4", "small.jpg"], stage.Files().Select(Path.GetFileName).Order());
        Assert.Equal(2, stage.Files().Select(Path.GetDirectoryName).Distinct().Count());
        MediaModel shown = await ModelAsync(stage, ana, id);
        Assert.NotEqual(shown.Original.Split('/')[0], shown.Small!.Split('/')[0]);
        byte[] small = await ReadAsync(stage, shown.Small);
        using Image picture = Image.NewFromBuffer(small);
        Assert.True(picture.Getpoint(20, 20) is [> 180, < 90, < 90]);
        Assert.DoesNotContain(TestPhotos.Secret, System.Text.Encoding.Latin1.GetString(small), StringComparison.Ordinal);
        Assert.Equal(stage.Files().Sum(f => new FileInfo(f).Length), row.Bytes);
        // The picture that came goes with its request.
        Assert.Single(stage.Unfinished());
    }

    [Theory, EachDatabase]
    public async Task Another_one_replaces_it_under_another_name_and_the_former_goes(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long id = Done(await stage.TryUploadAsync(ana, await FilmAsync())).Id;
        await stage.ProcessAsync(id);
        MediaModel made = await ModelAsync(stage, ana, id);
        HashSet<string> names = [made.Small!];

        for (int i = 0; i < 2; i++)
        {
            Assert.Equal(id, Done(await ChooseAsync(stage, ana, id, TestPhotos.Quarters(64 + 2 * i, 32).PngsaveBuffer())));
            MediaModel now = await ModelAsync(stage, ana, id);
            Assert.True(names.Add(now.Small!));
            Assert.Equal((made.Original, 64 + 2 * i, "webp"), (now.Original, now.SmallWidth, now.PreviewExtension));
            Assert.NotEqual(made.Blurhash, now.Blurhash);
            await stage.Sweeper().RunOnceAsync(Token);
            // The film, and two sizes of the picture.
            Assert.Equal(["medium.webp", "original.mp4", "small.webp"], stage.Files().Select(Path.GetFileName).Order());
            Assert.NotEmpty(await ReadAsync(stage, now.Small!));
            Assert.Equal(stage.Files().Sum(f => new FileInfo(f).Length), (await stage.RowAsync(id))!.Bytes);
        }

        Post post = await stage.PostAsync(ana, "Look", id);
        Assert.Equal((await ModelOfPostAsync(stage, post)).Small, names.Last());
        Done(await new DeletePostHandler(stage.Store.Writer).RunAsync(new DeletePost(ana, post.Id), Token));
        await stage.Sweeper().RunOnceAsync(Token);
        Assert.Empty(stage.Files());
    }

    [Theory, EachDatabase]
    public async Task One_that_is_chosen_while_the_film_is_made_ready_stays(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        byte[] song = await FilmMaker.BytesAsync("in.mp3", null, "sine=d=1", "-c:a libmp3lame", Token);
        long id = Done(await stage.TryUploadAsync(ana, song)).Id;

        Done(await ChooseAsync(stage, ana, id, Photo()));
        await stage.ProcessAsync(id);

        MediaModel shown = await ModelAsync(stage, ana, id);
        Assert.Equal((MediaKind.Audio, 0, 64), (shown.Kind, shown.Width, shown.SmallWidth));
        Assert.NotEmpty(await ReadAsync(stage, shown.Small!));
        Assert.Equal(stage.Files().Sum(f => new FileInfo(f).Length), (await stage.RowAsync(id))!.Bytes);
    }

    [Theory, EachDatabase]
    public async Task What_is_no_picture_or_for_no_film_is_refused_and_leaves_nothing(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        (long ana, long bob) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bob"));
        byte[] film = await FilmAsync();
        byte[] page = "<!doctype html><script>alert(1)</script>"u8.ToArray();

        Assert.Equal(("thumbnail", "unsupported"), Fault(await UploadAsync(stage, ana, film, page)));
        Assert.Equal(("thumbnail", "unsupported"), Fault(await UploadAsync(stage, ana, film, film)));
        Assert.Equal(("thumbnail", "broken"), Fault(await UploadAsync(stage, ana, film, Photo()[..400])));
        Assert.Equal(("thumbnail", "unsupported"), Fault(await UploadAsync(stage, ana, Photo(), Photo())));
        long photo = await stage.ReadyAsync(ana);
        long id = Done(await stage.TryUploadAsync(ana, film)).Id;
        await stage.ProcessAsync(id);
        string[] before = stage.Files();
        Assert.Equal(("thumbnail", "unsupported"), Fault(await ChooseAsync(stage, ana, photo, Photo())));
        Assert.Equal(("thumbnail", "unsupported"), Fault(await ChooseAsync(stage, ana, id, page)));
        Assert.IsType<Refusal.NotFound>((await ChooseAsync(stage, bob, id, Photo())).Refusal);
        await stage.PostAsync(ana, "Look", id);
        Assert.IsType<Refusal.NotFound>((await ChooseAsync(stage, ana, id, Photo())).Refusal);

        Assert.Equal(before.Order(), stage.Files().Order());
        Assert.Empty(Directory.GetFileSystemEntries(stage.Scratch).Skip(1));
    }

    private static Task<byte[]> FilmAsync() =>
        FilmMaker.BytesAsync("in.mp4", "testsrc2=s=160x90:r=25:d=1", "sine=d=1", FilmMaker.Usual, Token);

    private static Task<Outcome<TakenUpload>> UploadAsync(MediaStage stage, long accountId, byte[] content, byte[] thumbnail) =>
        stage
            .Get<UploadMediaHandler>()
            .RunAsync(new UploadMedia(accountId, stage.Come(content)) { Thumbnail = stage.Come(thumbnail) }, Token);

    private static Task<Outcome<long>> ChooseAsync(MediaStage stage, long accountId, long id, byte[] thumbnail) =>
        stage
            .Get<DescribeMediaHandler>()
            .RunAsync(new DescribeMedia(accountId, id, null, null) { Thumbnail = stage.Come(thumbnail) }, Token);

    private static async Task<MediaModel> ModelAsync(MediaStage stage, long accountId, long id) =>
        (await stage.Get<MediaReader>().FindAsync(accountId, id, Token))!.Media;

    private static async Task<MediaModel> ModelOfPostAsync(MediaStage stage, Post post) =>
        Assert.Single(await stage.ShownAsync(post.Id, post.AuthorId));

    private static async Task<byte[]> ReadAsync(MediaStage stage, string path)
    {
        await using Stream? file = await stage.Get<IMediaFiles>().OpenAsync(path.Split('/')[0], path.Split('/')[1], Token);
        using MemoryStream bytes = new();
        await file!.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }
}
