using Microsoft.EntityFrameworkCore;
using Weft.Core.Media;
using Weft.Core.Media.Remote;
using Weft.Core.Posts;
using Weft.Core.Posts.Remote;
using Weft.Core.Storage;
using Weft.Testing;
using static Weft.Core.Tests.Media.MediaStage;

namespace Weft.Core.Tests.Media;

/// <summary>What the history of an edited post shows of its media.</summary>
public sealed class VersionMediaTests
{
    private const string First = "https://cdn.m.example/1.jpg";
    private const string Second = "https://cdn.m.example/2.jpg";

    [Theory, EachDatabase]
    public async Task Each_version_shows_the_media_and_the_words_that_it_had(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        (long stays, long goes, long comes) = (
            await stage.ReadyAsync(ana, "a"),
            await stage.ReadyAsync(ana, "b"),
            await stage.ReadyAsync(ana, "c")
        );
        Post post = await stage.PostAsync(ana, "Look", stays, goes);
        await EditAsync(
            stage,
            new EditPost(ana, post.Id, "Look") { MediaIds = [comes, stays], MediaChanges = [new MediaChange(stays, "A", (1, 1))] }
        );
        await EditAsync(stage, new EditPost(ana, post.Id, "Look") { MediaIds = [] });
        int files = stage.Files().Length;
        await stage.Sweeper().RunOnceAsync(Token);

        Assert.Equal(["a b", "c A"], (await WordsAsync(stage, post.Id, ana))[..2]);
        Assert.Empty(await stage.ShownAsync(post.Id, ana));
        Assert.Equal(files, stage.Files().Length);
        // What is only in the history can come back, and only there.
        Assert.Null(await stage.Get<MediaReader>().FindAsync(ana, goes, Token));
        Assert.Equal(("media_ids", "invalid"), Fault(await stage.TryPostAsync(ana, "Mine", goes)));
        await EditAsync(stage, new EditPost(ana, post.Id, "Look") { MediaIds = [goes] });
        Assert.Equal([goes], (await stage.ShownAsync(post.Id, ana)).Select(m => m.Id));
        Assert.Equal(["a b", "c A", "", null], await WordsAsync(stage, post.Id, ana));

        Done(await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(ana, post.Id), Token));
        await stage.Sweeper().RunOnceAsync(Token);
        Assert.Empty(stage.Files());
    }

    [Theory, EachDatabase]
    public async Task What_was_shown_before_goes_though_nothing_is_shown_any_more(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.PostAsync(ana, "Look", await stage.ReadyAsync(ana));
        await EditAsync(stage, new EditPost(ana, post.Id, "Nothing") { MediaIds = [] });

        Done(await stage.Get<DeletePostHandler>().RunAsync(new DeletePost(ana, post.Id, KeepMedia: true), Token));
        await stage.Sweeper().RunOnceAsync(Token);

        Assert.Empty(stage.Files());
    }

    [Theory, EachDatabase]
    public async Task A_post_of_another_server_has_its_history_too(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        (string first, string second) = (stage.Elsewhere.Put(First, Photo()), stage.Elsewhere.Put(Second, Photo()));
        (long ann, long bob) = (await stage.MeetAsync("ann"), await stage.JoinAsync("bob"));
        long post = await stage.ReceiveAsync(ann, "https://m.example/1", Said(first, "one"), Said(second, "two"));
        await ReceiveAsync(stage, ann, Said(second, "Two"));
        await ReceiveAsync(stage, ann);
        await stage.Sweeper().RunOnceAsync(Token);

        Assert.Equal(["one two", "Two", null], await WordsAsync(stage, post, bob));
        MediaModel former = (await VersionsAsync(stage, post, bob))[0].Media![0];
        await stage.SeeAsync(former.Original);

        // What is shown again is the same medium.
        await ReceiveAsync(stage, ann, Said(first, "one"));
        Assert.Equal(former.Id, Assert.Single(await stage.ShownAsync(post, bob)).Id);
        Done(await new DeletePostHandler(stage.Store.Writer).RunAsync(new DeletePost(ann, post), Token));
        await using WeftDb db = stage.Store.Read();
        Assert.Equal(0, await db.RemoteMedia.CountAsync(Token));
    }

    [Theory, EachDatabase]
    public async Task A_server_that_edits_for_ever_leaves_no_more_than_a_hundred(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ann = await stage.MeetAsync("ann");
        await stage.ReceiveAsync(ann, "https://m.example/1", Said("https://cdn.m.example/x", "x"));
        for (int i = 0; i < 7; i++)
        {
            await ReceiveAsync(
                stage,
                ann,
                [.. Enumerable.Range(0, MediaLimits.OfPost).Select(n => Said($"https://cdn.m.example/{i}/{n}", "y"))]
            );
        }

        await using WeftDb db = stage.Store.Read();
        Assert.Equal(MediaLimits.OfPost + FormerMedia.Most, await db.RemoteMedia.CountAsync(Token));
    }

    [Theory, EachDatabase]
    public async Task Of_versions_that_nobody_noted_the_media_are_not_known(DatabaseKind kind)
    {
        await using MediaStage stage = await OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.PostAsync(ana, "Look", await stage.ReadyAsync(ana, "a"));
        await EditAsync(stage, new EditPost(ana, post.Id, "Look here"));
        await stage.Store.WriteAsync<int>(async work =>
            await work.Db.PostEdits.ExecuteUpdateAsync(set => set.SetProperty(e => e.Media, (string?)null), Token)
        );

        Assert.Null((await VersionsAsync(stage, post.Id, ana))[0].Media);
    }

    private static ReceivedMedia Said(string address, string words) => new(MediaKind.Image, address) { Description = words };

    private static async Task EditAsync(MediaStage stage, EditPost edit)
    {
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        Done(await stage.Get<EditPostHandler>().RunAsync(edit, Token));
    }

    private static async Task ReceiveAsync(MediaStage stage, long ann, params ReceivedMedia[] media)
    {
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        ReceivePost now = new(ann, "https://m.example/1") { EditedAt = stage.Store.Clock.GetUtcNow(), Media = media };
        Done(await new ReceiveEditHandler(stage.Store.Writer).RunAsync(new ReceiveEdit(now), Token));
    }

    private static async Task<IReadOnlyList<PostVersion>> VersionsAsync(MediaStage stage, long post, long viewer) =>
        Done(await stage.Get<PostHistory>().RunAsync(viewer, post, Token)).Versions;

    /// <summary>The words of each version's media; null for the one that is shown now, whose media are the post's.</summary>
    private static async Task<string?[]> WordsAsync(MediaStage stage, long post, long viewer) =>
        [
            .. (await VersionsAsync(stage, post, viewer)).Select(v =>
                v.Media is null ? null : string.Join(' ', v.Media.Select(m => m.Description))
            ),
        ];
}
