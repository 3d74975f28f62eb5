using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>Apps before anybody has allowed them anything: registration, tokens of their own, revocation, metadata.</summary>
public sealed class AppTests
{
    [Theory, EachDatabase]
    public async Task An_app_registers_with_what_it_says_and_gets_its_secret(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);

        JsonElement app = (
            await weft.Api.PostFormAsync(
                "/api/v1/apps",
                ("client_name", " Tuba <3 "),
                ("redirect_uris", "tuba://auth_code\nurn:ietf:wg:oauth:2.0:oob"),
                ("scopes", "read write:statuses admin:read"),
                ("website", "")
            )
        )
            .EnsureSuccess()
            .Json;

        Assert.Equal(JsonValueKind.String, app.GetProperty("id").ValueKind);
        Assert.Equal(" Tuba <3 ", app.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, app.GetProperty("website").ValueKind);
        Assert.Equal("tuba://auth_code\nurn:ietf:wg:oauth:2.0:oob", app.GetProperty("redirect_uri").GetString());
        Assert.Equal(2, app.GetProperty("redirect_uris").GetArrayLength());
        Assert.Equal(3, app.GetProperty("scopes").GetArrayLength());
        Assert.Equal(0, app.GetProperty("client_secret_expires_at").GetInt32());
        Assert.Equal(43, app.GetProperty("client_id").GetString()!.Length);
        Assert.Equal(43, app.GetProperty("client_secret").GetString()!.Length);
    }

    [Fact]
    public async Task It_may_register_in_every_encoding()
    {
        ApiClient api = (await WeftProcess.SharedAsync(DatabaseKind.Sqlite)).Api;
        (string, string)[] fields = [("client_name", "An app"), ("redirect_uris", "app:/x"), ("scopes", "read")];

        ApiAnswer[] answers =
        [
            await api.PostFormAsync("/api/v1/apps", fields),
            await api.PostMultipartAsync("/api/v1/apps", fields),
            await api.PostAsync(
                "/api/v1/apps",
                new
                {
                    client_name = "An app",
                    redirect_uris = new[] { "app:/x" },
                    scopes = "read",
                }
            ),
            await api.PostAsync("/api/v1/apps?client_name=An+app&redirect_uris=app:/x&scopes=read"),
        ];

        Assert.All(answers, answer => Assert.Equal("An app", answer.EnsureSuccess().Json.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("", "app:/x", "read", "Application name can't be blank")]
    [InlineData("An app", "", "read", "Redirect URI can't be blank")]
    [InlineData("An app", "javascript:alert(1)", "read", "Redirect URI must be an absolute URI.")]
    [InlineData("An app", "app:/x", "read,write", "Scopes doesn't match configured on the server.")]
    public async Task What_is_wrong_is_told(string name, string redirect, string scopes, string sentence)
    {
        ApiClient api = (await WeftProcess.SharedAsync(DatabaseKind.Sqlite)).Api;

        ApiAnswer answer = await api.PostFormAsync("/api/v1/apps", ("client_name", name), ("redirect_uris", redirect), ("scopes", scopes));

        Assert.Equal(422, answer.Status);
        Assert.Contains(sentence, answer.Json.GetProperty("error").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, EachDatabase]
    public async Task An_app_has_a_token_of_its_own_until_it_gives_it_back(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        (string id, string secret) = await RegisterAsync(weft.Api, "read write");

        ApiAnswer granted = await weft.Api.PostAsync(
            "/oauth/token",
            new
            {
                grant_type = "client_credentials",
                client_id = id,
                client_secret = secret,
                scope = "read",
            }
        );
        JsonElement token = granted.EnsureSuccess().Json;
        Assert.Equal("Bearer", token.GetProperty("token_type").GetString());
        Assert.Equal("read", token.GetProperty("scope").GetString());
        Assert.Equal(JsonValueKind.Number, token.GetProperty("created_at").ValueKind);
        Assert.Equal("no-store", granted.Headers["Cache-Control"]);

        string secretToken = token.GetProperty("access_token").GetString()!;
        ApiClient app = weft.Api.As(secretToken);
        Assert.Equal(
            "An app",
            (await app.GetAsync("/api/v1/apps/verify_credentials")).EnsureSuccess().Json.GetProperty("name").GetString()
        );
        Assert.Equal(422, (await app.GetAsync("/oauth/userinfo")).Status);

        Assert.Equal(403, (await weft.Api.PostAsync("/oauth/revoke", new { token = secretToken, client_id = "another" })).Status);
        Assert.Equal(
            "{}",
            (await weft.Api.PostFormAsync("/oauth/revoke", ("token", secretToken), ("client_id", id), ("client_secret", secret))).Body
        );
        ApiAnswer after = await app.GetAsync("/api/v1/apps/verify_credentials");
        Assert.Equal(401, after.Status);
        Assert.Equal("The access token was revoked", after.Json.GetProperty("error").GetString());
        Assert.Equal(200, (await weft.Api.PostFormAsync("/oauth/revoke", ("token", "unknown"), ("client_id", id))).Status);
    }

    [Fact]
    public async Task A_client_may_show_itself_by_basic_authentication()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        (string id, string secret) = await RegisterAsync(weft.Api, "read");
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}"));

        ApiAnswer granted = await weft.Api.SendAsync(
            HttpMethod.Post,
            "/oauth/token",
            ApiClient.Form(("grant_type", "client_credentials")),
            ("Authorization", new AuthenticationHeaderValue("Basic", basic).ToString())
        );

        Assert.Equal("read", granted.EnsureSuccess().Json.GetProperty("scope").GetString());
    }

    [Theory]
    [InlineData("client_credentials", "unknown", null, "read", 401, "invalid_client")]
    [InlineData("client_credentials", null, "wrong", "read", 401, "invalid_client")]
    [InlineData("client_credentials", null, "", "read write", 400, "invalid_scope")]
    [InlineData("client_credentials", null, "", "read,write", 400, "invalid_scope")]
    [InlineData("password", null, "", "read", 400, "unsupported_grant_type")]
    [InlineData("authorization_code", null, "", "read", 400, "invalid_request")]
    [InlineData("", null, "", "read", 400, "invalid_request")]
    public async Task Refusals_are_those_of_oauth(string grant, string? client, string? wrongSecret, string scope, int status, string error)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        (string id, string secret) = await RegisterAsync(weft.Api, "read");

        ApiAnswer answer = await weft.Api.PostFormAsync(
            "/oauth/token",
            ("grant_type", grant),
            ("client_id", client ?? id),
            ("client_secret", wrongSecret is "wrong" ? wrongSecret : secret),
            ("scope", scope)
        );

        Assert.Equal(status, answer.Status);
        Assert.Equal(error, answer.Json.GetProperty("error").GetString());
        Assert.NotEmpty(answer.Json.GetProperty("error_description").GetString()!);
        if (status == 401)
        {
            Assert.Contains("Client authentication failed due to unknown client", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_server_offers_is_written_where_clients_look()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        ApiAnswer answer = await weft.Api.SendAsync(
            HttpMethod.Get,
            "/.well-known/oauth-authorization-server",
            null,
            ("Origin", "https://phanpy.example")
        );

        JsonElement offered = answer.EnsureSuccess().Json;
        Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
        Assert.Equal("S256", offered.GetProperty("code_challenge_methods_supported")[0].GetString());
        Assert.StartsWith(weft.Url.ToString(), offered.GetProperty("authorization_endpoint").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("password", offered.GetProperty("grant_types_supported").ToString(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_persons_token_tells_who_they_are(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        ApiClient dora = await weft.CreateAccountAsync("apps_dora");

        Assert.Equal(
            "apps_dora",
            (await dora.GetAsync("/oauth/userinfo")).EnsureSuccess().Json.GetProperty("preferred_username").GetString()
        );
        ApiClient narrow = weft.Api.As(await weft.CliAsync("accounts", "token", "apps_dora", "--scopes", "write"));
        ApiAnswer outside = await narrow.GetAsync("/oauth/userinfo");
        Assert.Equal(403, outside.Status);
        Assert.Equal("This action is outside the authorized scopes", outside.Json.GetProperty("error").GetString());
        Assert.Equal(
            "The access token is invalid",
            (await weft.Api.As("nonsense").GetAsync("/oauth/userinfo")).Json.GetProperty("error").GetString()
        );
    }

    private static async Task<(string Id, string Secret)> RegisterAsync(ApiClient api, string scopes)
    {
        JsonElement app = (
            await api.PostFormAsync("/api/v1/apps", ("client_name", "An app"), ("redirect_uris", "app:/x"), ("scopes", scopes))
        )
            .EnsureSuccess()
            .Json;
        return (app.GetProperty("client_id").GetString()!, app.GetProperty("client_secret").GetString()!);
    }
}
