using Weft.Federation.Http;

namespace Weft.Federation.Tests.Http;

/// <summary>Where a redirect may lead.</summary>
public sealed class RedirectTests
{
    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Three_are_followed_and_each_is_signed_anew(int redirects, bool arrives)
    {
        await using Neighbour neighbour = new(heard =>
            int.Parse(heard.Target[1..], System.Globalization.CultureInfo.InvariantCulture) is > 0 and int left
                ? Said.Redirect($"/{left - 1}#fragment")
                : Said.Document()
        );
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url($"/{redirects}"), isSigned: true);

        Assert.Equal(arrives, outcome is HttpOutcome.Received received && received.Address == neighbour.Url("/0"));
        Assert.Equal(4, neighbour.Requests.Count);
        foreach (Heard heard in neighbour.Requests)
        {
            Assert.True((await caller.JudgeAsync(heard, neighbour.Port)).IsValid);
        }
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_document_is_never_taken_from_another_origin(int status)
    {
        await using Neighbour other = new(_ => Said.Document());
        await using Neighbour neighbour = new(_ => Said.Redirect(other.Url("/"), status));
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Refused>(await caller.GetAsync(neighbour.Url("/")));
        Assert.IsType<HttpOutcome.Refused>(await caller.GetAsync(neighbour.Url("/"), isSigned: true));
        Assert.IsType<HttpOutcome.Refused>(await caller.GetAsync(neighbour.Url("/"), Wanted.Key, isSigned: true));
        Assert.IsType<HttpOutcome.Refused>(await caller.GetAsync(neighbour.Url("/"), Wanted.WebFinger, isSigned: true));
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task WebFinger_may_be_led_to_another_origin()
    {
        await using Neighbour other = new(_ => new Said(200, "application/jrd+json", "{}"u8.ToArray()));
        await using Neighbour neighbour = new(heard => Said.Redirect(other.Url(heard.Target, "social.test")));
        using Caller caller = new();

        HttpOutcome outcome = await caller.GetAsync(neighbour.Url("/.well-known/webfinger?resource=acct:a"), Wanted.WebFinger);

        Assert.Equal(
            other.Url("/.well-known/webfinger?resource=acct:a", "social.test"),
            Assert.IsType<HttpOutcome.Received>(outcome).Address
        );
    }

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("http://metadata.test/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:application/json,{}")]
    [InlineData("http://user:password@neighbour.test/")]
    public async Task A_redirect_is_guarded_like_the_first_address(string location)
    {
        await using Neighbour neighbour = new(_ => Said.Redirect(location));
        using Caller caller = new();
        caller.Names["metadata.test"] = ["169.254.169.254"];

        Assert.IsType<HttpOutcome.Forbidden>(await caller.GetAsync(neighbour.Url("/"), Wanted.WebFinger));
        Assert.Single(caller.Dialled);
    }

    [Fact]
    public async Task A_redirect_without_a_place_is_a_refusal()
    {
        await using Neighbour neighbour = new(_ => new Said(302));
        using Caller caller = new();

        Assert.IsType<HttpOutcome.Refused>(await caller.GetAsync(neighbour.Url("/")));
    }

    [Theory]
    [InlineData("/b", "/b")]
    [InlineData("b?x=%7E", "/a/b?x=%7E")]
    [InlineData("?page=2", "/a/start?page=2")]
    [InlineData("//neighbour.test:PORT/b", "/b")]
    [InlineData("http://neighbour.test:PORT/b%41", "/b%41")]
    public async Task A_place_may_be_told_in_short(string location, string target)
    {
        await using Neighbour neighbour = new(heard =>
            heard.Target == "/a/start"
                ? Said.Redirect(location.Replace("PORT", heard.Header("Host")!.Split(':')[1], StringComparison.Ordinal))
                : Said.Document()
        );
        using Caller caller = new();

        Assert.Equal(neighbour.Url(target), Assert.IsType<HttpOutcome.Received>(await caller.GetAsync(neighbour.Url("/a/start"))).Address);
    }

    [Theory]
    [InlineData(301, 1)]
    [InlineData(302, 1)]
    [InlineData(307, 2)]
    [InlineData(308, 2)]
    public async Task What_is_sent_is_led_on_once_and_only_with_its_body(int status, int requests)
    {
        await using Neighbour neighbour = new(heard => heard.Target == "/inbox" ? Said.Redirect("/new", status) : new Said(202));
        using Caller caller = new();

        HttpOutcome outcome = await caller.PostAsync(neighbour.Url("/inbox"), "{\"type\":\"Like\"}");

        Assert.Equal(requests == 2, outcome is HttpOutcome.Received);
        Assert.Equal(requests, neighbour.Requests.Count);
        Assert.All(neighbour.Requests, heard => Assert.Equal("{\"type\":\"Like\"}"u8.ToArray(), heard.Body));
    }
}
