using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Posts.Remote;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Moving pictures of other servers: whether one moves is known when it has been fetched.</summary>
public sealed class RemoteMovingTests
{
    private const string Address = "https://cdn.m.example/1.gif";

    [Theory, EachDatabase]
    public async Task A_gif_is_a_silent_film_with_its_first_picture_in_front(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, await MovingAsync("in.gif", ""));
        (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Gifv);
        Assert.Equal((MediaKind.Gifv, Address), (media.Kind, media.RemotePreviewUrl));
        await stage.Worker().StartAsync(Token);

        using Image still = Image.NewFromBuffer(await stage.SeeAsync(media.Small!));
        byte[] film = await stage.SeeAsync(media.Film!);

        Assert.Equal((101, 51), (still.Width, still.Height));
        Assert.Equal("ftyp"u8, film.AsSpan(4, 4));
        MediaModel known = Assert.Single(await stage.ShownAsync(post, post));
        Assert.Equal((MediaKind.Gifv, 101, 51), (known.Kind, known.Width, known.Height));
        Assert.Equal((media.Film, media.Small), (known.Film, known.Small));
        Assert.InRange(known.DurationMs, 890, 1_050);
        Assert.Equal(2, stage.Elsewhere.Asked.Count);
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task A_picture_that_turns_out_to_move_moves_from_then_on(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        await stage.Worker().StartAsync(Token);
        foreach ((string name, string options) in new[] { ("in.webp", "-c:v libwebp_anim -loop 0"), ("in.apng", "-c:v apng -f apng") })
        {
            stage.Elsewhere.Put(Address + name, await MovingAsync(name, options));
            (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Image, Address + name);
            Assert.Equal((MediaKind.Image, null), (media.Kind, media.Film));

            await stage.SeeAsync(media.Original);

            MediaModel known = Assert.Single(await stage.ShownAsync(post, post));
            Assert.Equal(MediaKind.Gifv, known.Kind);
            Assert.NotEmpty(await stage.SeeAsync(known.Film!));
            // Whoever was told of a picture sees it still.
            Assert.NotEmpty(await stage.SeeAsync(media.Original));
        }

        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task A_gif_that_stands_still_is_seen_as_a_picture_and_by_players(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        await stage.Worker().StartAsync(Token);
        byte[][] files = [TestPhotos.Quarters(65, 33).GifsaveBuffer(), Photo(), TestPhotos.Quarters(64, 32).PngsaveBuffer()];
        for (int i = 0; i < files.Length; i++)
        {
            string address = stage.Elsewhere.Put($"https://cdn.m.example/{i}.gif", files[i]);
            (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Gifv, address);

            // Who has been told that it moves gets what a player plays.
            byte[] film = await stage.SeeAsync(media.Film!);

            Assert.Equal("ftyp"u8, film.AsSpan(4, 4));
            MediaModel known = Assert.Single(await stage.ShownAsync(post, post));
            Assert.Equal((MediaKind.Image, null, 0, null), (known.Kind, known.Film, known.DurationMs, known.RemotePreviewUrl));
            using Image still = Image.NewFromBuffer(await stage.SeeAsync(known.Original));
            Assert.Equal(still.Width, Assert.Single(await stage.ShownAsync(post, post)).Width);
            // Also now that it is known to be none.
            Assert.Equal(film, await stage.SeeAsync(media.Film!));
        }

        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task The_first_picture_alone_tells_that_it_stands_still(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, TestPhotos.Quarters(64, 32).GifsaveBuffer());
        (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Gifv);

        await stage.SeeAsync(media.Small!);

        MediaModel known = Assert.Single(await stage.ShownAsync(post, post));
        Assert.Equal((MediaKind.Image, 64, 32), (known.Kind, known.Width, known.Height));
    }

    [Theory, EachDatabase]
    public async Task What_is_said_to_be_a_gif_and_is_a_film_is_a_film(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        await stage.Worker().StartAsync(Token);
        stage.Elsewhere.Put(
            Address,
            await FilmMaker.BytesAsync("in.mp4", "testsrc2=s=160x90:r=25:d=1", "sine=d=1", FilmMaker.Usual, Token)
        );
        (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Gifv);

        await stage.SeeAsync(media.Film!);

        MediaModel known = Assert.Single(await stage.ShownAsync(post, post));
        Assert.Equal((MediaKind.Video, 160, 90), (known.Kind, known.Width, known.Height));
        Assert.NotEmpty(await stage.SeeAsync(known.Small!));
        await stage.Worker().StopAsync(Token);
    }

    [Theory, EachDatabase]
    public async Task Without_ffmpeg_the_first_picture_is_shown(DatabaseKind kind)
    {
        using FilmMaker empty = new();
        await using MediaStage stage = await OpenAsync(kind, MediaSettings.Usual with { Ffmpeg = empty.Folder });
        stage.Elsewhere.Put(Address, await MovingAsync("in.gif", ""));
        (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Gifv);
        Assert.Equal((MediaKind.Image, null, null), (media.Kind, media.Film, media.RemotePreviewUrl));

        using Image still = Image.NewFromBuffer(await stage.SeeAsync(media.Original));

        Assert.Equal(101, still.Width);
        Assert.Equal(MediaKind.Image, Assert.Single(await stage.ShownAsync(post, post)).Kind);
    }

    [Theory, EachDatabase]
    public async Task It_stays_the_same_medium_through_an_edit(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, await MovingAsync("in.gif", ""));
        (long post, MediaModel media) = await ShownAsync(stage, MediaKind.Image);
        await stage.SeeAsync(media.Small!);
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        long ann = await stage.MeetAsync("ann");

        Done(
            await new ReceiveEditHandler(stage.Store.Writer).RunAsync(
                new ReceiveEdit(
                    new ReceivePost(ann, "https://m.example/1")
                    {
                        EditedAt = stage.Store.Clock.GetUtcNow(),
                        Media = [new ReceivedMedia(MediaKind.Image, Address) { Description = "New words" }],
                    }
                ),
                Token
            )
        );

        MediaModel edited = Assert.Single(await stage.ShownAsync(post, ann));
        Assert.Equal((media.Id, MediaKind.Gifv, "New words"), (edited.Id, edited.Kind, edited.Description));
        await stage.SeeAsync(edited.Small!);
        Assert.Single(stage.Elsewhere.Asked);
    }

    /// <summary>Of odd sides, which films have not.</summary>
    private static Task<byte[]> MovingAsync(string name, string options) =>
        FilmMaker.BytesAsync(name, "testsrc=s=101x51:r=10:d=1", null, options, Token);

    private static async Task<(long Post, MediaModel Media)> ShownAsync(MediaStage stage, MediaKind kind, string address = Address)
    {
        long ann = await stage.MeetAsync("ann");
        long post = await stage.ReceiveAsync(ann, $"https://m.example/{1 + stage.Elsewhere.Asked.Count}", new ReceivedMedia(kind, address));
        return (post, Assert.Single(await stage.ShownAsync(post, ann)));
    }
}
