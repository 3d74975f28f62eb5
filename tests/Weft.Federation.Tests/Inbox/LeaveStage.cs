using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Weft.Core;
using Weft.Core.Outbox;
using Weft.Core.Posts;
using Weft.Federation.Delivery;
using Weft.Federation.Inbox;
using Weft.Testing;

namespace Weft.Federation.Tests.Inbox;

/// <summary>A request as it was sent.</summary>
internal sealed record Asked(string Id, string Type, string Instrument, JsonElement Whole);

/// <summary>Bob here, and Eve at a GoToSocial, who said something that bob knows.</summary>
internal sealed class LeaveStage : IAsyncDisposable
{
    public const string Public = "https://www.w3.org/ns/activitystreams#Public";

    /// <summary>Who follows may at once, everybody else is asked about.</summary>
    public static string Manual(string actor, string at = "automaticApproval", string asked = "manualApproval")
    {
        string part = $$"""{"{{at}}":["{{actor}}","{{actor}}/followers"],"{{asked}}":["{{Public}}"]}""";
        return $$""","interactionPolicy":{"canLike":{{part}},"canReply":{{part}},"canAnnounce":{{part}} }""";
    }

    /// <summary>The same, and quotes too, of which everybody may ask.</summary>
    public static string ManualWithQuotes(string actor) =>
        Manual(actor)[..^1]
        + $$""","canQuote":{"automaticApproval":["{{actor}}","{{actor}}/followers"],"manualApproval":["{{Public}}"]} }""";

    public static string Note(string actor, string id, string extra = "") =>
        $$"""{"id":"{{id}}","type":"Note","attributedTo":"{{actor}}","content":"<p>Tea</p>","published":"2026-06-30T10:00:00Z","to":"{{Public}}","cc":"{{actor}}/followers"{{extra}} }""";

    public static string Act(string type, string actor, string number, string done, string extra = "") =>
        $$"""{"@context":["https://gotosocial.org/ns","https://www.w3.org/ns/activitystreams"],"id":"{{actor}}/{{number}}","type":"{{type}}","actor":"{{actor}}","object":{{done}}{{extra}} }""";

    /// <summary>An answer to a request as GoToSocial sends it: see the fixture gotosocial-reply-accept.json.</summary>
    public static string Answer(string type, string eve, Asked asked, string? stamp = null)
    {
        string request =
            $$"""{"id":"{{asked.Id}}","type":"{{asked.Type}}","actor":"{{Village.Actor("bob")}}","object":"{{eve}}/statuses/1","instrument":"{{asked.Instrument}}"}""";
        string result = stamp is null ? "" : $",\"result\":\"{stamp}\"";
        return Act(type, eve, $"{type}/{asked.Type}", request, $",\"to\":\"{Village.Actor("bob")}\"{result}");
    }

    public static string Stamp(string eve, Asked asked, int number = 1) =>
        $$"""{"@context":["https://gotosocial.org/ns","https://www.w3.org/ns/activitystreams"],"id":"{{eve}}/authorizations/{{number}}","type":"{{asked.Type[..^7]}}Authorization","attributedTo":"{{eve}}","interactingObject":"{{asked.Instrument}}","interactionTarget":"{{eve}}/statuses/1"}""";

    private readonly string policy;

    private LeaveStage(Village village, RemoteServer there, string policy) => (Village, There, this.policy) = (village, there, policy);

    public Village Village { get; }

    public RemoteServer There { get; }

    public string Eve => There.Person("eve");

    public long EveHere { get; private set; }

    public long Bob { get; private set; }

    /// <summary>What Eve said.</summary>
    public long Theirs { get; private set; }

    /// <summary>Something else that she says, which mentions Dora.</summary>
    public string Theirs2 =>
        Note(
            Eve,
            $"{Eve}/statuses/2",
            $$""","tag":[{"type":"Mention","name":"@dora@w.example","href":"{{Village.Actor("dora")}}"}]{{policy}}"""
        );

    public static async Task<LeaveStage> OpenAsync(DatabaseKind kind, bool old = false, Func<string, string>? said = null)
    {
        Village village = await Village.OpenAsync(kind);
        RemoteServer there = new("g.example");
        string eve = there.AddPerson("eve");
        string policy =
            said is not null ? said(eve)
            : old ? Manual(eve, "always", "approvalRequired")
            : Manual(eve);
        LeaveStage stage = new(village, there, policy) { Bob = await village.JoinAsync("bob"), EveHere = await village.KnowAsync(eve) };
        // Somebody here follows her, so that what she says comes here.
        await village.FollowAsync(await village.JoinAsync("ida"), stage.EveHere);
        await stage.TakeAsync(Act("Create", eve, "1", Note(eve, $"{eve}/statuses/1", policy)));
        stage.Theirs = (await village.PostAsync($"{eve}/statuses/1"))!.Id;
        return stage;
    }

    public Task<InboxAnswer> TakeAsync(string json) => Village.TakeAsync(There, Eve, json);

    public async Task<Post> SayAsync(PublishPost command)
    {
        Outcome<Post> said = await Village.Get<PublishPostHandler>().RunAsync(command, Village.Cancellation);
        Assert.True(said.Succeeded, $"{said.Refusal}");
        return said.Value;
    }

    public async Task<long> ReplyAsync(string text) => (await SayAsync(new PublishPost(Bob, text, InReplyToId: Theirs))).Id;

    public async Task LikeAsync() =>
        Assert.True((await Village.Get<LikePostHandler>().RunAsync(new LikePost(Bob, Theirs), Village.Cancellation)).Succeeded);

    public async Task<Post> RepostAsync()
    {
        Outcome<Post> repost = await Village.Get<RepostPostHandler>().RunAsync(new RepostPost(Bob, Theirs), Village.Cancellation);
        Assert.True(repost.Succeeded, $"{repost.Refusal}");
        return repost.Value;
    }

    /// <summary>The last request, which went to Eve alone.</summary>
    public async Task<Asked> AskedAsync()
    {
        OutboxEntry entry = await Village.ReadAsync(db =>
            db.OutboxEntries.AsNoTracking()
                .Where(e => e.Act == OutboxAct.RequestInteraction)
                .OrderByDescending(e => e.Id)
                .FirstAsync(Village.Cancellation)
        );
        Assert.False(entry.ToFollowers);
        Assert.Equal([EveHere], entry.RecipientIds);
        JsonElement json = JsonElement.Parse(await SayAsync(entry));
        return new Asked(
            json.GetProperty("id").GetString()!,
            json.GetProperty("type").GetString()!,
            json.GetProperty("instrument").GetProperty("id").GetString()!,
            json
        );
    }

    /// <summary>Eve says yes, and her server has the stamp.</summary>
    public Task<InboxAnswer> AcceptAsync(Asked asked, int stamp = 1)
    {
        There.Serve($"/users/eve/authorizations/{stamp}", Stamp(Eve, asked, stamp));
        return TakeAsync(Answer("Accept", Eve, asked, $"{Eve}/authorizations/{stamp}"));
    }

    public Task<int> ToldAsync(OutboxAct act) =>
        Village.ReadAsync(db => db.OutboxEntries.CountAsync(e => e.Act == act, Village.Cancellation));

    public Task<OutboxEntry> OnlyAsync(OutboxAct act) =>
        Village.ReadAsync(db => db.OutboxEntries.AsNoTracking().SingleAsync(e => e.Act == act, Village.Cancellation));

    public async Task<string> SayAsync(OutboxEntry entry) =>
        System.Text.Encoding.UTF8.GetString((await Village.Get<OutboxActivities>().OfAsync(entry, Village.Cancellation))!.ToBytes());

    public async Task<bool> SeesAsync(long? viewer, long post) =>
        await Village.Get<PostReader>().FindAsync(post, viewer, Village.Cancellation) is not null;

    public Task<int> CountAsync(CountKind kind) =>
        Village.ReadAsync(db =>
            db.CountChanges.Where(c => c.TargetId == Theirs && c.Kind == kind).SumAsync(c => c.Delta, Village.Cancellation)
        );

    public Task<bool> HasMarksAsync() =>
        Village.ReadAsync(async db =>
            await db.Likes.AnyAsync(Village.Cancellation) || await db.Posts.AnyAsync(p => p.RepostOfId != null, Village.Cancellation)
        );

    public async ValueTask DisposeAsync()
    {
        await Village.DisposeAsync();
        await There.DisposeAsync();
    }
}
