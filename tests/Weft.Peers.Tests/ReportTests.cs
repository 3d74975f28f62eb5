using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Reports and blocks between two Weft servers.</summary>
public sealed class ReportTests
{
    [Theory, EachDatabase]
    public async Task A_report_that_is_passed_on_and_a_block_reach_the_other_server(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        (ApiClient ana, ApiClient bob) = (servers.Ana, servers.Bob);
        string bobHere = await Servers.FindPersonAsync(ana, servers.BobsHandle);
        ApiAnswer said = (await bob.PostAsync("/api/v1/statuses", new { status = "Buy this" })).EnsureSuccess();
        string here = await Servers.FindPostAsync(ana, said.Json.GetProperty("uri").GetString()!);

        ApiAnswer report = (
            await ana.PostAsync(
                "/api/v1/reports",
                new
                {
                    account_id = bobHere,
                    status_ids = new[] { here },
                    comment = "Spam",
                    category = "spam",
                    forward = true,
                }
            )
        ).EnsureSuccess();

        Assert.Equal("spam", report.Json.GetProperty("category").GetString());
        Assert.True(report.Json.GetProperty("forwarded").GetBoolean());
        Assert.Equal(here, Assert.Single(report.Json.GetProperty("status_ids").EnumerateArray()).GetString());
        Assert.Equal(404, (await ana.PostAsync("/api/v1/reports", new { account_id = "1" })).Status);
        Assert.Equal(400, (await ana.PostAsync("/api/v1/reports", new { comment = "Spam" })).Status);

        string anaThere = await Servers.FindPersonAsync(bob, servers.AnasHandle);
        (await ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.EventuallyAsync(ana, Relationship(bobHere), r => Flag(r, "following"));
        (await bob.PostAsync($"/api/v1/accounts/{anaThere}/block")).EnsureSuccess();
        await servers.EventuallyAsync(ana, Relationship(bobHere), r => Flag(r, "blocked_by") && !Flag(r, "following"));
        (await bob.PostAsync($"/api/v1/accounts/{anaThere}/unblock")).EnsureSuccess();
        await servers.EventuallyAsync(ana, Relationship(bobHere), r => !Flag(r, "blocked_by"));
    }

    private static string Relationship(string id) => $"/api/v1/accounts/relationships?id[]={id}";

    private static bool Flag(JsonElement relationships, string name) => relationships[0].GetProperty(name).GetBoolean();
}
