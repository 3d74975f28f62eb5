using System.Text;
using Weft.Federation.Discovery;
using Weft.Federation.Http;
using Weft.Federation.Tests.Http;

namespace Weft.Federation.Tests.Discovery;

/// <summary>Finding the actor of a handle.</summary>
public sealed class WebFingerTests
{
    private const string Self = """{"rel":"self","type":"application/activity+json","href":"https://a.example/users/alice"}""";

    [Fact]
    public async Task Finds_the_actor_and_asks_in_percent_encoding()
    {
        await using Neighbour neighbour = new(_ => Jrd("acct:Alice@neighbour.test", Self));
        using Caller caller = new();

        WebFingerOutcome outcome = await FindAsync(caller, $"alice@neighbour.test:{neighbour.Port}");

        WebFingerOutcome.Found found = Assert.IsType<WebFingerOutcome.Found>(outcome);
        Assert.Equal("https://a.example/users/alice", found.ActorId);
        Assert.Equal("Alice@neighbour.test", found.Subject!.ToString());
        Heard heard = Assert.Single(neighbour.Requests);
        Assert.Equal($"/.well-known/webfinger?resource=acct%3Aalice%40neighbour.test%3A{neighbour.Port}", heard.Target);
        Assert.Null(heard.Header("Signature"));
    }

    [Theory]
    [InlineData(
        """{"rel":"self","type":"application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"","href":"https://a.example/1"}""",
        true
    )]
    [InlineData(
        """{"rel":"self","type":"text/html","href":"https://a.example/2"},{"rel":"self","type":"application/activity+json","href":"https://a.example/1"}""",
        true
    )]
    [InlineData(
        """{"rel":"self","type":"application/activity+json","href":"javascript:1"},{"rel":"self","type":"application/activity+json","href":"https://a.example/1"}""",
        true
    )]
    [InlineData(
        """{"rel":"self","type":"application/activity+json","href":"https://a.example/1"},{"rel":"self","type":"application/activity+json","href":"https://a.example/2"}""",
        true
    )]
    [InlineData("""{"rel":"self","type":"application/ld+json","href":"https://a.example/1"}""", false)]
    [InlineData("""{"rel":"self","href":"https://a.example/1"}""", false)]
    [InlineData(
        """{"rel":"http://webfinger.net/rel/profile-page","type":"application/activity+json","href":"https://a.example/1"}""",
        false
    )]
    [InlineData("""1, null, "x", []""", false)]
    [InlineData("", false)]
    public async Task The_first_link_to_an_actor_counts(string links, bool found)
    {
        await using Neighbour neighbour = new(_ => Jrd("acct:alice@neighbour.test", links));
        using Caller caller = new();

        WebFingerOutcome outcome = await FindAsync(caller, $"alice@neighbour.test:{neighbour.Port}");

        Assert.Equal(found ? "https://a.example/1" : null, (outcome as WebFingerOutcome.Found)?.ActorId);
        Assert.Equal(!found, outcome is WebFingerOutcome.Missing);
    }

    [Theory]
    [InlineData("""{"links":[]}""")]
    [InlineData("""{"subject":1,"links":[]}""")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    [InlineData("""{"subject":"acct:a@b","links":{}}""")]
    public async Task What_is_no_answer_is_missing(string body)
    {
        await using Neighbour neighbour = new(_ => new Said(200, "application/jrd+json", Encoding.UTF8.GetBytes(body)));
        using Caller caller = new();

        Assert.IsType<WebFingerOutcome.Missing>(await FindAsync(caller, $"alice@neighbour.test:{neighbour.Port}"));
    }

    [Theory]
    [InlineData(404, typeof(WebFingerOutcome.Missing))]
    [InlineData(410, typeof(WebFingerOutcome.Gone))]
    [InlineData(400, typeof(WebFingerOutcome.Missing))]
    [InlineData(503, typeof(WebFingerOutcome.Later))]
    public async Task Tells_what_is_not_there_from_what_may_be_later(int status, Type outcome)
    {
        await using Neighbour neighbour = new(_ => new Said(status));
        using Caller caller = new();

        Assert.IsType(outcome, await FindAsync(caller, $"alice@neighbour.test:{neighbour.Port}"));
    }

    [Theory]
    [InlineData("/.well-known/webfinger?resource={uri}", true)]
    [InlineData("/finger/{uri}", true)]
    [InlineData("/finger/nobody", false)]
    public async Task Host_meta_tells_where_WebFinger_is(string template, bool found)
    {
        await using Neighbour server = new(_ => Jrd("acct:alice@neighbour.test", Self));
        await using Neighbour domain = new(heard =>
            heard.Target == "/.well-known/host-meta"
                ? new Said(
                    200,
                    "application/xrd+xml; charset=utf-8",
                    Encoding.UTF8.GetBytes(
                        $"""<?xml version="1.0" encoding="UTF-8"?><XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0"><Link rel="lrdd" template="{server.Url(template, "social.test")}"/></XRD>"""
                    )
                )
                : new Said(404)
        );
        using Caller caller = new();

        WebFingerOutcome outcome = await FindAsync(caller, $"alice@neighbour.test:{domain.Port}");

        Assert.Equal(found, outcome is WebFingerOutcome.Found);
        Assert.Equal(
            found
                ? [template.Replace("{uri}", $"acct%3Aalice%40neighbour.test%3A{domain.Port}", StringComparison.Ordinal)]
                : Array.Empty<string>(),
            server.Requests.Select(heard => heard.Target)
        );
    }

    [Theory]
    [InlineData("""<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><XRD>&b;</XRD>""")]
    [InlineData("""<!DOCTYPE x SYSTEM "file:///etc/passwd"><XRD/>""")]
    [InlineData("<XRD")]
    [InlineData("")]
    public async Task Host_meta_that_is_none_does_no_harm(string xml)
    {
        await using Neighbour neighbour = new(heard =>
            heard.Target == "/.well-known/host-meta" ? new Said(200, "application/xrd+xml", Encoding.UTF8.GetBytes(xml)) : new Said(404)
        );
        using Caller caller = new();

        Assert.IsType<WebFingerOutcome.Missing>(await FindAsync(caller, $"alice@neighbour.test:{neighbour.Port}"));
    }

    [Fact]
    public async Task Outside_of_development_handles_are_asked_for_by_https()
    {
        using Caller caller = new(allowLoopback: false);
        caller.Names["a.example"] = [];

        Assert.IsType<WebFingerOutcome.Later>(
            await new WebFingerLookup(caller.Client, new FederationHttpOptions { Url = "https://weft.example" }).FindAsync(
                new RemoteHandle("alice", "a.example"),
                CancellationToken.None
            )
        );
        Assert.IsType<WebFingerOutcome.Missing>(
            await new WebFingerLookup(caller.Client, new FederationHttpOptions { Url = "https://weft.example" }).FindAsync(
                new RemoteHandle("alice", "localhost:5001"),
                CancellationToken.None
            )
        );
        Assert.Empty(caller.Dialled);
    }

    internal static Said Jrd(string subject, string links) =>
        new(200, "application/jrd+json; charset=utf-8", Encoding.UTF8.GetBytes($$"""{"subject":"{{subject}}","links":[{{links}}]}"""));

    internal static WebFingerLookup Lookup(Caller caller) =>
        new(caller.Client, new FederationHttpOptions { Url = "https://weft.example", AllowLoopback = true });

    private static Task<WebFingerOutcome> FindAsync(Caller caller, string handle)
    {
        Assert.True(RemoteHandle.TryParse(handle, out RemoteHandle? parsed));
        return Lookup(caller).FindAsync(parsed, CancellationToken.None);
    }
}
