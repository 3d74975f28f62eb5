using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>What somebody can do about their own access.</summary>
public sealed class SettingsTests
{
    [Theory, EachDatabase]
    public async Task A_new_password_logs_the_other_browsers_out(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        ApiClient app = await weft.CreateAccountAsync("set_anna");
        using Visitor here = new(weft);
        using Visitor elsewhere = new(weft);
        await here.LogInAsync("set_anna");
        await elsewhere.LogInAsync("set_anna");
        Assert.True(await elsewhere.IsInAsync());

        ApiAnswer wrong = await ChangeAsync(here, "not the password", "another long password");
        Assert.Equal(422, wrong.Status);
        Assert.True(await elsewhere.IsInAsync());
        Assert.Equal(422, (await ChangeAsync(here, Visitor.Password, "short")).Status);
        Assert.Equal(303, (await ChangeAsync(here, Visitor.Password, "another long password")).Status);

        Assert.True(await here.IsInAsync());
        Assert.False(await elsewhere.IsInAsync());
        Assert.Equal(200, (await app.GetAsync("/oauth/userinfo")).Status);

        Assert.Equal(303, (await ChangeAsync(here, "another long password", Visitor.Password, ("apps", "1"))).Status);
        Assert.Equal(401, (await app.GetAsync("/oauth/userinfo")).Status);
    }

    [Theory, EachDatabase]
    public async Task One_sees_where_one_is_logged_in_and_ends_it_at_once(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await weft.CreateAccountAsync("set_berta");
        using Visitor here = new(weft);
        using Visitor elsewhere = new(weft);
        await elsewhere.LogInAsync("set_berta");
        await here.LogInAsync("set_berta");
        Assert.True(await elsewhere.IsInAsync());

        ApiAnswer page = await here.GetAsync("/settings/sessions");
        Assert.Contains("This browser", page.Body, StringComparison.Ordinal);
        await here.SubmitAsync(page, "/settings/sessions/end-others");

        Assert.False(await elsewhere.IsInAsync());
        Assert.True(await here.IsInAsync());
        Assert.DoesNotContain("end-others", (await here.GetAsync("/settings/sessions")).Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task One_takes_back_what_one_has_allowed_an_app(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        ApiClient app = await weft.CreateAccountAsync("set_clara");
        Assert.Equal(200, (await app.GetAsync("/oauth/userinfo")).Status);
        using Visitor clara = new(weft);
        await clara.LogInAsync("set_clara");

        ApiAnswer page = await clara.GetAsync("/settings/apps");
        Assert.Contains("weft command line", page.Body, StringComparison.Ordinal);
        string action = page.Body.Split("action=\"").First(part => part.StartsWith("/settings/apps/", StringComparison.Ordinal)).Split('"')[
            0
        ];
        await clara.SubmitAsync(page, action);

        Assert.Equal(401, (await app.GetAsync("/oauth/userinfo")).Status);
        Assert.Contains("No apps", (await clara.GetAsync("/settings/apps")).Body, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_account_ends_with_its_password_and_all_its_access(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        ApiClient app = await weft.CreateAccountAsync("set_dora");
        using Visitor dora = new(weft);
        await dora.LogInAsync("set_dora");

        Assert.Equal(422, (await DeleteAsync(dora, "not the password")).Status);
        Assert.Equal(200, (await app.GetAsync("/oauth/userinfo")).Status);
        Assert.Equal(200, (await DeleteAsync(dora, Visitor.Password)).Status);

        Assert.Equal(401, (await app.GetAsync("/oauth/userinfo")).Status);
        Assert.False(await dora.IsInAsync());
        Assert.Equal(422, (await dora.LogInAsync("set_dora")).Status);
    }

    [Fact]
    public async Task Others_sessions_are_not_ones_to_end()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        using Visitor emil = new(weft);
        using Visitor frida = new(weft);
        await emil.SignUpAsync("set_emil");
        await frida.SignUpAsync("set_frida");
        string action = (await emil.GetAsync("/settings/sessions"))
            .Body.Split("action=\"")
            .First(part => part.StartsWith("/settings/sessions/", StringComparison.Ordinal))
            .Split('"')[0];
        ApiAnswer own = await frida.GetAsync("/settings/sessions");

        ApiAnswer refused = await frida.SubmitAsync(
            own,
            own.Body.Split("action=\"").First(part => part.StartsWith("/settings/sessions/", StringComparison.Ordinal)).Split('"')[0],
            sentTo: action
        );

        Assert.Equal(404, refused.Status);
        Assert.True(await emil.IsInAsync());
    }

    [Fact]
    public async Task A_passkey_needs_a_browser_and_an_unasked_answer_is_refused()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        using Visitor gerd = new(weft);
        await gerd.SignUpAsync("set_gerd");

        Assert.Contains("Add a passkey", (await gerd.GetAsync("/settings/passkeys")).Body, StringComparison.Ordinal);
        Assert.Equal(400, (await weft.Api.PostAsync("/login/passkey", new { credential = new { }, next = "/" })).Status);
    }

    private static Task<ApiAnswer> ChangeAsync(
        Visitor visitor,
        string current,
        string password,
        params (string Name, string Value)[] other
    ) => visitor.SubmitAsync("/settings/account", "/settings/account/password", [("current", current), ("password", password), .. other]);

    private static Task<ApiAnswer> DeleteAsync(Visitor visitor, string password) =>
        visitor.SubmitAsync("/settings/account/delete", "/settings/account/delete", ("current", password));
}
