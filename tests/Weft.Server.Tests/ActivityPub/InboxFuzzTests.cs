using System.Text;
using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>
/// Signed activities that nobody meant to send, over HTTP. What becomes of a hundred thousand of them behind the door is
/// seen in the federation's own tests; here, that the door answers each as senders expect.
/// </summary>
public sealed class InboxFuzzTests
{
    private const int Requests = 800;

    [Fact]
    public async Task Whatever_is_sent_is_taken_or_refused_and_never_a_fault_of_the_server()
    {
        Random random = new(7);
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings { Environment = new Dictionary<string, string> { ["Weft__Federation__AllowLoopback"] = "true" } }
        );
        await using LoopbackPeer peer = await LoopbackPeer.OpenAsync();
        ApiClient bob = await weft.CreateAccountAsync("bob");
        string actor = new Uri(weft.Url, "/users/bob").ToString();
        string post = (await bob.PostAsync("/api/v1/statuses", new { status = "Hello" }))
            .EnsureSuccess()
            .Json.GetProperty("uri")
            .GetString()!;
        string[] activities = [.. Sent(peer.Actor, actor, post)];
        Uri[] doors = [new(weft.Url, "/inbox"), new(weft.Url, "/users/bob/inbox")];
        // Known from here on, so that what follows goes on to its handler.
        Assert.Equal(202, (await peer.SendAsync(doors[1], activities[0])).Status);

        Dictionary<int, int> answers = [];
        for (int i = 0; i < Requests; i++)
        {
            string mutated = Mutate(activities[random.Next(activities.Length)].Replace("#1", $"#{i}", StringComparison.Ordinal), random);
            (int status, string why) = await peer.SendAsync(doors[random.Next(doors.Length)], mutated);
            Assert.True(status is 202 or (>= 400 and < 500 and not 410) or 503, $"{status} {why}\n{mutated}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        // Else nothing but the door would have been tried.
        Assert.InRange(answers.GetValueOrDefault(202), Requests / 20, Requests);
        Assert.Equal(200, (await bob.GetAsync("/api/v1/notifications")).Status);
        Assert.Equal(200, (await bob.GetAsync("/api/v1/timelines/public")).Status);
    }

    private static IEnumerable<string> Sent(string ann, string bob, string post)
    {
        string note =
            $$"""{"id":"{{ann}}/notes/1","type":"Note","attributedTo":"{{ann}}","content":"<p>Hello</p>","inReplyTo":"{{post}}","published":"2026-01-01T00:00:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],"tag":[{"type":"Mention","href":"{{bob}}"},{"type":"Emoji","name":":yum:","icon":{"type":"Image","url":"{{ann}}/e.png"} }],"attachment":[{"type":"Document","mediaType":"image/png","url":"{{ann}}/1.png","width":10,"height":10}]}""";
        foreach (
            (string type, string done) in new[]
            {
                ("Follow", $"\"{bob}\""),
                ("Create", note),
                ("Update", note),
                ("Announce", $"\"{post}\""),
                ("Like", $"\"{post}\""),
                ("EmojiReact", $"\"{post}\""),
                ("Delete", $"\"{ann}/notes/1\""),
                ("Flag", $"[\"{bob}\",\"{post}\"]"),
                ("Move", $"\"{ann}\",\"target\":\"{ann}2\""),
                ("Block", $"\"{bob}\""),
                ("Add", $"\"{ann}/notes/1\",\"target\":\"{ann}/featured\""),
                ("QuoteRequest", $"\"{post}\",\"instrument\":{note}"),
                (
                    "LikeRequest",
                    $"\"{post}\",\"instrument\":{{\"id\":\"{ann}#l\",\"type\":\"Like\",\"actor\":\"{ann}\",\"object\":\"{post}\"}}"
                ),
                ("Undo", $"{{\"id\":\"{ann}#1\",\"type\":\"Follow\",\"actor\":\"{ann}\",\"object\":\"{bob}\"}}"),
            }
        )
        {
            yield return $$"""{"@context":"https://www.w3.org/ns/activitystreams","id":"{{ann}}#1","type":"{{type}}","actor":"{{ann}}","object":{{done}}}""";
        }
    }

    /// <summary>Tears, repeats and exchanges what stands in a document; one in four stays whole in form.</summary>
    private static string Mutate(string activity, Random random)
    {
        string[] strange = ["null", "[]", "{}", "-1", "1e999", "\"\"", "\"\\u0000\"", "\"javascript:alert(1)\"", "[[[[[[[[", "\"\\ud800\""];
        StringBuilder text = new(activity);
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(text.Length);
            int length = Math.Min(random.Next(1, 30), text.Length - at);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    text[at] = (char)random.Next(1, 0x3000);
                    break;
                default:
                    ReplaceValue(text, strange[random.Next(strange.Length)], random);
                    break;
            }

            if (text.Length == 0)
            {
                break;
            }
        }

        return text.ToString();
    }

    /// <summary>Another value for some member: the document stays JSON.</summary>
    private static void ReplaceValue(StringBuilder text, string value, Random random)
    {
        string whole = text.ToString();
        int colon = whole.IndexOf("\":\"", random.Next(whole.Length), StringComparison.Ordinal);
        int end = colon < 0 ? -1 : whole.IndexOf('"', colon + 3);
        if (end > 0)
        {
            text.Remove(colon + 2, end - colon - 1).Insert(colon + 2, value);
        }
    }
}
