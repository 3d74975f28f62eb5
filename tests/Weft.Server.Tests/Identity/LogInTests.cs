using Weft.Testing;

namespace Weft.Server.Tests.Identity;

public sealed class LogInTests
{
    [Theory, EachDatabase]
    public async Task One_logs_in_by_name_or_address_and_out_again(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await weft.CreateAccountAsync("log_anna");
        foreach (string login in new[] { "log_anna", "@Log_Anna", "LOG_ANNA@people.example" })
        {
            using Visitor visitor = new(weft);
            Assert.Equal(303, (await visitor.LogInAsync(login)).Status);
            Assert.True(await visitor.IsInAsync());

            ApiAnswer home = await visitor.GetAsync("/compose");
            Assert.Equal(200, home.Status);
            Assert.Equal("/home", (await visitor.GetAsync("/login")).Headers["Location"]);

            Assert.Equal(
                303,
                (await visitor.SubmitAsync("/login?again=1", "/login", ("login", login), ("password", Visitor.Password))).Status
            );
        }
    }

    [Theory, EachDatabase]
    public async Task Nobody_learns_from_the_answer_whether_a_name_exists(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await weft.CreateAccountAsync("log_berta");
        using Visitor visitor = new(weft);

        ApiAnswer known = await visitor.LogInAsync("log_berta", "not the password");
        ApiAnswer unknown = await visitor.LogInAsync("log_nobody", "not the password");

        Assert.Equal(422, known.Status);
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(Shape(known, "log_berta"), Shape(unknown, "log_nobody"));
    }

    [Theory, EachDatabase]
    public async Task After_ten_wrong_passwords_even_the_right_one_waits(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await weft.CreateAccountAsync("log_clara");
        using Visitor visitor = new(weft);
        for (int i = 0; i < 9; i++)
        {
            await visitor.LogInAsync("log_clara", "not the password");
        }

        Assert.Equal(303, (await visitor.LogInAsync("log_clara")).Status);
        using Visitor other = new(weft);
        ApiAnswer wrong = await other.LogInAsync("log_clara", "not the password");
        for (int i = 0; i < 9; i++)
        {
            wrong = await other.LogInAsync("log_clara", "not the password");
        }

        ApiAnswer right = await other.LogInAsync("log_clara");
        Assert.Equal(422, right.Status);
        Assert.Equal(Shape(wrong, "log_clara"), Shape(right, "log_clara"));

        // A new password opens it again.
        await weft.CliAsync("accounts", "reset-password", "log_clara", "--password", "another long password");
        Assert.Equal(303, (await other.LogInAsync("log_clara", "another long password")).Status);
    }

    [Theory]
    [InlineData("/@log_dora", "/@log_dora")]
    [InlineData("/search?q=a%20b", "/search?q=a%20b")]
    [InlineData("https://evil.example/", "/home")]
    [InlineData("//evil.example/", "/home")]
    [InlineData("/\\evil.example/", "/home")]
    [InlineData("javascript:alert(1)", "/home")]
    public async Task One_goes_on_where_one_was_and_never_elsewhere(string next, string location)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        using Visitor visitor = new(weft);
        await visitor.SignUpAsync($"log_d{Guid.NewGuid():N}"[..20]);

        ApiAnswer answer = await visitor.GetAsync("/login?next=" + Uri.EscapeDataString(next));

        Assert.Equal(303, answer.Status);
        Assert.Equal(location, answer.Headers["Location"]);
    }

    [Fact]
    public async Task A_page_that_needs_somebody_sends_visitors_to_log_in_and_back()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);
        await weft.CreateAccountAsync("log_emil");
        using Visitor visitor = new(weft);

        ApiAnswer sent = await visitor.GetAsync("/compose?reply_to=1");
        Assert.Equal(302, sent.Status);
        ApiAnswer back = await visitor.LogInAsync("log_emil", page: sent.Headers["Location"]);

        Assert.Equal("/compose?reply_to=1", back.Headers["Location"]);
    }

    [Theory, EachDatabase]
    public async Task A_new_password_by_mail_works_once(DatabaseKind kind)
    {
        WeftProcess weft = await WeftProcess.SharedAsync(kind);
        await weft.CreateAccountAsync("log_frida");
        using Visitor visitor = new(weft);

        ApiAnswer known = await visitor.SubmitAsync("/forgot-password", "/forgot-password", ("login", "log_frida"));
        ApiAnswer unknown = await visitor.SubmitAsync("/forgot-password", "/forgot-password", ("login", "log_frida_not"));
        Assert.Equal(known.Body, unknown.Body);

        string link = await LogOf.LinkAsync(weft, "/reset-password?token=", "@log_frida@");
        Assert.Equal(422, (await visitor.SubmitAsync(link, "/reset-password", ("password", "short"))).Status);
        ApiAnswer page = await visitor.GetAsync(link);
        Assert.Equal(200, (await visitor.SubmitAsync(page, "/reset-password", ("password", "a new long password"))).Status);
        Assert.Equal(400, (await visitor.SubmitAsync(page, "/reset-password", ("password", "yet another password"))).Status);
        Assert.Equal(303, (await visitor.LogInAsync("log_frida", "a new long password")).Status);
        Assert.Equal(400, (await visitor.GetAsync("/reset-password?token=forged")).Status);
    }

    private static string Shape(ApiAnswer answer, string name)
    {
        string body = answer.Body.Replace(name, "NAME", StringComparison.Ordinal);
        int token = body.IndexOf("__RequestVerificationToken", StringComparison.Ordinal);
        int end = body.IndexOf('>', token);
        return body[..token] + body[end..];
    }
}
