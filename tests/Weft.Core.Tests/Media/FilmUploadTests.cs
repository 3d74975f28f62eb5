using System.Buffers.Binary;
using System.Diagnostics;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Media.Films;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Videos from the upload to the post.</summary>
public sealed class FilmUploadTests
{
    [Theory, EachDatabase]
    public async Task A_video_becomes_ready_and_is_posted(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        TakenUpload taken = Done(await stage.TryUploadAsync(ana, await FilmAsync()));

        Assert.Equal(taken.Id, (await stage.Get<WaitingMedia>().TakeFilmAsync(Token)).Id);
        Assert.True(await stage.ProcessAsync(taken.Id));

        MediaModel shown = Assert.Single(await stage.ShownAsync((await stage.PostAsync(ana, "Look", taken.Id)).Id, ana));
        Assert.Equal((MediaKind.Video, "video/mp4", "25/1", 160), (shown.Kind, shown.ContentType, shown.FrameRate, shown.Width));
        Assert.Equal(["medium.jpg", "original.mp4", "small.jpg"], stage.Files().Select(Path.GetFileName).Order());
        Assert.Empty(stage.Unfinished());
    }

    [Theory, EachDatabase]
    public async Task A_sound_becomes_ready_with_what_people_see_of_it(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        byte[] sound = await FilmMaker.BytesAsync("in.mp3", null, "sine=d=1", "-c:a libmp3lame", Token);
        TakenUpload taken = Done(await stage.TryUploadAsync(ana, sound));

        Assert.True(await stage.ProcessAsync(taken.Id));

        MediaModel shown = Assert.Single(await stage.ShownAsync((await stage.PostAsync(ana, "Listen", taken.Id)).Id, ana));
        Assert.Equal((MediaKind.Audio, "audio/mp4", Waveform.Moments), (shown.Kind, shown.ContentType, shown.Waveform!.Length));
        Assert.Equal(["original.m4a"], stage.Files().Select(Path.GetFileName));
    }

    [Theory, EachDatabase]
    public async Task Twenty_videos_of_one_hold_up_neither_a_photo_nor_anothers_video(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        (long ana, long bert) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bert"));
        List<long> films = [];
        for (int i = 0; i < 20; i++)
        {
            films.Add(Done(await stage.TryUploadAsync(ana, Bare())).Id);
        }

        long photo = await stage.UploadAsync(bert);
        long film = Done(await stage.TryUploadAsync(bert, Bare())).Id;

        WaitingMedia waiting = stage.Get<WaitingMedia>();
        Assert.Equal(photo, await waiting.TakeAsync(Token));
        Assert.Equal(
            (films[0], film, films[1]),
            ((await waiting.TakeFilmAsync(Token)).Id, (await waiting.TakeFilmAsync(Token)).Id, (await waiting.TakeFilmAsync(Token)).Id)
        );
    }

    [Theory, EachDatabase]
    public async Task A_video_that_waits_survives_a_restart_in_its_own_line(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long film = Done(await stage.TryUploadAsync(ana, Bare())).Id;
        WaitingMedia waiting = stage.Get<WaitingMedia>();
        await waiting.TakeFilmAsync(Token);

        // What another process knew is forgotten; the row is not.
        await stage.Worker().TakeUpAsync(Token);

        Assert.Equal(film, (await waiting.TakeFilmAsync(Token)).Id);
    }

    [Theory, EachDatabase]
    public async Task A_film_that_cannot_be_read_ends_as_an_error(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long id = Done(await stage.TryUploadAsync(ana, Bare())).Id;

        Assert.True(await stage.ProcessAsync(id));

        UploadView broken = (await stage.Get<MediaReader>().FindAsync(ana, id, Token))!;
        Assert.Equal((MediaState.Failed, "holds neither pictures nor sound"), (broken.State, broken.Failure));
        Assert.Empty(stage.Unfinished());
        Assert.Empty(stage.Files());
    }

    [Theory, EachDatabase]
    public async Task A_server_that_is_stopped_often_gives_no_film_up(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        long id = Done(
            await stage.TryUploadAsync(
                ana,
                await FilmAsync("testsrc2=s=1280x720:r=30:d=30", "-c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a aac")
            )
        ).Id;
        for (int i = 0; i < 4; i++)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
            using FileSystemWatcher works = new(stage.Scratch, "original.mp4") { IncludeSubdirectories = true };
            works.Created += (_, _) => stop.Cancel();
            works.EnableRaisingEvents = true;

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Get<ProcessMediaHandler>().RunAsync(id, stop.Token));
        }

        MediaAttachment row = (await stage.RowAsync(id))!;
        Assert.Equal((MediaState.Processing, 0), (row.State, row.Attempts));
        // What came is still there, and nothing else.
        Assert.Equal([stage.Get<MediaFolder>().Incoming(row.Key)], stage.Unfinished());
    }

    [Theory, EachDatabase]
    public async Task Without_ffmpeg_photos_work_and_a_video_says_what_to_install(DatabaseKind kind)
    {
        using FilmMaker empty = new();
        await using MediaStage stage = await OpenAsync(kind, MediaSettings.Usual with { Ffmpeg = empty.Folder });
        long ana = await stage.JoinAsync("ana");

        FieldFault fault = Assert.Single(Assert.IsType<Refusal.Invalid>((await stage.TryUploadAsync(ana, Bare())).Refusal).Faults);

        Assert.Equal(("file", "unavailable"), (fault.Field, fault.Code));
        Assert.Contains("apt-get install ffmpeg", fault.Reason, StringComparison.Ordinal);
        await stage.PostAsync(ana, "A photo", await stage.ReadyAsync(ana));

        // Of what moves, the first picture is seen.
        byte[] gif = await FilmMaker.BytesAsync("in.gif", "testsrc2=s=64x64:r=10:d=1", null, "", Token);
        long still = Done(await stage.TryUploadAsync(ana, gif)).Id;
        await stage.ProcessAsync(still);
        Assert.Equal(MediaKind.Image, (await stage.RowAsync(still))!.Kind);
    }

    [Fact]
    public async Task An_ffmpeg_that_cannot_write_what_is_needed_is_named()
    {
        using FilmMaker folder = new();
        foreach (string name in (string[])["ffmpeg", "ffprobe"])
        {
            await File.WriteAllTextAsync(folder.PathOf(name), "#!/bin/sh\necho ' A..... aac  AAC (Advanced Audio Coding)'\n", Token);
            (await Shell.RunAsync(new ProcessStartInfo("chmod", ["+x", folder.PathOf(name)]), Token)).EnsureSuccess();
        }

        Ffmpeg bare = new(MediaSettings.Usual with { Ffmpeg = folder.Folder });

        Assert.Equal("the ffmpeg on this server has been built without libx264", bare.Missing);
    }

    [Theory, EachDatabase]
    public async Task A_video_that_is_larger_than_the_operator_takes_is_refused(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind, MediaSettings.Usual with { VideoBytes = 1_000 });
        long ana = await stage.JoinAsync("ana");

        Assert.Equal(("file", "too_large"), Fault(await stage.TryUploadAsync(ana, Bare(1_001))));
        Done(await stage.TryUploadAsync(ana, Bare(900)));
    }

    private static Task<byte[]> FilmAsync(string video = "testsrc2=s=160x90:r=25:d=1", string options = FilmMaker.Usual) =>
        FilmMaker.BytesAsync("in.mp4", video, "sine=d=1", options, Token);

    /// <summary>What looks like a film and holds none.</summary>
    private static byte[] Bare(int length = 200)
    {
        byte[] rest = new byte[length - 24];
        BinaryPrimitives.WriteInt32BigEndian(rest, rest.Length);
        "moov"u8.CopyTo(rest.AsSpan(4));
        return [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0, .. "isomiso2"u8, .. rest];
    }
}
