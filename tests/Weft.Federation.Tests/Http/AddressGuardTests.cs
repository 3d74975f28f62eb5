using System.Net;
using Weft.Federation.Http;

namespace Weft.Federation.Tests.Http;

/// <summary>No request leaves for an address that is not of the public net.</summary>
public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.0.1")]
    [InlineData("198.19.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::7f00:1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Refuses(string address) => Assert.False(AddressGuard.Allows(IPAddress.Parse(address), false));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("193.0.0.1")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    public void Allows(string address) => Assert.True(AddressGuard.Allows(IPAddress.Parse(address), false));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    public void Development_lets_its_own_net_through_and_never_metadata(string address, bool allowed) =>
        Assert.Equal(allowed, AddressGuard.Allows(IPAddress.Parse(address), true));

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://localhost./")]
    [InlineData("https://a.example:22/")]
    [InlineData("https://a.example:8443/")]
    [InlineData("http://a.example/")]
    [InlineData("https://alice:secret@a.example/")]
    [InlineData("https://a.example\\@b.example/")]
    [InlineData("https://a.example /")]
    [InlineData("https://b\u00fccher.example/")]
    [InlineData("ftp://a.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("data:application/json,{}")]
    [InlineData("//a.example/")]
    [InlineData("")]
    public async Task Nothing_is_dialled_for(string address)
    {
        using Caller caller = new(allowLoopback: false);

        Assert.IsType<HttpOutcome.Forbidden>(await caller.GetAsync(address));
        Assert.IsType<HttpOutcome.Forbidden>(await caller.PostAsync(address));
        Assert.Empty(caller.Dialled);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.0.0.1", "192.168.1.1", "fd00::1")]
    public async Task A_name_that_points_inside_is_not_dialled(params string[] addresses)
    {
        await using Neighbour neighbour = new(_ => Said.Document());
        using Caller caller = new(allowLoopback: false, isKnown: origin => origin.Port == neighbour.Port);
        caller.Names["inside.example"] = addresses;

        HttpOutcome outcome = await caller.GetAsync($"https://inside.example:{neighbour.Port}/");

        Assert.Equal(new HttpOutcome.Forbidden("inside.example has no public address."), outcome);
        Assert.Empty(caller.Dialled);
        Assert.Equal(0, neighbour.Connections);
    }

    /// <summary>One question to the resolver, and the answer that was checked is dialled: a name can't change in between.</summary>
    [Fact]
    public async Task The_address_that_was_checked_is_dialled()
    {
        List<IPEndPoint> dialled = [];
        using Caller caller = new();
        caller.Names["mixed.example"] = ["10.0.0.1", "2606:4700::1111", "169.254.169.254", "93.184.216.34"];
        using FederationHttpClient client = new(
            new() { Url = "https://weft.example" },
            caller,
            new RecentHosts(),
            caller.Clock,
            (address, _) =>
            {
                dialled.Add(address);
                throw new IOException("The test dials nobody.");
            }
        );

        // A fault of another kind than the socket's ends the attempt at the first allowed address.
        Assert.IsType<HttpOutcome.Unreachable>(
            await client.GetAsync("https://mixed.example/", Wanted.Document, null, CancellationToken.None)
        );
        Assert.Equal([IPEndPoint.Parse("[2606:4700::1111]:443")], dialled);
        Assert.Equal(1, caller.Lookups);
    }

    [Fact]
    public async Task The_next_address_is_tried_when_one_does_not_answer()
    {
        List<string> dialled = [];
        using Caller caller = new();
        caller.Names["two.example"] = ["2606:4700::1111", "10.0.0.1", "93.184.216.34"];
        using FederationHttpClient client = new(
            new() { Url = "https://weft.example" },
            caller,
            new RecentHosts(),
            caller.Clock,
            (address, _) =>
            {
                dialled.Add(address.Address.ToString());
                throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.NetworkUnreachable);
            }
        );

        Assert.IsType<HttpOutcome.Unreachable>(
            await client.GetAsync("https://two.example/", Wanted.Document, null, CancellationToken.None)
        );
        Assert.Equal(["2606:4700::1111", "93.184.216.34"], dialled);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_out_of_reach()
    {
        using Caller caller = new(allowLoopback: false);
        caller.Names["nowhere.example"] = [];

        Assert.IsType<HttpOutcome.Unreachable>(await caller.GetAsync("https://nowhere.example/"));
    }
}
