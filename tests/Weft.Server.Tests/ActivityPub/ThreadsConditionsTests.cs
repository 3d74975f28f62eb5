using Weft.Testing;

namespace Weft.Server.Tests.ActivityPub;

/// <summary>What threads.net asks of a server before it speaks with it holds from the first start on.</summary>
public sealed class ThreadsConditionsTests
{
    [Fact]
    public async Task A_new_server_has_a_public_timeline_a_privacy_policy_and_rules_with_an_age()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings());
        ApiClient bob = await weft.CreateAccountAsync("bob");
        (await bob.PostAsync("/api/v1/statuses", new { status = "Readable by all" })).EnsureSuccess();

        Assert.Contains("Readable by all", (await weft.Api.GetAsync("/public")).EnsureSuccess().Body, StringComparison.Ordinal);
        Assert.Contains(
            "Readable by all",
            (await weft.Api.GetAsync("/api/v1/timelines/public")).EnsureSuccess().Body,
            StringComparison.Ordinal
        );
        Assert.Contains("What is kept", (await weft.Api.GetAsync("/privacy")).EnsureSuccess().Body, StringComparison.Ordinal);
        Assert.Contains("at least 13 years old", (await weft.Api.GetAsync("/rules")).EnsureSuccess().Body, StringComparison.Ordinal);
        Assert.Contains("rules", (await weft.Api.GetAsync("/terms")).EnsureSuccess().Body, StringComparison.Ordinal);
        ApiAnswer actor = (await weft.Api.GetAsync("/actor")).EnsureSuccess();
        Assert.Equal("Application", actor.Json.GetProperty("type").GetString());

        string pages = Directory.CreateDirectory(Path.Combine(weft.Folder, "data", "pages")).FullName;
        await File.WriteAllTextAsync(Path.Combine(pages, "rules.txt"), "Nobody below 16.", TestContext.Current.CancellationToken);
        Assert.Contains("Nobody below 16.", (await weft.Api.GetAsync("/rules")).EnsureSuccess().Body, StringComparison.Ordinal);
    }
}
