using Weft.Core;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>Policies that name single people of this server mean these, and nobody else here.</summary>
public sealed class NamedLeaveTests
{
    private const string Public = LeaveStage.Public;

    /// <summary>Bob may like at once and reply when Eve says so; he may repost and quote at once, where all others have to ask or may not.</summary>
    private static string Policy(string eve)
    {
        string bob = Village.Actor("bob");
        return $$"""
            ,"interactionPolicy":{
            "canLike":{"automaticApproval":["{{eve}}","{{bob}}"],"manualApproval":[]},
            "canReply":{"automaticApproval":["{{eve}}"],"manualApproval":["{{bob}}"]},
            "canAnnounce":{"automaticApproval":["{{eve}}","{{bob}}"],"manualApproval":["{{Public}}"]},
            "canQuote":{"automaticApproval":["{{eve}}","{{bob}}"]} }
            """;
    }

    [Theory, EachDatabase]
    public async Task Who_is_named_may_do_what_it_says(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: Policy);
        Assert.True((await ViewAsync(stage, stage.Bob)).MayReply);
        Assert.True((await ViewAsync(stage, stage.Bob)).MayQuote);

        await stage.LikeAsync();
        await stage.RepostAsync();
        long reply = await stage.ReplyAsync("May I?");
        await stage.SayAsync(new PublishPost(stage.Bob, "As she says", QuoteOfId: stage.Theirs));

        Assert.Equal((1, 1), (await stage.ToldAsync(OutboxAct.Like), await stage.ToldAsync(OutboxAct.Repost)));
        Assert.Equal("ReplyRequest", (await stage.AskedAsync()).Type);
        Assert.Equal(1, await stage.ToldAsync(OutboxAct.RequestInteraction));
        Assert.Equal(1, await stage.ToldAsync(OutboxAct.RequestQuote));
        Assert.False(await stage.SeesAsync(null, reply));
    }

    [Theory, EachDatabase]
    public async Task Who_is_not_named_may_do_what_everybody_may(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: Policy);
        long carl = await stage.Village.JoinAsync("carl");
        Assert.False((await ViewAsync(stage, carl)).MayReply);
        Assert.False((await ViewAsync(stage, carl)).MayQuote);

        Outcome<long> like = await stage.Village.Get<LikePostHandler>().RunAsync(new LikePost(carl, stage.Theirs), Village.Cancellation);
        Outcome<Post> reply = await PublishAsync(stage, new PublishPost(carl, "And me?", InReplyToId: stage.Theirs));
        Outcome<Post> quote = await PublishAsync(stage, new PublishPost(carl, "And me?", QuoteOfId: stage.Theirs));
        Outcome<Post> repost = await stage
            .Village.Get<RepostPostHandler>()
            .RunAsync(new RepostPost(carl, stage.Theirs), Village.Cancellation);

        Assert.IsType<Refusal.NotAllowed>(like.Refusal);
        Assert.IsType<Refusal.NotAllowed>(reply.Refusal);
        Assert.IsType<Refusal.NotAllowed>(quote.Refusal);
        Assert.Equal(Consent.Asked, repost.Value?.Consent);
        Assert.Equal("AnnounceRequest", (await stage.AskedAsync()).Type);
    }

    [Theory, EachDatabase]
    public async Task A_policy_that_names_nobody_any_more_is_heeded(DatabaseKind kind)
    {
        await using LeaveStage stage = await LeaveStage.OpenAsync(kind, said: Policy);
        string nobody = $$""","interactionPolicy":{"canLike":{"automaticApproval":["{{stage.Eve}}"],"manualApproval":[]} }""";
        await stage.TakeAsync(LeaveStage.Act("Update", stage.Eve, "u1", LeaveStage.Note(stage.Eve, $"{stage.Eve}/statuses/1", nobody)));

        Outcome<long> like = await stage
            .Village.Get<LikePostHandler>()
            .RunAsync(new LikePost(stage.Bob, stage.Theirs), Village.Cancellation);

        Assert.IsType<Refusal.NotAllowed>(like.Refusal);
    }

    [Fact]
    public void What_is_kept_of_a_name_is_what_was_said_to_it()
    {
        NamedLeave bob = new(12, Leave.Given, null, Leave.OnRequest, null);
        NamedLeave carl = new(123, null, Leave.OnRequest, null, Leave.Given);
        string? kept = NamedLeave.Write([bob, carl]);
        Assert.Equal(bob, NamedLeave.Of(kept, 12));
        Assert.Equal(carl, NamedLeave.Of(kept, 123));
        Assert.Null(NamedLeave.Of(kept, 1));
        Assert.Null(NamedLeave.Of(NamedLeave.Write([]), 12));
    }

    private static async Task<PostView> ViewAsync(LeaveStage stage, long viewer) =>
        (await stage.Village.Get<PostReader>().FindAsync(stage.Theirs, viewer, Village.Cancellation))!;

    private static Task<Outcome<Post>> PublishAsync(LeaveStage stage, PublishPost command) =>
        stage.Village.Get<PublishPostHandler>().RunAsync(command, Village.Cancellation);
}
