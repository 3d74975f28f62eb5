using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>
/// A server made of Fedify (npm), on the Node that npm brings, with one person, Fred. What Weft sends is verified there by
/// code that nobody of ours wrote. See <c>tests/peers/fedify.mjs</c>.
/// </summary>
internal sealed class FedifyPeer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Conversation process;
    private readonly HttpClient http;

    private FedifyPeer(Conversation process, string address)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = new Uri(address) };
    }

    /// <summary>Fred's id, which is also what Weft's people paste to find him.</summary>
    public string Fred => new Uri(http.BaseAddress!, "/users/fred").AbsoluteUri;

    public static async Task<FedifyPeer> StartAsync()
    {
        string folder = Repository.PathTo("tests", "peers");
        ProcessStartInfo start = new(Path.Combine(folder, "node_modules", ".bin", "node"), ["fedify.mjs"]) { WorkingDirectory = folder };
        Conversation process = Conversation.Begin(start);
        return new FedifyPeer(process, await process.HearAsync(@"http://localhost:\d+"));
    }

    /// <summary>Lets Fred do something.</summary>
    /// <returns>The activity's id, and its object's.</returns>
    public async Task<(string Id, string Object)> DoAsync(string act, object details)
    {
        using HttpResponseMessage answer = await http.PostAsJsonAsync($"/control/{act}", details);
        string said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{act}: {said}");
        JsonElement done = JsonElement.Parse(said);
        return (Text(done, "id"), Text(done, "object"));
    }

    /// <summary>Waits until Fred has received, and verified, an activity like that.</summary>
    public async Task<JsonElement> ReceivedAsync(string type, Func<JsonElement, bool>? isIt = null)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            string all = await http.GetStringAsync("/control/received");
            JsonElement[] found =
            [
                .. JsonElement
                    .Parse(all)
                    .GetProperty("received")
                    .EnumerateArray()
                    .Where(one => Text(one, "type") == type && (isIt is null || isIt(one))),
            ];
            if (found.Length > 0)
            {
                return found[0];
            }

            Assert.True(waited.Elapsed < Patience, $"No {type} like that: {all}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>A text of an activity; empty when it has none of that name.</summary>
    public static string Text(JsonElement activity, string name) =>
        activity.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        process.Dispose();
    }
}
