using Microsoft.EntityFrameworkCore;
using NetVips;
using Weft.Core.Accounts;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Moderation;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Safety;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Pictures of other servers: what is known of them, and what is shown when somebody looks.</summary>
public sealed class RemotePictureTests
{
    private const string Address = "https://cdn.m.example/1.jpg";

    [Theory, EachDatabase]
    public async Task A_photo_is_shown_without_what_it_gave_away(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, TestPhotos.WithNotes(TestPhotos.Quarters(1_600, 800), orientation: 1));
        MediaModel media = await ShownAsync(
            stage,
            new ReceivedMedia(MediaKind.Image, Address)
            {
                Description = "Quarters",
                Focus = (0.5, -7),
                Size = (1_600, 800),
            }
        );

        Assert.Equal((Address, "Quarters", 0.5, -1), (media.RemoteUrl, media.Description, media.FocusX, media.FocusY));
        foreach ((string path, int width) in new[] { (media.Small!, 640), (media.Medium!, 1_280), (media.Original, 1_600) })
        {
            byte[] seen = await stage.SeeAsync(path);
            using Image image = Image.NewFromBuffer(seen);
            Assert.Equal((width, width / 2), (image.Width, image.Height));
            Assert.DoesNotContain(image.GetFields(), field => field.StartsWith("exif", StringComparison.Ordinal));
            Assert.DoesNotContain(TestPhotos.Secret, System.Text.Encoding.Latin1.GetString(seen), StringComparison.Ordinal);
        }

        Assert.Single(stage.Elsewhere.Asked);
        Assert.Empty(stage.Unfinished().Except(stage.Cached()));
    }

    [Theory, EachDatabase]
    public async Task Whoever_looks_while_it_is_fetched_waits_for_the_same_fetch(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, Photo());
        stage.Elsewhere.Door = new TaskCompletionSource();
        MediaModel media = await ShownAsync(stage, new ReceivedMedia(MediaKind.Image, Address));

        Task<byte[]>[] viewers = [.. Enumerable.Range(0, 5).Select(_ => stage.SeeAsync(media.Original))];
        stage.Elsewhere.Door.SetResult();
        byte[][] seen = await Task.WhenAll(viewers);

        Assert.All(seen, one => Assert.Equal(seen[0], one));
        Assert.Single(stage.Elsewhere.Asked);
    }

    [Theory, EachDatabase]
    public async Task From_one_server_two_are_fetched_at_once(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        string[] addresses = [.. Enumerable.Range(0, 6).Select(i => stage.Elsewhere.Put($"https://cdn.m.example/{i}", Photo()))];
        long ann = await stage.MeetAsync("ann");
        long post = await stage.ReceiveAsync(ann, "https://m.example/1", [.. addresses.Select(a => new ReceivedMedia(MediaKind.Image, a))]);
        IReadOnlyList<MediaModel> media = await stage.ShownAsync(post, await stage.JoinAsync("bob"));

        await Task.WhenAll(media.Select(m => stage.SeeAsync(m.Original)));

        Assert.InRange(stage.Elsewhere.MostAtOnce, 1, 2);
    }

    [Theory, EachDatabase]
    public async Task A_size_that_nobody_said_is_a_frame_until_it_is_measured(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, Photo());
        long bob = await stage.JoinAsync("bob");
        long post = await stage.ReceiveAsync(
            await stage.MeetAsync("ann"),
            "https://m.example/1",
            new ReceivedMedia(MediaKind.Image, Address) { Blurhash = "UBL_:rOpGG-o" }
        );
        MediaModel before = (await stage.ShownAsync(post, bob)).Single();
        Assert.Equal((false, 1_280, 720, null), (before.HasSize, before.Width, before.Height, before.Blurhash));

        await stage.SeeAsync(before.Original);

        MediaModel after = (await stage.ShownAsync(post, bob)).Single();
        Assert.Equal((true, 64, 32, 28), (after.HasSize, after.Width, after.Height, after.Blurhash!.Length));
        Assert.Equal(before.Original, after.Original);
    }

    [Theory, EachDatabase]
    public async Task What_is_said_wrongly_of_its_size_is_put_right(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, Photo());
        long bob = await stage.JoinAsync("bob");
        long post = await stage.ReceiveAsync(
            await stage.MeetAsync("ann"),
            "https://m.example/1",
            new ReceivedMedia(MediaKind.Image, Address) { Size = (4_000, 10) }
        );

        // The size in between was not made of so small a photo.
        await stage.SeeAsync((await stage.ShownAsync(post, bob)).Single().Medium!);

        MediaModel after = (await stage.ShownAsync(post, bob)).Single();
        Assert.Equal((64, 32, null), (after.Width, after.Height, after.Medium));
    }

    [Theory, EachDatabase]
    public async Task Nothing_is_fetched_for_who_has_no_seal_over_it(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, Photo());
        MediaModel media = await ShownAsync(stage, new ReceivedMedia(MediaKind.Image, Address));
        string[] parts = media.Original.Split('/');
        string With(int place, string part) => string.Join('/', parts.Select((p, i) => i == place ? part : p));
        (string id, string seal) = (parts[2], parts[3]);

        foreach (
            string other in new[]
            {
                With(3, (seal[0] == 'x' ? 'y' : 'x') + seal[1..]),
                With(3, seal[..^1]),
                With(3, ""),
                With(1, "poster"),
                With(1, "avatar"),
                With(2, id[..^1] + (id[^1] == '1' ? '2' : '1')),
                With(4, "huge"),
            }
        )
        {
            Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(other));
        }

        Assert.Empty(stage.Elsewhere.Asked);
    }

    [Theory, EachDatabase]
    public async Task What_cannot_be_had_is_not_asked_for_again_at_once(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Lose(Address, FetchEnd.Failed);
        MediaModel media = await ShownAsync(stage, new ReceivedMedia(MediaKind.Image, Address));

        Assert.IsType<RemotePicture.Failed>(await stage.LookAsync(media.Original));
        Assert.IsType<RemotePicture.Failed>(await stage.LookAsync(media.Small!));
        Assert.Single(stage.Elsewhere.Asked);

        stage.Elsewhere.Put(Address, Photo());
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(3));
        await stage.SeeAsync(media.Original);
        Assert.Equal(2, stage.Elsewhere.Asked.Count);
    }

    [Theory, EachDatabase]
    public async Task A_server_that_does_not_answer_is_left_alone_for_a_while(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        const string Second = "https://cdn.m.example/2.jpg";
        stage.Elsewhere.Lose(Address, FetchEnd.Silent);
        stage.Elsewhere.Put(Second, Photo());
        long post = await stage.ReceiveAsync(
            await stage.MeetAsync("ann"),
            "https://m.example/1",
            new ReceivedMedia(MediaKind.Image, Address),
            new ReceivedMedia(MediaKind.Image, Second)
        );
        IReadOnlyList<MediaModel> media = await stage.ShownAsync(post, await stage.JoinAsync("bob"));

        Assert.IsType<RemotePicture.Failed>(await stage.LookAsync(media[0].Original));
        Assert.IsType<RemotePicture.Failed>(await stage.LookAsync(media[1].Original));
        Assert.Equal([Address], stage.Elsewhere.Asked);

        stage.Store.Clock.Advance(TimeSpan.FromSeconds(31));
        await stage.SeeAsync(media[1].Original);
    }

    [Theory, EachDatabase]
    public async Task What_is_no_picture_is_not_shown_whatever_it_says(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        byte[][] others =
        [
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray(),
            "<!doctype html><script>alert(1)</script>"u8.ToArray(),
            Photo()[..200],
            [],
        ];
        foreach ((byte[] other, int i) in others.Select((o, i) => (o, i)))
        {
            string address = stage.Elsewhere.Put($"https://cdn.m.example/{i}.jpg", other);
            MediaModel media = await ShownAsync(stage, new ReceivedMedia(MediaKind.Image, address));
            Assert.IsType<RemotePicture.Refused>(await stage.LookAsync(media.Original));
        }

        Assert.Empty(stage.Cached());
    }

    [Theory, EachDatabase]
    public async Task What_is_of_a_server_that_is_not_wanted_is_not_shown(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        stage.Elsewhere.Put(Address, Photo());
        MediaModel media = await ShownAsync(stage, new ReceivedMedia(MediaKind.Image, Address));
        await stage.SeeAsync(media.Original);

        foreach (
            JudgeHost judge in new[]
            {
                new JudgeHost("m.example", HostPolicy.Suspended),
                new JudgeHost("m.example", HostPolicy.Normal, RejectMedia: true),
                new JudgeHost("cdn.m.example", HostPolicy.Suspended),
            }
        )
        {
            Done(await stage.Get<JudgeHostHandler>().RunAsync(judge, Token));
            Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(media.Original));
            Done(await stage.Get<JudgeHostHandler>().RunAsync(new JudgeHost(judge.Domain, HostPolicy.Normal), Token));
        }

        await stage.SeeAsync(media.Original);
    }

    [Theory, EachDatabase]
    public async Task An_edit_changes_what_is_shown_and_what_it_took_away_stays_for_the_history(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        const string Second = "https://cdn.m.example/2.jpg";
        stage.Elsewhere.Put(Address, Photo());
        stage.Elsewhere.Put(Second, Photo());
        (long ann, long bob) = (await stage.MeetAsync("ann"), await stage.JoinAsync("bob"));
        long post = await stage.ReceiveAsync(
            ann,
            "https://m.example/1",
            new ReceivedMedia(MediaKind.Image, Address),
            new ReceivedMedia(MediaKind.Image, Second)
        );
        IReadOnlyList<MediaModel> before = await stage.ShownAsync(post, bob);
        await stage.SeeAsync(before[0].Original);
        await stage.SeeAsync(before[1].Original);
        int kept = stage.Cached().Length;
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));

        Done(
            await new ReceiveEditHandler(stage.Store.Writer).RunAsync(
                new ReceiveEdit(
                    new ReceivePost(ann, "https://m.example/1")
                    {
                        EditedAt = stage.Store.Clock.GetUtcNow(),
                        Media = [new ReceivedMedia(MediaKind.Image, Second) { Description = "Two" }],
                    }
                ),
                Token
            )
        );
        await stage.Sweeper().RunOnceAsync(Token);

        MediaModel after = Assert.Single(await stage.ShownAsync(post, bob));
        Assert.Equal((before[1].Id, "Two", before[1].Original), (after.Id, after.Description, after.Original));
        await stage.SeeAsync(before[0].Original);
        await stage.SeeAsync(after.Original);
        Assert.Equal(kept, stage.Cached().Length);
        Assert.Equal(2, stage.Elsewhere.Asked.Count);
    }

    [Theory, EachDatabase]
    public async Task What_a_post_or_an_account_showed_goes_with_it(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        string face = stage.Elsewhere.Put("https://m.example/face", Photo());
        (long ann, long bob) = (await stage.MeetAsync("ann", face), await stage.JoinAsync("bob"));
        List<MediaModel> media = [];
        List<long> posts = [];
        for (int i = 0; i < 2; i++)
        {
            string address = stage.Elsewhere.Put($"https://cdn.m.example/{i}", Photo());
            posts.Add(await stage.ReceiveAsync(ann, $"https://m.example/{i}", new ReceivedMedia(MediaKind.Image, address)));
            media.AddRange(await stage.ShownAsync(posts[i], bob));
            await stage.SeeAsync(media[i].Original);
        }

        string avatar = (await stage.Get<AccountReader>().FindAsync(ann, Token))!.AvatarPath!;
        await stage.SeeAsync(avatar);

        Done(await new DeletePostHandler(stage.Store.Writer).RunAsync(new DeletePost(ann, posts[0]), Token));
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(media[0].Original));
        await stage.SeeAsync(media[1].Original);

        Done(await stage.Get<DeleteAccountHandler>().RunAsync(new DeleteAccount(ann), Token));
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(media[1].Original));
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(avatar));
        await stage.Sweeper().RunOnceAsync(Token);

        Assert.Empty(stage.Cached());
        await using WeftDb db = stage.Store.Read();
        Assert.Equal((0, 0), (await db.CachedPictures.CountAsync(Token), await db.RemoteMedia.CountAsync(Token)));
    }

    [Theory, EachDatabase]
    public async Task The_picture_that_stands_for_a_film_is_shown_without_the_film(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        string poster = stage.Elsewhere.Put("https://m.example/poster", Photo());
        MediaModel film = await ShownAsync(
            stage,
            new ReceivedMedia(MediaKind.Video, "https://m.example/film.mp4") { PreviewUrl = poster, Duration = TimeSpan.FromSeconds(65) }
        );

        await stage.SeeAsync(film.Small!);
        Assert.Equal((65_000, poster), (film.DurationMs, film.RemotePreviewUrl));
        Assert.IsType<RemotePicture.Unknown>(
            await stage.LookAsync(stage.Get<PictureSeal>().PathOf(PictureKind.Photo, film.Id, film.RemoteUrl!) + "/original")
        );
        Assert.Equal([poster], stage.Elsewhere.Asked);
    }

    private static async Task<MediaModel> ShownAsync(MediaStage stage, ReceivedMedia media)
    {
        int number = stage.Elsewhere.Asked.Count;
        long ann = await stage.MeetAsync("ann");
        long post = await stage.ReceiveAsync(ann, $"https://m.example/{number}/{media.Url[^5..]}", media);
        return Assert.Single(await stage.ShownAsync(post, ann));
    }
}
