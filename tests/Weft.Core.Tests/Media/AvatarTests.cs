using NetVips;
using Weft.Core.Accounts;
using Weft.Core.Media.Remote;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>Portraits of people on other servers.</summary>
public sealed class AvatarTests
{
    [Theory, EachDatabase]
    public async Task A_portrait_is_cut_and_a_moving_one_stands_still(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        using Image tall = Image.Arrayjoin([TestPhotos.Quarters(64, 32), TestPhotos.Quarters(64, 32)], across: 1);
        using Image moving = tall.Mutate(image => image.Set(GValue.GIntType, "page-height", 32));
        stage.Elsewhere.Put("https://m.example/face.webp", moving.WebpsaveBuffer());
        long ann = await stage.MeetAsync("ann", "https://m.example/face.webp");

        AccountModel account = (await stage.Get<AccountReader>().FindAsync(ann, Token))!;
        using Image seen = Image.NewFromBuffer(await stage.SeeAsync(account.AvatarPath!));

        Assert.Equal((32, 32), (seen.Width, seen.Height));
        Assert.False(seen.Contains("n-pages"));
        Assert.Null(account.HeaderPath);
    }

    [Theory, EachDatabase]
    public async Task Another_portrait_has_another_path_and_the_one_before_goes(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ann = await stage.MeetAsync("ann", stage.Elsewhere.Put("https://m.example/1", Photo()));
        string before = (await stage.Get<AccountReader>().FindAsync(ann, Token))!.AvatarPath!;
        await stage.SeeAsync(before);
        Assert.Single(stage.Cached());

        await stage.MeetAsync("ann", stage.Elsewhere.Put("https://m.example/2", TestPhotos.Quarters(40, 40).JpegsaveBuffer()));
        string after = (await stage.Get<AccountReader>().FindAsync(ann, Token))!.AvatarPath!;

        Assert.NotEqual(before, after);
        Assert.IsType<RemotePicture.Unknown>(await stage.LookAsync(before));
        using Image seen = Image.NewFromBuffer(await stage.SeeAsync(after));
        Assert.Equal(40, seen.Width);
        await stage.Sweeper().RunOnceAsync(Token);
        Assert.Single(stage.Cached());

        await stage.MeetAsync("ann");
        Assert.Null((await stage.Get<AccountReader>().FindAsync(ann, Token))!.AvatarPath);
        await stage.Sweeper().RunOnceAsync(Token);
        Assert.Empty(stage.Cached());
    }
}
