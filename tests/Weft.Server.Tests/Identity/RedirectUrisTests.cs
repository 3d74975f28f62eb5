using Weft.Server.Identity.Apps;

namespace Weft.Server.Tests.Identity;

public sealed class RedirectUrisTests
{
    [Theory]
    [InlineData("icecubesapp://")]
    [InlineData("com.tapbots.Ivory.10217:/request_token")]
    [InlineData("tuba://auth_code")]
    [InlineData("urn:ietf:wg:oauth:2.0:oob")]
    [InlineData("https://elk.zone/api/weft.example/oauth/https%3A%2F%2Felk.zone")]
    [InlineData("cx-c3-toot://authorised/0")]
    [InlineData("org.joinmastodon.android-auth://callback")]
    public void What_real_apps_register_is_taken(string uri) => Assert.Null(RedirectUris.Check([uri]));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("/settings")]
    [InlineData("nowhere")]
    [InlineData("https://a.example/\u0001")]
    public void What_could_run_here_is_refused(string uri) => Assert.NotNull(RedirectUris.Check([uri]));

    [Theory]
    [InlineData("icecubesapp://", "icecubesapp://?code=a%20b&state=s")]
    [InlineData("https://a.example/cb", "https://a.example/cb?code=a%20b&state=s")]
    [InlineData("https://a.example/cb?x=1", "https://a.example/cb?x=1&code=a%20b&state=s")]
    [InlineData("https://a.example/cb?", "https://a.example/cb?code=a%20b&state=s")]
    [InlineData("https://a.example/cb#part", "https://a.example/cb?code=a%20b&state=s#part")]
    [InlineData("https://ä.example/", "https://%C3%A4.example/?code=a%20b&state=s")]
    public void The_answer_goes_into_the_query(string uri, string expected) =>
        Assert.Equal(expected, RedirectUris.With(uri, ("code", "a b"), ("left_out", null), ("state", "s")));

    [Fact]
    public void Several_come_in_lines_or_as_a_list() =>
        Assert.Equal(["a:b", "c://d", "e:f"], RedirectUris.Read(["a:b\nc://d\r\n", "e:f a:b"]));
}
