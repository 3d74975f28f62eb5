using Weft.Core.Notifications;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Core.Tests.Posts;

public sealed class EditPostTests
{
    [Theory, EachDatabase]
    public async Task All_that_a_post_ever_said_stays_readable(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.SayAsync(ana, "One #red");
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset second = stage.Store.Clock.GetUtcNow();
        await EditAsync(stage, new EditPost(ana, post.Id, "Two #blue"));
        stage.Store.Clock.Advance(TimeSpan.FromMinutes(1));
        await EditAsync(stage, new EditPost(ana, post.Id, "Three", "Careful"));

        PostVersions history = PostStage.Done(await stage.Get<PostHistory>().RunAsync(null, post.Id, PostStage.Token));
        Post row = (await stage.RowAsync(post.Id))!;

        Assert.Equal(
            [
                new PostVersion("One #red", "", false, post.CreatedAt),
                new PostVersion("Two #blue", "", false, second),
                new PostVersion("Three", "Careful", true, stage.Store.Clock.GetUtcNow()),
            ],
            history.Versions.Select(v => v with { Media = null, Choices = null })
        );
        Assert.All(history.Versions, v => Assert.Empty(v.Media ?? []));
        Assert.All(history.Versions, v => Assert.Empty(v.Choices ?? []));
        Assert.Equal(stage.Store.Clock.GetUtcNow(), row.EditedAt);
        Assert.Empty(row.Tags);
        Assert.Equal(2, stage.Heard.OfType<PostEdited>().Count());
        Assert.Equal(
            new SourceText(post.Id, "Three", "Careful"),
            PostStage.Done(await stage.Get<PostSource>().RunAsync(ana, post.Id, PostStage.Token))
        );
    }

    [Theory, EachDatabase]
    public async Task Saying_the_same_again_changes_nothing(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.SayAsync(new PublishPost(ana, "One", Language: "en"));

        await EditAsync(stage, new EditPost(ana, post.Id, "One", Language: "en"));
        Assert.DoesNotContain(stage.Heard, e => e is PostEdited);

        Post inGerman = await EditAsync(stage, new EditPost(ana, post.Id, "One", Language: "de"));
        Assert.Equal(("de", null), (inGerman.Language, inGerman.EditedAt));
        Assert.Single(PostStage.Done(await stage.Get<PostHistory>().RunAsync(ana, post.Id, PostStage.Token)).Versions);
        Assert.Single(stage.Heard.OfType<PostEdited>());
    }

    [Theory, EachDatabase]
    public async Task An_edit_tells_the_newly_mentioned_the_reposters_and_the_quoters(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo, long cy) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"), await stage.JoinAsync("cy"));
        Post post = await stage.SayAsync(ana, "Hello @bo");
        await stage.RepostAsync(cy, post.Id);
        Post quote = await stage.SayAsync(bo, "Look", quoteOfId: post.Id);

        await EditAsync(stage, new EditPost(ana, post.Id, "Hello @cy"));

        Assert.Equal([cy], (await stage.RowAsync(post.Id))!.Mentions.Select(m => m.AccountId));
        Assert.Equal(
            [(NotificationKind.Mention, ana, (long?)post.Id), (NotificationKind.QuotedEdit, ana, quote.Id)],
            await stage.ToldAsync(bo)
        );
        Assert.Equal([(NotificationKind.Mention, ana, (long?)post.Id), (NotificationKind.Edit, ana, post.Id)], await stage.ToldAsync(cy));
    }

    [Theory, EachDatabase]
    public async Task Only_the_author_edits_and_sees_the_source(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post post = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(bo, post.Id);
        EditPostHandler edit = stage.Get<EditPostHandler>();

        Assert.IsType<Refusal.NotFound>((await edit.RunAsync(new EditPost(bo, post.Id, "Mine"), PostStage.Token)).Refusal);
        Assert.IsType<Refusal.NotFound>((await edit.RunAsync(new EditPost(bo, repost.Id, "Mine"), PostStage.Token)).Refusal);
        Assert.IsType<Refusal.NotFound>((await stage.Get<PostSource>().RunAsync(bo, post.Id, PostStage.Token)).Refusal);
        PublishPostTests.AssertInvalid(await edit.RunAsync(new EditPost(ana, post.Id, " "), PostStage.Token), "text", "blank");
    }

    [Theory, EachDatabase]
    public async Task The_history_of_a_hidden_post_is_hidden_and_that_of_a_repost_is_its_originals(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        (long ana, long bo) = (await stage.JoinAsync("ana"), await stage.JoinAsync("bo"));
        Post hidden = await stage.SayAsync(ana, "Hello", Visibility.Followers);
        Post open = await stage.SayAsync(ana, "Hello");
        Post repost = await stage.RepostAsync(bo, open.Id);
        PostHistory history = stage.Get<PostHistory>();

        Assert.IsType<Refusal.NotFound>((await history.RunAsync(bo, hidden.Id, PostStage.Token)).Refusal);
        Assert.Equal(open.Id, PostStage.Done(await history.RunAsync(bo, repost.Id, PostStage.Token)).PostId);
    }

    [Theory, EachDatabase]
    public async Task Edits_at_once_keep_each_version_once(DatabaseKind kind)
    {
        await using PostStage stage = await PostStage.OpenAsync(kind);
        long ana = await stage.JoinAsync("ana");
        Post post = await stage.SayAsync(ana, "0");

        await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(() => EditAsync(stage, new EditPost(ana, post.Id, $"{n}")))));

        PostVersions history = PostStage.Done(await stage.Get<PostHistory>().RunAsync(ana, post.Id, PostStage.Token));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8"], history.Versions.Select(v => v.Text).Order());
        Assert.Equal("0", history.Versions[0].Text);
    }

    private static async Task<Post> EditAsync(PostStage stage, EditPost command) =>
        PostStage.Done(await stage.Get<EditPostHandler>().RunAsync(command, CancellationToken.None));
}
