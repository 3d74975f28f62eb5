using Weft.Testing;

namespace Weft.Server.Tests.Mastodon;

/// <summary>Servers that somebody shuts out, as apps do it.</summary>
public sealed class DomainBlockTests
{
    private const string Path = "/api/v1/domain_blocks";

    [Fact]
    public async Task They_are_listed_the_last_first_and_paged()
    {
        App anna = await World.JoinAsync();

        await anna.PostAsync(Path, new { domain = "one.example" });
        await anna.PostAsync(Path, new { domain = "Two.example" });
        Assert.Equal("{}", (await anna.PostAsync(Path, new { domain = "two.example" })).Body);

        Assert.Equal("[\"two.example\",\"one.example\"]", (await anna.GetAsync(Path)).Body);
        Assert.Equal("[\"two.example\"]", (await anna.GetAsync(Path + "?limit=1")).Body);
        await anna.SendAsync(HttpMethod.Delete, Path + "?domain=two.example", null);
        await anna.SendAsync(HttpMethod.Delete, Path + "?domain=two.example", null);
        Assert.Equal("[\"one.example\"]", (await anna.GetAsync(Path)).Body);
    }

    [Fact]
    public async Task What_is_no_server_is_named()
    {
        App anna = await World.JoinAsync();

        Assert.Contains(
            "Domain is not the name of a server",
            (await anna.PostAsync(Path, new { domain = "no host" }, 422)).Body,
            StringComparison.Ordinal
        );
    }
}
