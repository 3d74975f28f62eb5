using System.Text.Json;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

public sealed class SignUpTests
{
    [Theory, EachDatabase]
    public async Task Who_signs_up_is_in_at_once(DatabaseKind kind)
    {
        using Visitor visitor = new(await WeftProcess.SharedAsync(kind));

        ApiAnswer answer = await visitor.SignUpAsync("new_emil");

        Assert.Equal(303, answer.Status);
        Assert.Equal("/home", answer.Headers["Location"]);
        Assert.Contains("HttpOnly", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SameSite=Lax", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.True(await visitor.IsInAsync());
    }

    [Theory, EachDatabase]
    public async Task What_is_wrong_stands_beside_the_field_and_what_was_typed_stays(DatabaseKind kind)
    {
        using Visitor visitor = new(await WeftProcess.SharedAsync(kind));
        await visitor.SignUpAsync("new_frida");
        using Visitor second = new(await WeftProcess.SharedAsync(kind));

        ApiAnswer answer = await second.SubmitAsync(
            "/signup",
            "/signup",
            ("username", "New_Frida"),
            ("email", "nobody"),
            ("password", "short"),
            ("rules", "")
        );

        Assert.Equal(422, answer.Status);
        Assert.Contains("The name has already been taken.", answer.Body, StringComparison.Ordinal);
        Assert.Contains("The address is invalid.", answer.Body, StringComparison.Ordinal);
        Assert.Contains("The password is too short", answer.Body, StringComparison.Ordinal);
        Assert.Contains("must be accepted", answer.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"New_Frida\"", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("short\"", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_its_token_does_nothing()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        ApiAnswer answer = await weft.Api.PostFormAsync("/signup", ("username", "new_gerd"), ("email", "g@people.example"));

        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [InlineData("closed", "takes nobody new")]
    [InlineData("invite", "whom somebody invited")]
    public async Task Where_nobody_can_sign_up_the_page_and_the_api_say_so(string mode, string sentence)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(Registration(mode));
        using Visitor visitor = new(weft);

        ApiAnswer page = await visitor.GetAsync("/signup");
        Assert.Equal(403, page.Status);
        Assert.Contains(sentence, page.Body, StringComparison.Ordinal);
        Assert.Equal(403, (await SignUpInAppAsync(weft, "new_hans")).Status);
    }

    [Fact]
    public async Task Where_somebody_decides_one_waits_until_they_have()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(Registration("approval"));
        using Visitor visitor = new(weft);

        ApiAnswer asked = await visitor.SubmitAsync(
            "/signup",
            "/signup",
            ("username", "inga"),
            ("email", "inga@people.example"),
            ("password", Visitor.Password),
            ("rules", "1"),
            ("reason", "to weave")
        );
        Assert.Contains("let newcomers in one by one", asked.Body, StringComparison.Ordinal);
        Assert.Contains("one by one", (await visitor.LogInAsync("inga")).Body, StringComparison.Ordinal);
        Assert.False(await visitor.IsInAsync());

        ApiClient app = weft.Api.As(
            (await SignUpInAppAsync(weft, "jana", ("reason", "too"))).EnsureSuccess().Json.GetProperty("access_token").GetString()
        );
        ApiAnswer waiting = await app.GetAsync("/oauth/userinfo");
        Assert.Equal(403, waiting.Status);
        Assert.Equal("Your login is currently pending approval", waiting.Json.GetProperty("error").GetString());

        await weft.CliAsync("accounts", "approve", "inga");
        await weft.CliAsync("accounts", "approve", "jana");
        Assert.Equal(303, (await visitor.LogInAsync("inga")).Status);
        Assert.True(await visitor.IsInAsync());
        Assert.Equal(200, (await app.GetAsync("/oauth/userinfo")).Status);
    }

    [Fact]
    public async Task An_app_shows_an_invitation_for_whom_it_signs_up()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(Registration("invite"));
        string code = (await weft.CliAsync("accounts", "invite")).Split("invite=")[1];

        Assert.Equal(403, (await SignUpInAppAsync(weft, "lars", ("invite_code", "guessed"))).Status);
        Assert.Equal(200, (await SignUpInAppAsync(weft, "lars", ("invite_code", code))).Status);
    }

    [Theory, EachDatabase]
    public async Task An_app_signs_somebody_up_and_acts_for_them(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);

        JsonElement token = (await SignUpInAppAsync(weft, "new_klara")).EnsureSuccess().Json;

        ApiAnswer me = await weft.Api.As(token.GetProperty("access_token").GetString()).GetAsync("/oauth/userinfo");
        Assert.Equal("new_klara", me.EnsureSuccess().Json.GetProperty("preferred_username").GetString());
    }

    [Fact]
    public async Task An_app_hears_which_fields_are_wrong()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        ApiAnswer answer = await SignUpInAppAsync(weft, "no dashes", ("password", "short"), ("agreement", "false"));

        Assert.Equal(422, answer.Status);
        Assert.StartsWith("Validation failed: ", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        JsonElement details = answer.Json.GetProperty("details");
        Assert.Equal("ERR_INVALID", details.GetProperty("username")[0].GetProperty("error").GetString());
        Assert.Equal("ERR_TOO_SHORT", details.GetProperty("password")[0].GetProperty("error").GetString());
        Assert.Equal("ERR_ACCEPTED", details.GetProperty("agreement")[0].GetProperty("error").GetString());
        Assert.NotEmpty(details.GetProperty("username")[0].GetProperty("description").GetString()!);
    }

    [Fact]
    public async Task Five_may_sign_up_from_one_address_in_half_an_hour()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(
            new WeftSettings { Environment = new Dictionary<string, string> { ["Weft__RateLimits"] = "on" } }
        );
        List<int> answers = [];
        for (int i = 0; i < 12; i++)
        {
            using Visitor visitor = new(weft);
            answers.Add((await visitor.SignUpAsync($"many_{i}")).Status);
        }

        // The half hour may end in between once.
        Assert.InRange(answers.Count(status => status == 303), 5, 10);
        Assert.Contains(429, answers);
    }

    private static WeftSettings Registration(string mode) =>
        new() { Environment = new Dictionary<string, string> { ["Weft__Registration"] = mode } };

    private static async Task<ApiAnswer> SignUpInAppAsync(WeftProcess weft, string name, params (string Name, string Value)[] other)
    {
        JsonElement app = (
            await weft.Api.PostAsync(
                "/api/v1/apps",
                new
                {
                    client_name = "An app",
                    redirect_uris = "app:/x",
                    scopes = "read write",
                }
            )
        ).EnsureSuccess().Json;
        JsonElement token = (
            await weft.Api.PostAsync(
                "/oauth/token",
                new
                {
                    grant_type = "client_credentials",
                    client_id = app.GetProperty("client_id").GetString(),
                    client_secret = app.GetProperty("client_secret").GetString(),
                    scope = "read write",
                }
            )
        ).EnsureSuccess().Json;
        Dictionary<string, string> fields = new()
        {
            ["username"] = name,
            ["email"] = $"{name.Replace(' ', '.')}@people.example",
            ["password"] = Visitor.Password,
            ["agreement"] = "true",
            ["locale"] = "en",
        };
        foreach ((string field, string value) in other)
        {
            fields[field] = value;
        }

        return await weft
            .Api.As(token.GetProperty("access_token").GetString())
            .PostMultipartAsync("/api/v1/accounts", [.. fields.Select(f => (f.Key, f.Value))]);
    }
}
