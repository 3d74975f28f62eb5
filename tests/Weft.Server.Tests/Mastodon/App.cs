using System.Text.Json;
using Weft.Server.Tests.Mastodon.Contract;
using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>
/// An app in somebody's hand, or in nobody's. Each answer is read as the strictest apps read it, so that every test of
/// the API is a test of its contract too.
/// </summary>
internal sealed class App(ApiClient client, string name = "", string id = "")
{
    /// <summary>The person's name on the server.</summary>
    public string Name => name;

    /// <summary>The person's id.</summary>
    public string Id => id;

    /// <summary>The client without the checks.</summary>
    public ApiClient Client => client;

    public Task<ApiAnswer> GetAsync(string path, int status = 200) => CheckAsync(client.GetAsync(path), status);

    public Task<ApiAnswer> PostAsync(string path, int status = 200) => CheckAsync(client.PostAsync(path), status);

    public Task<ApiAnswer> PostAsync(string path, object body, int status = 200) => CheckAsync(client.PostAsync(path, body), status);

    public Task<ApiAnswer> PutAsync(string path, object body, int status = 200) => CheckAsync(client.PutAsync(path, body), status);

    public Task<ApiAnswer> PatchAsync(string path, object body, int status = 200) => CheckAsync(client.PatchAsync(path, body), status);

    public Task<ApiAnswer> DeleteAsync(string path, int status = 200) => CheckAsync(client.DeleteAsync(path), status);

    public Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        HttpContent? body,
        int status = 200,
        params (string, string)[] headers
    ) => CheckAsync(client.SendAsync(method, path, body, headers), status);

    /// <summary>Posts, and tells the new status's id.</summary>
    public async Task<string> SayAsync(string text, string visibility = "public", string? answering = null, string? quoting = null) =>
        (
            await PostAsync(
                "/api/v1/statuses",
                new
                {
                    status = text,
                    visibility,
                    in_reply_to_id = answering,
                    quoted_status_id = quoting,
                }
            )
        ).Id;

    public async Task FollowAsync(App other) => await PostAsync($"/api/v1/accounts/{other.Id}/follow");

    /// <summary>A status as this person sees it.</summary>
    public async Task<JsonElement> SeeAsync(string statusId) => (await GetAsync($"/api/v1/statuses/{statusId}")).Json;

    private static async Task<ApiAnswer> CheckAsync(Task<ApiAnswer> asking, int status)
    {
        ApiAnswer answer = await asking;
        Contract.Answers.Check(answer);
        Assert.True(answer.Status == status, answer.ToString());
        return answer;
    }
}
