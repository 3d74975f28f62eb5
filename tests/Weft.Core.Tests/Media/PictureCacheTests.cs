using Microsoft.EntityFrameworkCore;
using NetVips;
using Weft.Core.Media;
using Weft.Core.Media.Files;
using Weft.Core.Media.Remote;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>The cache of other servers' pictures: never more than its limit, and no file that no row knows.</summary>
public sealed class PictureCacheTests
{
    private const long Limit = 120_000;

    [Theory, EachDatabase]
    public async Task Filled_ten_times_over_it_stays_below_its_limit_and_what_left_comes_back(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind, cacheLimit: Limit);
        List<MediaModel> media = await PostAsync(stage, 100);
        long largest = 0;
        long seen = 0;
        foreach (MediaModel[] some in media.Chunk(3))
        {
            Task<byte[]>[] viewers = [.. some.Select(m => stage.SeeAsync(m.Original))];
            while (!Task.WhenAll(viewers).IsCompleted)
            {
                largest = Math.Max(largest, Size(stage));
                await Task.Yield();
            }

            seen += (await Task.WhenAll(viewers)).Sum(bytes => bytes.Length);
            largest = Math.Max(largest, Size(stage));
            Assert.Equal(Size(stage), await BytesAsync(stage));
        }

        Assert.InRange(seen, 10 * Limit, long.MaxValue);
        Assert.InRange(largest, Limit / 2, Limit);
        int asked = stage.Elsewhere.Asked.Count;
        await stage.SeeAsync(media[0].Original);
        Assert.Equal(asked + 1, stage.Elsewhere.Asked.Count);
    }

    [Theory, EachDatabase]
    public async Task What_nobody_looked_at_for_longest_makes_room(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind, cacheLimit: Limit);
        List<MediaModel> media = await PostAsync(stage, 10);
        int fit = 0;
        foreach (MediaModel one in media)
        {
            await stage.SeeAsync(one.Original);
            stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
            fit++;
            if (await BytesAsync(stage) + 2 * Size(stage) / fit > Limit)
            {
                break;
            }
        }

        // Within the hour it is not written down that somebody looks again; after it is.
        stage.Store.Clock.Advance(TimeSpan.FromHours(1));
        await stage.SeeAsync(media[0].Original);
        int asked = stage.Elsewhere.Asked.Count;
        foreach (MediaModel one in media.Skip(fit).Take(2))
        {
            await stage.SeeAsync(one.Original);
        }

        await stage.SeeAsync(media[0].Original);
        Assert.Equal(asked + 2, stage.Elsewhere.Asked.Count);
        await stage.SeeAsync(media[1].Original);
        Assert.Equal(asked + 3, stage.Elsewhere.Asked.Count);
    }

    [Theory, EachDatabase]
    public async Task What_is_larger_than_the_cache_is_not_shown(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind, cacheLimit: 1_000);
        MediaModel media = (await PostAsync(stage, 1)).Single();

        Assert.IsType<RemotePicture.Refused>(await stage.LookAsync(media.Original));
        Assert.Empty(stage.Cached());
    }

    [Theory, EachDatabase]
    public async Task What_a_process_that_died_left_is_found_and_removed(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        List<MediaModel> media = await PostAsync(stage, 4);
        foreach (MediaModel one in media)
        {
            await stage.SeeAsync(one.Original);
        }

        CachedPicture[] rows = await RowsAsync(stage);
        // It died while it moved one in, while it removed another, and with files that no row knows; a third one's files are lost.
        await SetAsync(stage, rows[0], PictureState.Coming);
        await SetAsync(stage, rows[1], PictureState.Going);
        string unknown = FolderOf(stage, MediaPaths.NewKey());
        Directory.CreateDirectory(unknown);
        await File.WriteAllBytesAsync(Path.Combine(unknown, "original.jpg"), new byte[10], Token);
        Directory.Delete(FolderOf(stage, rows[2].Key), recursive: true);

        await stage.Sweeper().RunOnceAsync(Token);

        CachedPicture left = Assert.Single(await RowsAsync(stage));
        Assert.Equal(rows[3].Key, left.Key);
        Assert.All(stage.Cached(), file => Assert.Contains(left.Key, file, StringComparison.Ordinal));
        foreach (MediaModel one in media)
        {
            await stage.SeeAsync(one.Original);
        }
    }

    [Theory, EachDatabase]
    public async Task What_was_coming_when_a_process_died_is_fetched_anew_before_any_sweep(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind, cacheLimit: Limit);
        MediaModel media = (await PostAsync(stage, 1)).Single();
        await stage.SeeAsync(media.Original);
        CachedPicture row = Assert.Single(await RowsAsync(stage));
        await SetAsync(stage, row, PictureState.Coming);

        await stage.SeeAsync(media.Original);

        Assert.False(Directory.Exists(FolderOf(stage, row.Key)));
        Assert.Equal(Size(stage), await BytesAsync(stage));
    }

    [Theory, EachDatabase]
    public async Task Its_secret_is_made_once(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        PictureSeal first = stage.Get<PictureSeal>();
        await stage.Get<LoadPictureSealHandler>().RunAsync(Token);
        string path = first.PathOf(PictureKind.Avatar, 1, "https://m.example/1");

        PictureSeal second = new();
        Assert.NotEqual(path, second.PathOf(PictureKind.Avatar, 1, "https://m.example/1"));
        await new LoadPictureSealHandler(stage.Store.Writer, second).RunAsync(Token);

        Assert.Equal(path, second.PathOf(PictureKind.Avatar, 1, "https://m.example/1"));
    }

    private static async Task<List<MediaModel>> PostAsync(MediaStage stage, int photos)
    {
        (long ann, long bob) = (await stage.MeetAsync("ann"), await stage.JoinAsync("bob"));
        List<MediaModel> media = [];
        for (int i = 0; i < photos; i++)
        {
            using Image noise = Image.Gaussnoise(150, 150, sigma: 60, mean: 128, seed: i).Cast(Enums.BandFormat.Uchar);
            string address = stage.Elsewhere.Put($"https://cdn.m.example/{i}", noise.JpegsaveBuffer());
            long post = await stage.ReceiveAsync(ann, $"https://m.example/{i}", new ReceivedMedia(MediaKind.Image, address));
            media.AddRange(await stage.ShownAsync(post, bob));
        }

        return media;
    }

    private static long Size(MediaStage stage)
    {
        long size = 0;
        foreach (string file in stage.Cached())
        {
            try
            {
                size += new FileInfo(file).Length;
            }
            catch (FileNotFoundException)
            {
                // It left meanwhile.
            }
        }

        return size;
    }

    private static async Task<long> BytesAsync(MediaStage stage)
    {
        await using WeftDb db = stage.Store.Read();
        return await db.CachedPictures.SumAsync(p => p.Bytes, Token);
    }

    private static async Task<CachedPicture[]> RowsAsync(MediaStage stage)
    {
        await using WeftDb db = stage.Store.Read();
        return await db.CachedPictures.OrderBy(p => p.SubjectId).ToArrayAsync(Token);
    }

    private static Task<int> SetAsync(MediaStage stage, CachedPicture picture, PictureState state) =>
        stage.Store.WriteAsync<int>(async work =>
            await work
                .Db.CachedPictures.Where(p => p.Key == picture.Key)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.State, state), Token)
        );

    private static string FolderOf(MediaStage stage, string key) => Path.Combine(stage.Get<MediaFolder>().Cache, key[..2], key);
}
