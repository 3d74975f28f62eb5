using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Media.Remote;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Videos and sounds of other servers, which are fetched when somebody plays them.</summary>
public sealed class RemoteFilmTests
{
    private const string Address = "https://cdn.m.example/1.mp4";

    [Theory, EachDatabase]
    public async Task A_film_is_made_anew_and_known_from_then_on(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, await FilmAsync(options: FilmMaker.Usual + " -metadata title=" + TestPhotos.Secret));
        (long post, MediaModel media) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));
        Assert.Equal((false, 0), (media.HasSize, media.DurationMs));
        Assert.Empty(stage.Elsewhere.Asked);
        await stage.Worker().StartAsync(Token);

        byte[] film = await stage.SeeAsync(media.Film!);
        byte[] poster = await stage.SeeAsync(media.Small!);
        await stage.SeeAsync(media.Medium!);

        Assert.Equal("ftyp"u8, film.AsSpan(4, 4));
        Assert.DoesNotContain(TestPhotos.Secret, System.Text.Encoding.Latin1.GetString(film), StringComparison.Ordinal);
        using Image still = Image.NewFromBuffer(poster);
        Assert.Equal((160, 90), (still.Width, still.Height));
        Assert.Equal([Address], stage.Elsewhere.Asked);
        MediaModel known = Assert.Single(await stage.ShownAsync(post, post));
        Assert.Equal((MediaKind.Video, true, 160, 90, media.Film), (known.Kind, known.HasSize, known.Width, known.Height, known.Film));
        Assert.InRange(known.DurationMs, 900, 1_200);
        Assert.Equal(28, known.Blurhash!.Length);
        Assert.Empty(stage.Unfinished().Except(stage.Cached()));
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task What_is_said_to_be_a_film_is_what_it_turns_out_to_be(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, await FilmAsync(sound: null));
        string song = stage.Elsewhere.Put(
            "https://cdn.m.example/2.mp3",
            await FilmMaker.BytesAsync("in.mp3", null, "sine=d=1", "-c:a libmp3lame", Token)
        );
        await stage.Worker().StartAsync(Token);
        (long silent, MediaModel film) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));
        (long heard, MediaModel sound) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, song));

        await stage.SeeAsync(film.Film!);
        await stage.SeeAsync(sound.Film!);

        Assert.Equal(MediaKind.Gifv, Assert.Single(await stage.ShownAsync(silent, silent)).Kind);
        MediaModel audio = Assert.Single(await stage.ShownAsync(heard, heard));
        Assert.Equal((MediaKind.Audio, null, 100), (audio.Kind, audio.Small, audio.Waveform?.Length));
        // Nobody is sent on a fetch for a picture that a sound has not.
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(sound.Small!));
        Assert.Equal(2, stage.Elsewhere.Asked.Count);
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task It_waits_behind_what_people_here_have_uploaded(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        byte[] bytes = await FilmAsync();
        stage.Elsewhere.Put(Address, bytes);
        (_, MediaModel media) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));
        long ana = await stage.JoinAsync("ana");
        WaitingMedia waiting = stage.Get<WaitingMedia>();

        Task<RemotePicture> viewer = stage.LookAsync(media.Film!);
        FilmTurn others = await waiting.TakeFilmAsync(Token);
        Assert.NotNull(others.Other);
        // Once more, now that there are own ones: it has been taken, so another one waits.
        stage.Elsewhere.Put("https://cdn.m.example/2.mp4", bytes);
        (_, MediaModel second) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, "https://cdn.m.example/2.mp4"));
        Task<RemotePicture> patient = stage.LookAsync(second.Film!);
        long[] own = [Done(await stage.TryUploadAsync(ana, bytes)).Id, Done(await stage.TryUploadAsync(ana, bytes)).Id];
        Assert.Equal(own[0], (await waiting.TakeFilmAsync(Token)).Id);
        Assert.Equal(own[1], (await waiting.TakeFilmAsync(Token)).Id);

        await others.Other(Token);
        await Assert.IsType<RemotePicture.Shown>(await viewer).Content.DisposeAsync();
        await (await waiting.TakeFilmAsync(Token)).Other!(Token);
        await Assert.IsType<RemotePicture.Shown>(await patient).Content.DisposeAsync();
    }

    [Theory, EachDatabase]
    public async Task Who_does_not_want_to_wait_is_told_to_ask_again(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, await FilmAsync());
        (_, MediaModel media) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));

        Task<RemotePicture> viewer = stage.LookAsync(media.Film!);
        FilmTurn turn = await stage.Get<WaitingMedia>().TakeFilmAsync(Token);
        await Eventually.GetAsync(
            () =>
            {
                stage.Store.Clock.Advance(TimeSpan.FromSeconds(11));
                return Task.FromResult(viewer.Status);
            },
            _ => viewer.IsCompleted
        );

        Assert.IsType<RemotePicture.Coming>(await viewer);
        Task<byte[]> again = stage.SeeAsync(media.Film!);
        await turn.Other!(Token);
        Assert.NotEmpty(await again);
        Assert.Single(stage.Elsewhere.Asked);
    }

    [Theory, EachDatabase]
    public async Task So_many_are_on_their_way_and_no_more(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Door = new TaskCompletionSource();
        List<Task<RemotePicture>> viewers = [];
        for (int i = 0; i < 8; i++)
        {
            string address = $"https://cdn{i}.m.example/{i}.mp4";
            viewers.Add(stage.LookAsync((await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, address))).Media.Film!));
        }

        await Eventually.GetAsync(() => Task.FromResult(stage.Elsewhere.Asked.Count), asked => asked == 8);

        (_, MediaModel ninth) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));
        Assert.IsType<RemotePicture.Coming>(await stage.LookAsync(ninth.Film!));
        Assert.DoesNotContain(Address, stage.Elsewhere.Asked);
        stage.Elsewhere.Door.SetResult();
        Assert.All(await Task.WhenAll(viewers), end => Assert.IsType<RemotePicture.Refused>(end));
    }

    [Theory, EachDatabase]
    public async Task The_cache_stays_below_its_limit_and_a_film_that_left_comes_back(DatabaseKind kind)
    {
        byte[] bytes = await FilmAsync();
        // Two of them fit, with their pictures.
        long limit = 2 * bytes.Length + 30_000;
        await using MediaStage stage = await OpenAsync(kind, cacheLimit: limit);
        await stage.Worker().StartAsync(Token);
        List<MediaModel> films = [];
        for (int i = 0; i < 8; i++)
        {
            string address = stage.Elsewhere.Put($"https://cdn.m.example/{i}.mp4", bytes);
            films.Add((await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, address))).Media);
            await stage.SeeAsync(films[i].Film!);
            Assert.InRange(stage.Cached().Sum(f => new FileInfo(f).Length), 1, limit);
            stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        int asked = stage.Elsewhere.Asked.Count;
        Assert.NotEmpty(await stage.SeeAsync(films[0].Film!));
        Assert.Equal(asked + 1, stage.Elsewhere.Asked.Count);
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task What_cannot_be_shown_is_refused_and_leaves_nothing(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        await stage.Worker().StartAsync(Token);
        byte[] film = await FilmAsync();
        byte[][] others =
        [
            "<!doctype html><script>alert(1)</script>"u8.ToArray(),
            "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"u8.ToArray(),
            Photo(),
            film[..(film.Length / 2)],
            await FilmMaker.BytesAsync("in.mp4", "color=s=16x16:r=1:d=310", null, "-c:v libx264 -preset ultrafast -pix_fmt yuv420p", Token),
        ];
        for (int i = 0; i < others.Length; i++)
        {
            string address = stage.Elsewhere.Put($"https://cdn.m.example/{i}.mp4", others[i]);
            (_, MediaModel media) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, address));
            Assert.IsType<RemotePicture.Refused>(await stage.LookAsync(media.Film!));
            Assert.IsType<RemotePicture.Refused>(await stage.LookAsync(media.Film!));
        }

        Assert.Equal(others.Length, stage.Elsewhere.Asked.Count);
        Assert.Empty(stage.Unfinished());
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task A_film_goes_with_its_post_and_stays_through_an_edit(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        await stage.Worker().StartAsync(Token);
        stage.Elsewhere.Put(Address, await FilmAsync(sound: null));
        (long post, MediaModel media) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));
        await stage.SeeAsync(media.Film!);
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        long ann = await stage.MeetAsync("ann");

        Done(
            await new ReceiveEditHandler(stage.Store.Writer).RunAsync(
                new ReceiveEdit(
                    new ReceivePost(ann, "https://m.example/0/1.mp4")
                    {
                        EditedAt = stage.Store.Clock.GetUtcNow(),
                        Media = [new ReceivedMedia(MediaKind.Video, Address) { Description = "New words" }],
                    }
                ),
                Token
            )
        );
        MediaModel edited = Assert.Single(await stage.ShownAsync(post, ann));
        Assert.Equal((media.Film, "New words", MediaKind.Gifv), (edited.Film, edited.Description, edited.Kind));
        await stage.SeeAsync(edited.Film!);
        Assert.Single(stage.Elsewhere.Asked);

        Done(await new DeletePostHandler(stage.Store.Writer).RunAsync(new DeletePost(ann, post), Token));
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(media.Film!));
        await stage.Sweeper().RunOnceAsync(Token);
        Assert.Empty(stage.Cached());
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task Without_ffmpeg_and_beyond_five_minutes_it_stays_where_it_is(DatabaseKind kind)
    {
        using FilmMaker empty = new();
        await using MediaStage stage = await OpenAsync(kind, MediaSettings.Usual with { Ffmpeg = empty.Folder });
        stage.Elsewhere.Put(Address, await FilmAsync());
        (_, MediaModel media) = await ShownAsync(stage, new ReceivedMedia(MediaKind.Video, Address));

        Assert.Equal((null, null), (media.Film, media.Small));
        string path = stage.Get<PictureSeal>().PathOf(PictureKind.Film, media.Id, Address) + "/original";
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(path));

        await using MediaStage able = await OpenAsync(kind);
        ReceivedMedia said = new(MediaKind.Video, Address) { Duration = TimeSpan.FromMinutes(6) };
        Assert.Null((await ShownAsync(able, said)).Media.Film);
        Assert.Empty(stage.Elsewhere.Asked);
    }

    private static Task<byte[]> FilmAsync(string? sound = "sine=d=1", string options = FilmMaker.Usual) =>
        FilmMaker.BytesAsync("in.mp4", "testsrc2=s=160x90:r=25:d=1", sound, options, Token);

    private static async Task<(long Post, MediaModel Media)> ShownAsync(MediaStage stage, ReceivedMedia media)
    {
        long ann = await stage.MeetAsync("ann");
        long post = await stage.ReceiveAsync(ann, $"https://m.example/{stage.Elsewhere.Asked.Count}/{media.Url[^5..]}", media);
        return (post, Assert.Single(await stage.ShownAsync(post, ann)));
    }
}
