using System.Net;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>Signing up by a link, where not everybody may.</summary>
public sealed partial class InvitationTests
{
    [Theory, EachDatabase]
    public async Task Who_has_a_link_signs_up_and_nobody_else(DatabaseKind kind)
    {
        await using WeftProcess weft = await StartAsync("invite", kind);
        using Visitor anna = new(weft);
        using Visitor berta = new(weft);
        string link = PathOf(await weft.CliAsync("accounts", "invite"));

        Assert.Equal(403, (await anna.GetAsync("/signup")).Status);
        Assert.Equal(403, (await anna.GetAsync("/signup?invite=guessed")).Status);
        Assert.Contains("You are invited", (await anna.GetAsync(link)).Body, StringComparison.Ordinal);
        Assert.Equal(422, (await anna.SignUpAsync("no dashes", link)).Status);
        ApiAnswer late = await berta.GetAsync(link);
        Assert.Equal(303, (await anna.SignUpAsync("anna", link)).Status);
        Assert.True(await anna.IsInAsync());

        ApiAnswer refused = await berta.SubmitAsync(
            late,
            "/signup",
            ("username", "berta"),
            ("email", "berta@people.example"),
            ("password", Visitor.Password),
            ("rules", "1")
        );
        Assert.Equal(403, refused.Status);
        Assert.Contains("used up", refused.Body, StringComparison.Ordinal);
        Assert.Contains("used up", (await berta.GetAsync(link)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_moderate_make_links_and_take_them_back()
    {
        await using WeftProcess weft = await StartAsync("invite");
        await weft.CliAsync("accounts", "create", "olga", "--email", "olga@people.example", "--password", Visitor.Password, "--owner");
        await weft.CreateAccountAsync("mila");
        using Visitor olga = new(weft);
        using Visitor mila = new(weft);
        using Visitor nina = new(weft);
        await olga.LogInAsync("olga");
        await mila.LogInAsync("mila");

        Assert.Equal(404, (await mila.GetAsync("/admin/invitations")).Status);
        Assert.Contains("/admin/invitations", (await olga.GetAsync("/settings")).Body, StringComparison.Ordinal);
        Assert.Equal(422, (await MakeAsync(olga, "many")).Status);
        Assert.Equal(303, (await MakeAsync(olga, "2")).Status);
        ApiAnswer page = await olga.GetAsync("/admin/invitations");
        string link = PathOf(WebUtility.HtmlDecode(Link().Match(page.Body).Value));
        Assert.Equal(303, (await nina.SignUpAsync("nina", link)).Status);
        page = await olga.GetAsync("/admin/invitations");
        Assert.Contains("1 of 2 used", page.Body, StringComparison.Ordinal);

        Assert.Equal(303, (await olga.SubmitAsync(page, Revoke().Match(page.Body).Value)).Status);
        using Visitor paul = new(weft);
        Assert.Equal(403, (await paul.GetAsync(link)).Status);
    }

    [Fact]
    public async Task Where_somebody_decides_a_link_spares_the_wait()
    {
        await using WeftProcess weft = await StartAsync("approval");
        using Visitor inga = new(weft);
        string link = PathOf(await weft.CliAsync("accounts", "invite", "--uses", "2", "--days", "1"));

        Assert.Contains("name=\"reason\"", (await inga.GetAsync("/signup?invite=guessed")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"reason\"", (await inga.GetAsync(link)).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await inga.SignUpAsync("inga", link)).Status);
        Assert.True(await inga.IsInAsync());
    }

    [Fact]
    public async Task The_command_line_names_a_number_that_cannot_be()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        Finished refused = await weft.TryCliAsync("accounts", "invite", "--uses", "0");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("uses have to be a number from 1 to 1000", refused.Error, StringComparison.Ordinal);
    }

    private static Task<ApiAnswer> MakeAsync(Visitor visitor, string uses) =>
        visitor.SubmitAsync("/admin/invitations", "/admin/invitations", ("uses", uses), ("days", "7"));

    private static Task<WeftProcess> StartAsync(string mode, DatabaseKind kind = DatabaseKind.Sqlite) =>
        WeftProcess.StartAsync(
            new WeftSettings
            {
                Database = kind,
                Environment = new Dictionary<string, string> { ["Weft__Registration"] = mode },
            }
        );

    private static string PathOf(string link) => new Uri(link).PathAndQuery;

    [GeneratedRegex(@"http://[^""]*/signup\?invite=[A-Za-z0-9]+")]
    private static partial Regex Link();

    [GeneratedRegex(@"/admin/invitations/\d+/revoke")]
    private static partial Regex Revoke();
}
