using NetVips;
using Weft.Core.Accounts;
using Weft.Core.Emojis;
using Weft.Core.Media.Files;
using Weft.Core.Posts;
using Weft.Core.Tests.Media;
using Weft.Testing;

namespace Weft.Core.Tests.Emojis;

/// <summary>This server's own emoji, from the operators' file to the texts in which they stand.</summary>
public sealed class EmojiTests
{
    private static byte[] Blinking()
    {
        using Image frames = Image.Arrayjoin([TestPhotos.Quarters(300, 300), TestPhotos.Quarters(300, 300).Invert()], across: 1);
        using Image moving = frames.Mutate(m =>
        {
            m.Set(GValue.GIntType, "page-height", 300);
            m.Set(GValue.ArrayIntType, "delay", new[] { 100, 100 });
        });
        return moving.GifsaveBuffer();
    }

    private static Task<Outcome<long>> AddAsync(MediaStage stage, string name, byte[] file, string? category = null) =>
        stage.Get<AddEmojiHandler>().RunAsync(new AddEmoji(name, stage.Come(file), category), MediaStage.Token);

    private static async Task<string[]> ShownAsync(MediaStage stage, long postId) =>
        [.. (await stage.Get<PostReader>().FindAsync(postId, null, MediaStage.Token))!.Post.Emojis.Select(e => e.Shortcode)];

    [Theory, EachDatabase]
    public async Task An_emoji_is_seen_in_posts_and_names_until_it_is_taken_away(DatabaseKind kind)
    {
        await using MediaStage stage = await MediaStage.OpenAsync(kind);
        long anna = await stage.JoinAsync("anna");
        MediaStage.Done(await AddAsync(stage, "weft", TestPhotos.Quarters(64, 64).PngsaveBuffer(), "Signs"));
        MediaStage.Done(
            await stage.Get<UpdateProfileHandler>().RunAsync(new UpdateProfile(anna) { DisplayName = "Anna :weft:" }, MediaStage.Token)
        );

        Post post = await stage.PostAsync(anna, "Woven at 10:30:15 :weft::weft: and :weave:");

        Assert.Equal(["weft"], await ShownAsync(stage, post.Id));
        PostView said = MediaStage.Done(
            await stage.Get<PublishPostHandler>().ShowAsync(new PublishPost(anna, "Shown from what was written"), MediaStage.Token)
        );
        Assert.Equal("weft", Assert.Single(said.Post.Author.Emojis).Shortcode);
        AccountModel account = (await stage.Get<AccountReader>().FindAsync(anna, MediaStage.Token))!;
        Assert.Equal("Signs", Assert.Single(account.Emojis).Category);
        string key = account.Emojis[0].Moving.Split('/')[0];
        MediaStage.Done(await AddAsync(stage, "weft", Blinking()));
        Assert.Null(await stage.Get<IMediaFiles>().OpenAsync(key, EmojiFiles.Moving, MediaStage.Token));

        MediaStage.Done(await stage.Get<RemoveEmojiHandler>().RunAsync(new RemoveEmoji("weft"), MediaStage.Token));

        Assert.Empty(await ShownAsync(stage, post.Id));
        Assert.Empty((await stage.Get<AccountReader>().FindAsync(anna, MediaStage.Token))!.Emojis);
        Assert.Empty(stage.Files());
    }

    [Fact]
    public async Task What_moves_goes_on_moving_beside_its_first_picture_and_is_made_small()
    {
        await using MediaStage stage = await MediaStage.OpenAsync(DatabaseKind.Sqlite);
        MediaStage.Done(await AddAsync(stage, "blink", Blinking()));

        using Image moving = Image.NewFromFile(stage.Files().Single(f => f.EndsWith(EmojiFiles.Moving, StringComparison.Ordinal)));
        using Image still = Image.NewFromFile(stage.Files().Single(f => f.EndsWith(EmojiFiles.Still, StringComparison.Ordinal)));

        Assert.Equal(2, moving.Get("n-pages"));
        Assert.Equal((128, 128), (moving.Width, moving.Height));
        Assert.Equal((128, 128), (still.Width, still.Height));
        Assert.False(still.Contains("n-pages") && (int)still.Get("n-pages") > 1);
    }

    [Fact]
    public async Task What_is_no_picture_or_no_name_is_refused_and_leaves_nothing()
    {
        await using MediaStage stage = await MediaStage.OpenAsync(DatabaseKind.Sqlite);
        byte[] good = TestPhotos.Quarters(64, 64).PngsaveBuffer();

        Assert.Equal(("shortcode", "invalid"), MediaStage.Fault(await AddAsync(stage, "no-dash", good)));
        Assert.Equal("image", MediaStage.Fault(await AddAsync(stage, "svg", "<svg xmlns='x'/>"u8.ToArray())).Field);
        Assert.Equal(("image", "too_large"), MediaStage.Fault(await AddAsync(stage, "big", new byte[AddEmoji.MaxBytes + 1])));
        Assert.Equal("image", MediaStage.Fault(await AddAsync(stage, "torn", good[..(good.Length / 2)])).Field);

        Assert.Empty(stage.Files());
        Assert.Empty(await stage.Get<EmojiReader>().OwnAsync(MediaStage.Token));
    }
}
