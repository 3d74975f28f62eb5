using System.Text;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Tests.Http;

namespace Weft.Federation.Tests.Discovery;

/// <summary>What servers say of themselves.</summary>
public sealed class NodeInfoTests
{
    [Theory]
    [InlineData("2.0")]
    [InlineData("2.1")]
    public async Task Reads_what_a_server_says(string version)
    {
        await using Neighbour neighbour = new(heard =>
            Json(
                heard.Target == "/.well-known/nodeinfo"
                    ? Index(
                        (version, $"http://{heard.Header("Host")}/info"),
                        ("1.0", $"http://{heard.Header("Host")}/old"),
                        ("#Application", $"http://{heard.Header("Host")}/actor")
                    )
                    : """{"version":"2.0","software":{"name":"mastodon","version":"4.7.0"},"usage":{"users":{"total":12}},"openRegistrations":false,"metadata":{"nodeName":"A\u0000 node"}}"""
            )
        );
        using Caller caller = new();

        NodeInfoOutcome outcome = await FindAsync(caller, neighbour);

        Assert.Equal(new NodeInfo("mastodon", "4.7.0", "A node", 12, false, neighbour.Url("/actor")), outcome.Info);
    }

    [Theory]
    [InlineData("""{"software":{"name":"<b>x</b>","version":1},"usage":{"users":{}},"metadata":[]}""")]
    [InlineData("""{"software":"x","usage":{"users":{"total":-1}},"openRegistrations":"yes"}""")]
    [InlineData("""{"usage":{"users":{"total":1e30}}}""")]
    [InlineData("{}")]
    public async Task Leaves_out_what_it_can_not_use(string info)
    {
        await using Neighbour neighbour = new(heard =>
            Json(heard.Target == "/.well-known/nodeinfo" ? Index(("2.1", $"http://{heard.Header("Host")}/info")) : info)
        );
        using Caller caller = new();

        Assert.Equal(new NodeInfo(null, null, null, null, null, null), (await FindAsync(caller, neighbour)).Info);
    }

    [Theory]
    [InlineData("http://169.254.169.254/info")]
    [InlineData("http://elsewhere.test/info")]
    [InlineData("data:application/json,{}")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/info")]
    public async Task Does_not_follow_a_link_off_the_origin(string href)
    {
        await using Neighbour neighbour = new(_ => Json(Index(("2.1", href), ("#Application", href))));
        using Caller caller = new();

        NodeInfoOutcome outcome = await FindAsync(caller, neighbour);

        Assert.Null(outcome.Info);
        Assert.NotNull(outcome.Why);
        Assert.Single(neighbour.Requests);
        Assert.Single(caller.Dialled);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Says_why_nothing_is_known(int status)
    {
        await using Neighbour neighbour = new(_ => new Said(status));
        using Caller caller = new();

        Assert.NotEmpty((await FindAsync(caller, neighbour)).Why!);
    }

    private static string Index(params (string Rel, string Href)[] links) =>
        $$"""{"links":[{{string.Join(
            ',',
            links.Select(link =>
                $$"""{"rel":"{{(
                    link.Rel[0] == '#'
                        ? "https://www.w3.org/ns/activitystreams" + link.Rel
                        : "http://nodeinfo.diaspora.software/ns/schema/" + link.Rel
                )}}","href":"{{link.Href}}"}"""
            )
        )}}]}""";

    private static Said Json(string json) => new(200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(json));

    private static Task<NodeInfoOutcome> FindAsync(Caller caller, Neighbour neighbour) =>
        new NodeInfoLookup(caller.Client).FindAsync(new Origin("http", "neighbour.test", neighbour.Port), CancellationToken.None);
}
