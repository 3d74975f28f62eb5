using System.Text.Json;
using Weft.Testing;

namespace Weft.Peers.Tests;

/// <summary>Somebody blocks a whole server from the page of somebody who lives there.</summary>
public sealed class BlockServerTests
{
    [Theory, EachDatabase]
    public async Task From_the_menu_of_a_profile_all_of_its_server_is_blocked(DatabaseKind kind)
    {
        Servers servers = await Servers.StartAsync(kind);
        string bobHere = await Servers.FindPersonAsync(servers.Ana, servers.BobsHandle);
        (await servers.Ana.PostAsync($"/api/v1/accounts/{bobHere}/follow")).EnsureSuccess();
        await servers.ToldAsync(servers.Bob, "follow");
        string act = $"/{servers.BobsHandle}/block-server";
        using Visitor browser = new(servers.Here, servers.AnasName);

        await browser.FillAsync(act, act);

        string server = servers.There.Url.Authority;
        JsonElement blocked = (await servers.Ana.GetAsync("/api/v1/domain_blocks")).EnsureSuccess().Json;
        Assert.Equal([server], blocked.EnumerateArray().Select(b => b.GetString()!));
        JsonElement relation = (await servers.Ana.GetAsync($"/api/v1/accounts/relationships?id={bobHere}")).EnsureSuccess().Json[0];
        Assert.True(relation.GetProperty("domain_blocking").GetBoolean());
        Assert.False(relation.GetProperty("following").GetBoolean());
    }
}
