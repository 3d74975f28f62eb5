using System.Text;
using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Discovery;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Actors;
using Weft.Federation.Http;
using Weft.Federation.Tests.Http;

namespace Weft.Federation.Tests.Discovery;

/// <summary>Nobody goes by a name on somebody else's domain.</summary>
public sealed class HandleCheckTests
{
    [Fact]
    public async Task A_handle_whose_domain_names_the_actor_is_confirmed()
    {
        await using Neighbour neighbour = new(heard =>
            Jrd(heard, "alice", heard.Header("Host")!, $"http://{heard.Header("Host")}/users/alice")
        );
        using Caller caller = new();

        HandleOutcome outcome = await ConfirmAsync(caller, neighbour.Url("/users/alice"));

        Assert.Equal($"alice@neighbour.test:{neighbour.Port}", Assert.IsType<HandleOutcome.Confirmed>(outcome).Handle.ToString());
    }

    [Fact]
    public async Task A_handle_that_is_somebody_elses_is_not()
    {
        await using Neighbour neighbour = new(heard =>
            Jrd(heard, "alice", heard.Header("Host")!, $"http://{heard.Header("Host")}/users/real")
        );
        using Caller caller = new();

        Assert.IsType<HandleOutcome.Unconfirmed>(await ConfirmAsync(caller, neighbour.Url("/users/fake")));
    }

    [Fact]
    public async Task Of_a_split_domain_the_name_that_people_use_is_confirmed()
    {
        Neighbour? server = null;
        await using Neighbour domain = new(heard => Said.Redirect(server!.Url(heard.Target, "social.test")));
        await using Neighbour social = server = new(heard =>
            Jrd(heard, "alice", $"people.test:{domain.Port}", server!.Url("/users/alice", "social.test"))
        );
        using Caller caller = new();

        HandleOutcome outcome = await ConfirmAsync(caller, social.Url("/users/alice", "social.test"));

        Assert.Equal($"alice@people.test:{domain.Port}", Assert.IsType<HandleOutcome.Confirmed>(outcome).Handle.ToString());
        Assert.Equal(1, domain.Connections);
    }

    /// <summary>A server that calls its people by a name at another domain, which knows nothing of it.</summary>
    [Fact]
    public async Task A_name_at_a_domain_that_does_not_agree_is_not_confirmed()
    {
        await using Neighbour victim = new(heard => Jrd(heard, "alice", heard.Header("Host")!, "https://victim.example/users/alice"));
        await using Neighbour liar = new(heard =>
            Jrd(heard, "alice", $"victim.test:{victim.Port}", $"http://{heard.Header("Host")}/users/alice")
        );
        using Caller caller = new();

        Assert.IsType<HandleOutcome.Unconfirmed>(await ConfirmAsync(caller, liar.Url("/users/alice")));
        Assert.Equal(1, victim.Connections);
    }

    [Fact]
    public async Task Names_lead_on_once_at_most()
    {
        int asked = 0;
        await using Neighbour neighbour = new(heard =>
            Jrd(heard, $"alice{asked++}", heard.Header("Host")!, $"http://{heard.Header("Host")}/users/alice")
        );
        using Caller caller = new();

        Assert.IsType<HandleOutcome.Unconfirmed>(await ConfirmAsync(caller, neighbour.Url("/users/alice")));
        Assert.Equal(2, neighbour.Requests.Count);
    }

    [Theory]
    [InlineData(true, "alice@people.test")]
    [InlineData(false, "alice@neighbour.test")]
    public async Task The_handle_that_the_actor_names_goes_first_when_its_domain_agrees(bool agrees, string expected)
    {
        await using Neighbour neighbour = new(heard =>
            heard.Header("Host")!.StartsWith("people", StringComparison.Ordinal) && !agrees
                ? new Said(404)
                : Jrd(heard, "alice", heard.Header("Host")!, $"http://neighbour.test:{heard.Header("Host")!.Split(':')[1]}/users/alice")
        );
        using Caller caller = new();

        HandleOutcome outcome = await ConfirmAsync(caller, neighbour.Url("/users/alice"), $"alice@people.test:{neighbour.Port}");

        Assert.Equal($"{expected}:{neighbour.Port}", Assert.IsType<HandleOutcome.Confirmed>(outcome).Handle.ToString());
    }

    [Fact]
    public async Task What_can_not_be_asked_now_is_asked_later()
    {
        await using Neighbour neighbour = new(_ => new Said(503));
        using Caller caller = new();

        Assert.IsType<HandleOutcome.Later>(await ConfirmAsync(caller, neighbour.Url("/users/alice")));
    }

    [Theory]
    [InlineData("https://threads.net/ap/users/1/", "https://www.threads.net/ap/users/1/", true)]
    [InlineData("https://threads.net/ap/users/1/", "https://threads.net/ap/users/1/", true)]
    [InlineData("https://threads.net/ap/users/1/", "https://www.threads.net/ap/users/2/", false)]
    [InlineData("https://threads.net/ap/users/1/", "https://w.threads.net/ap/users/1/", false)]
    [InlineData("https://a.example/users/1", "https://www.a.example/users/1", false)]
    [InlineData("https://threads.net/ap/users/1/", "http://www.threads.net/ap/users/1/", false)]
    public void Only_threads_net_is_one_with_its_www(string one, string other, bool same) =>
        Assert.Equal(same, ThreadsNet.SameActor(one, other));

    private static Said Jrd(Heard heard, string name, string domain, string self)
    {
        Assert.StartsWith("/.well-known/webfinger?resource=acct%3A", heard.Target, StringComparison.Ordinal);
        return WebFingerTests.Jrd($"acct:{name}@{domain}", $$"""{"rel":"self","type":"application/activity+json","href":"{{self}}"}""");
    }

    private static Task<HandleOutcome> ConfirmAsync(Caller caller, string id, string? webfinger = null)
    {
        string claim = webfinger is null ? "" : $",\"webfinger\":\"{webfinger}\"";
        DocumentReading reading = new DocumentReader(new FakeTimeProvider()).Read(
            Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"Person","preferredUsername":"alice","inbox":"{{id}}/inbox"{{claim}}}""")
        );
        return new HandleCheck(WebFingerTests.Lookup(caller)).ConfirmAsync(
            Assert.IsType<ActorDocument>(reading.Document),
            CancellationToken.None
        );
    }
}
