using Weft.Core.Media;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

public sealed class UploadTests
{
    [Theory, EachDatabase]
    public async Task An_upload_waits_becomes_ready_and_leaves_nothing_of_itself(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        TakenUpload taken = Done(await stage.TryUploadAsync(ana, Photo(), " Four quarters "));

        UploadView waiting = (await stage.Get<MediaReader>().FindAsync(ana, taken.Id, Token))!;
        Assert.Equal((MediaState.Uploaded, ""), (waiting.State, waiting.Media.Extension));
        Assert.Single(stage.Unfinished());
        Assert.False(taken.End.IsCompleted);

        Assert.True(await stage.ProcessAsync(taken.Id));

        UploadView ready = (await stage.Get<MediaReader>().FindAsync(ana, taken.Id, Token))!;
        Assert.Equal(
            (MediaState.Ready, MediaKind.Image, "jpg", 64, 32, "Four quarters"),
            (ready.State, ready.Media.Kind, ready.Media.Extension, ready.Media.Width, ready.Media.Height, ready.Media.Description)
        );
        Assert.Equal(28, ready.Media.Blurhash!.Length);
        Assert.Equal(["original.jpg", "small.jpg"], stage.Files().Select(Path.GetFileName).Order());
        Assert.Empty(stage.Unfinished());
        Assert.True(taken.End.IsCompleted);
        Assert.Equal(stage.Files().Sum(f => new FileInfo(f).Length), (await stage.RowAsync(taken.Id))!.Bytes);
    }

    [Theory, EachDatabase]
    public async Task What_is_no_photo_is_refused_at_once_and_not_kept(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");

        Assert.Equal(("file", "unsupported"), Fault(await stage.TryUploadAsync(ana, "<svg/> <!-- long enough -->"u8.ToArray())));
        Assert.Equal(("description", "too_long"), Fault(await stage.TryUploadAsync(ana, Photo(), new string('a', 1_501))));

        Assert.Equal((0, 0), (stage.Files().Length, await CountAsync(stage)));
    }

    [Theory, EachDatabase]
    public async Task A_broken_file_ends_as_an_error(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        byte[] photo = TestPhotos.Quarters(800, 400).JpegsaveBuffer(q: 95);
        TakenUpload taken = Done(await stage.TryUploadAsync(ana, photo[..(photo.Length / 2)]));

        Assert.True(await stage.ProcessAsync(taken.Id));

        UploadView broken = (await stage.Get<MediaReader>().FindAsync(ana, taken.Id, Token))!;
        Assert.Equal((MediaState.Failed, "cannot be read"), (broken.State, broken.Failure));
        Assert.True(taken.End.IsCompleted);
        Assert.Empty(stage.Unfinished());
        Assert.Empty(stage.Files());
        Assert.Equal(("media_ids", "invalid"), Fault(await stage.TryPostAsync(ana, "Look", taken.Id)));
    }

    [Theory, EachDatabase]
    public async Task A_file_that_ends_the_process_each_time_is_given_up(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long id = await stage.UploadAsync(ana);
        // Three processes died while they worked on it.
        await stage.WriteAsync(row => (row.State, row.Attempts) = (MediaState.Processing, 3), id);

        Assert.True(await stage.ProcessAsync(id));

        Assert.Equal(MediaState.Failed, (await stage.RowAsync(id))!.State);
        Assert.Empty(stage.Unfinished());
    }

    [Theory, EachDatabase]
    public async Task What_a_process_left_is_taken_up_by_the_next(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long waiting = await stage.UploadAsync(ana);
        long begun = await stage.UploadAsync(ana);
        await stage.WriteAsync(row => (row.State, row.Attempts) = (MediaState.Processing, 1), begun);
        long done = await stage.ReadyAsync(ana);
        // The process ends, and with it its queue.
        for (int i = 0; i < 3; i++)
        {
            await stage.Get<WaitingMedia>().TakeAsync(Token);
        }

        await stage.Worker().TakeUpAsync(Token);

        Assert.Equal(waiting, await stage.Get<WaitingMedia>().TakeAsync(Token));
        Assert.Equal(begun, await stage.Get<WaitingMedia>().TakeAsync(Token));
        Assert.True(await stage.ProcessAsync(begun));
        Assert.Equal(MediaState.Ready, (await stage.RowAsync(begun))!.State);
        Assert.Equal(MediaState.Ready, (await stage.RowAsync(done))!.State);
    }

    [Fact]
    public async Task Accounts_take_turns()
    {
        using WaitingMedia waiting = new();
        foreach (long id in Enumerable.Range(1, 20))
        {
            waiting.Add(accountId: 1, id, MediaFormat.Jpeg);
        }

        waiting.Add(accountId: 2, 100, MediaFormat.Jpeg);
        waiting.Add(accountId: 2, 101, MediaFormat.Jpeg);
        waiting.Add(accountId: 3, 200, MediaFormat.Jpeg);

        List<long> order = [];
        for (int i = 0; i < 7; i++)
        {
            order.Add(await waiting.TakeAsync(Token));
        }

        Assert.Equal([1, 100, 200, 2, 101, 3, 4], order);
    }

    [Theory, EachDatabase]
    public async Task What_nobody_posts_within_a_day_goes(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long old = await stage.ReadyAsync(ana);
        long posted = await stage.ReadyAsync(ana);
        await stage.PostAsync(ana, "Look", posted);
        stage.Store.Clock.Advance(TimeSpan.FromHours(23));
        long fresh = await stage.ReadyAsync(ana);
        Assert.Equal(0, await stage.Sweeper().RunOnceAsync(Token));

        stage.Store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await stage.Sweeper().RunOnceAsync(Token));

        Assert.Null(await stage.RowAsync(old));
        Assert.NotNull(await stage.RowAsync(posted));
        Assert.NotNull(await stage.RowAsync(fresh));
        Assert.Equal(4, stage.Files().Length);
    }

    [Theory, EachDatabase]
    public async Task An_upload_is_its_owners_alone(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        (long ana, long ben) = (await stage.JoinAsync("ana"), await stage.JoinAsync("ben"));
        long id = await stage.ReadyAsync(ana, "Ana's");

        Assert.Null(await stage.Get<MediaReader>().FindAsync(ben, id, Token));
        Assert.IsType<Refusal.NotFound>(
            (await stage.Get<DescribeMediaHandler>().RunAsync(new DescribeMedia(ben, id, "Ben's", null), Token)).Refusal
        );
        Assert.IsType<Refusal.NotFound>((await stage.Get<RemoveMediaHandler>().RunAsync(new RemoveMedia(ben, id), Token)).Refusal);
        Assert.Equal(("media_ids", "invalid"), Fault(await stage.TryPostAsync(ben, "Mine", id)));

        Done(await stage.Get<DescribeMediaHandler>().RunAsync(new DescribeMedia(ana, id, null, (0.5, -1)), Token));
        MediaAttachment row = (await stage.RowAsync(id))!;
        Assert.Equal(("Ana's", 0.5, -1.0), (row.Description, row.FocusX, row.FocusY));
        Assert.Equal(
            ("focus", "invalid"),
            Fault(await stage.Get<DescribeMediaHandler>().RunAsync(new DescribeMedia(ana, id, null, (2, 0)), Token))
        );

        Done(await stage.Get<RemoveMediaHandler>().RunAsync(new RemoveMedia(ana, id), Token));
        Assert.Equal(1, await stage.Sweeper().RunOnceAsync(Token));
        Assert.Empty(stage.Files());
    }

    private static async Task<int> CountAsync(MediaStage stage)
    {
        await using WeftDb db = stage.Store.Read();
        return db.Media.Count();
    }
}
