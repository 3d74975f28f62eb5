using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>The way of an app from "may I?" to its token, through the pages.</summary>
public sealed class AuthorizeTests
{
    private const string Redirect = "icecubesapp://";
    private const string Verifier = "a-verifier-of-forty-three-characters-or-more-0123456789";
    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Verifier)));

    [Theory, EachDatabase]
    public async Task An_app_is_allowed_and_gets_its_token(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await weft.CreateAccountAsync("oauth_anna");
        App app = await RegisterAsync(weft);
        using Visitor anna = new(weft);

        ApiAnswer sent = await anna.GetAsync(Ask(app, ("state", "a b&c"), ("scope", "read write")));
        Assert.Equal(302, sent.Status);
        ApiAnswer back = await anna.LogInAsync("oauth_anna", page: sent.Headers["Location"]);
        ApiAnswer page = await anna.GetAsync(back.Headers["Location"]);
        Assert.Contains("An app &lt;3", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("form-action", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("Cross-Origin-Opener-Policy", page.Headers.Keys);

        ApiAnswer allowed = await anna.SubmitAsync(page, "/oauth/authorize", ("answer", "allow"));
        Assert.Equal(302, allowed.Status);
        Assert.StartsWith("icecubesapp://?code=", allowed.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal("a b&c", Query(allowed, "state"));

        ApiAnswer granted = await ExchangeAsync(weft, app, Query(allowed, "code")!);
        JsonElement token = granted.EnsureSuccess().Json;
        Assert.Equal("read write", token.GetProperty("scope").GetString());
        ApiAnswer me = await weft.Api.As(token.GetProperty("access_token").GetString()).GetAsync("/oauth/userinfo");
        Assert.Equal("oauth_anna", me.EnsureSuccess().Json.GetProperty("preferred_username").GetString());
    }

    [Theory, EachDatabase]
    public async Task A_code_works_once_even_for_two_at_once(DatabaseKind kind)
    {
        (WeftProcess weft, App app, Visitor visitor) = await SetUpAsync(kind);
        using Visitor closing = visitor;
        string code = await AllowAsync(visitor, app);

        ApiAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ExchangeAsync(weft, app, code)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal("invalid_grant", a.Json.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_verifier_proves_an_app_without_its_secret()
    {
        (WeftProcess weft, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite);
        using Visitor closing = visitor;

        string code = await AllowAsync(visitor, app, ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        Assert.Equal(400, (await ExchangeAsync(weft, app with { Secret = null }, code, ("code_verifier", Verifier + "x"))).Status);
        Assert.Equal(400, (await ExchangeAsync(weft, app, code)).Status);
        Assert.Equal(401, (await ExchangeAsync(weft, app with { Secret = "wrong" }, code, ("code_verifier", Verifier))).Status);
        Assert.Equal(200, (await ExchangeAsync(weft, app with { Secret = null }, code, ("code_verifier", Verifier))).Status);

        string both = await AllowAsync(visitor, app, ("code_challenge", Challenge), ("code_challenge_method", "S256"));
        Assert.Equal(200, (await ExchangeAsync(weft, app, both, ("code_verifier", Verifier))).Status);

        string without = await AllowAsync(visitor, app);
        Assert.Equal(400, (await ExchangeAsync(weft, app with { Secret = null }, without, ("code_verifier", Verifier))).Status);
        Assert.Equal(401, (await ExchangeAsync(weft, app with { Secret = null }, without)).Status);
    }

    [Fact]
    public async Task A_code_is_for_its_app_and_its_redirect_uri_only()
    {
        (WeftProcess weft, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite);
        using Visitor closing = visitor;
        App other = await RegisterAsync(weft);
        string code = await AllowAsync(visitor, app);

        Assert.Equal(400, (await ExchangeAsync(weft, other, code)).Status);
        Assert.Equal(400, (await ExchangeAsync(weft, app with { Redirect = "icecubesapp:///" }, code)).Status);
        Assert.Equal(200, (await ExchangeAsync(weft, app, code)).Status);
    }

    [Theory]
    [InlineData("icecubesapp:///")]
    [InlineData("icecubesapp:")]
    [InlineData("https://evil.example/")]
    public async Task A_redirect_uri_that_is_not_registered_is_followed_nowhere(string redirect)
    {
        (_, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite);
        using Visitor closing = visitor;

        ApiAnswer answer = await visitor.GetAsync(Ask(app with { Redirect = redirect }));

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("Location", answer.Headers.Keys);
    }

    [Theory]
    [InlineData("scope", "read write follow", "invalid_scope")]
    [InlineData("scope", "read,write", "invalid_scope")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("code_challenge", "short", "invalid_request")]
    public async Task Other_faults_are_told_to_the_app(string field, string value, string error)
    {
        (_, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite);
        using Visitor closing = visitor;

        ApiAnswer answer = await visitor.GetAsync(
            Ask(app, ("state", "s"), ("code_challenge", Challenge), ("code_challenge_method", "S256"), (field, value))
        );

        Assert.Equal(302, answer.Status);
        Assert.Equal(error, Query(answer, "error"));
        Assert.NotEmpty(Query(answer, "error_description")!);
        Assert.Equal("s", Query(answer, "state"));
    }

    [Fact]
    public async Task Who_says_no_gives_nothing()
    {
        (_, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite);
        using Visitor closing = visitor;

        ApiAnswer denied = await visitor.SubmitAsync(Ask(app), "/oauth/authorize", ("answer", "deny"));

        Assert.Equal("access_denied", Query(denied, "error"));
        Assert.Null(Query(denied, "code"));
    }

    [Theory, EachDatabase]
    public async Task What_was_allowed_is_not_asked_again_unless_the_app_wants_it(DatabaseKind kind)
    {
        (WeftProcess weft, App app, Visitor visitor) = await SetUpAsync(kind);
        using Visitor closing = visitor;
        (await ExchangeAsync(weft, app, await AllowAsync(visitor, app, ("scope", "read")))).EnsureSuccess();

        Assert.NotNull(Query(await visitor.GetAsync(Ask(app, ("scope", "read:statuses"), ("force_login", "false"))), "code"));
        Assert.Equal(200, (await visitor.GetAsync(Ask(app, ("scope", "read"), ("force_login", "true")))).Status);
        Assert.Equal(200, (await visitor.GetAsync(Ask(app, ("scope", "read write")))).Status);
    }

    [Fact]
    public async Task Without_a_redirect_the_code_is_shown_to_be_copied()
    {
        (WeftProcess weft, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite, "urn:ietf:wg:oauth:2.0:oob");
        using Visitor closing = visitor;

        ApiAnswer allowed = await visitor.SubmitAsync(
            Ask(app).Replace("authorize?", "authorize/?", StringComparison.Ordinal),
            "/oauth/authorize",
            ("answer", "allow")
        );
        Assert.StartsWith("/oauth/authorize/native?code=", allowed.Headers["Location"], StringComparison.Ordinal);
        string code = Query(allowed, "code")!;
        ApiAnswer page = await visitor.GetAsync(allowed.Headers["Location"]);

        Assert.Contains($"readonly value=\"{code}\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await ExchangeAsync(weft, app, code)).Status);
        Assert.Equal(404, (await visitor.GetAsync("/oauth/authorize/native?code=%3Cscript%3E")).Status);
    }

    [Fact]
    public async Task An_unknown_app_is_told_so()
    {
        (_, App app, Visitor visitor) = await SetUpAsync(DatabaseKind.Sqlite);
        using Visitor closing = visitor;

        ApiAnswer answer = await visitor.GetAsync(Ask(app with { Id = "unknown" }));

        Assert.Equal(401, answer.Status);
        Assert.Contains("Client authentication failed", answer.Body, StringComparison.Ordinal);
    }

    private static async Task<(WeftProcess Weft, App App, Visitor Visitor)> SetUpAsync(DatabaseKind kind, string redirect = Redirect)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        Visitor visitor = new(weft);
        await visitor.SignUpAsync($"o{Guid.NewGuid():N}"[..30]);
        return (weft, await RegisterAsync(weft, redirect), visitor);
    }

    private static async Task<App> RegisterAsync(WeftProcess weft, string redirect = Redirect)
    {
        JsonElement app = (
            await weft.Api.PostAsync(
                "/api/v1/apps",
                new
                {
                    client_name = "An app <3",
                    redirect_uris = redirect,
                    scopes = "read write push",
                }
            )
        ).EnsureSuccess().Json;
        return new App(app.GetProperty("client_id").GetString()!, app.GetProperty("client_secret").GetString()!, redirect);
    }

    private static string Ask(App app, params (string Name, string Value)[] fields)
    {
        Dictionary<string, string?> query = new()
        {
            ["client_id"] = app.Id,
            ["redirect_uri"] = app.Redirect,
            ["response_type"] = "code",
            ["scope"] = "read write",
        };
        foreach ((string name, string value) in fields)
        {
            query[name] = value;
        }

        return QueryHelpers.AddQueryString("/oauth/authorize", query);
    }

    private static async Task<string> AllowAsync(Visitor visitor, App app, params (string Name, string Value)[] fields) =>
        Query(await visitor.SubmitAsync(Ask(app, [.. fields, ("force_login", "true")]), "/oauth/authorize", ("answer", "allow")), "code")!;

    private static Task<ApiAnswer> ExchangeAsync(WeftProcess weft, App app, string code, params (string Name, string Value)[] fields) =>
        weft.Api.PostMultipartAsync(
            "/oauth/token",
            [
                ("grant_type", "authorization_code"),
                ("client_id", app.Id),
                ("redirect_uri", app.Redirect),
                ("code", code),
                .. app.Secret is null ? Array.Empty<(string, string)>() : [("client_secret", app.Secret)],
                .. fields,
            ]
        );

    private static string? Query(ApiAnswer answer, string name)
    {
        string location = answer.Headers["Location"];
        int query = location.IndexOf('?', StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(location[query..]).TryGetValue(name, out StringValues value) ? value.ToString() : null;
    }

    private sealed record App(string Id, string? Secret, string Redirect);
}
