using System.Text.Json;
using Weft.Server.Tests.Identity;
using Weft.Testing;

namespace Weft.Server.Tests.Cli;

/// <summary><c>weft federation</c>, and what a running server makes of it.</summary>
public sealed class FederationCommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Decisions_are_made_listed_told_to_all_and_taken_back(DatabaseKind kind)
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings { Database = kind });

        string blocked = await weft.CliAsync("federation", "block", "Spam.example", "--comment", "Nothing but, \"advertising\"");
        await weft.CliAsync("federation", "silence", "loud.example", "--reject-media", "--obfuscate");
        await weft.CliAsync("federation", "allow", "friends.loud.example");
        string hosts = await weft.CliAsync("federation", "hosts", "--decided");
        JsonElement told = (await weft.Api.GetAsync("/api/v1/instance/domain_blocks")).Json;

        Assert.StartsWith("spam.example: suspended.", blocked, StringComparison.Ordinal);
        Assert.Contains("loud.example\tsilenced, no media\t?\t0\t0\tnever\tclosed", hosts, StringComparison.Ordinal);
        Assert.Contains("friends.loud.example\tallowed", hosts, StringComparison.Ordinal);
        Assert.Equal(
            ["lou*.****ple silence", "spam.example suspend"],
            told.EnumerateArray().Select(b => $"{b.GetProperty("domain")} {b.GetProperty("severity")}").Order()
        );
        Assert.Equal("Nothing but, \"advertising\"", told[1].GetProperty("comment").GetString());
        Assert.Equal(64, told[0].GetProperty("digest").GetString()!.Length);

        Assert.StartsWith("spam.example: normal.", await weft.CliAsync("federation", "unblock", "spam.example"), StringComparison.Ordinal);
        Assert.DoesNotContain("spam.example", await weft.CliAsync("federation", "hosts", "--decided"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_in_Mastodons_form_go_in_and_come_out()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings());
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\r\n"
                + "spam.example,suspend,false,false,\"Spam, \"\"bots\"\"\",false\r\n"
                + "loud.example,silence,true,true,,true\r\n"
                + "sp*m.example,suspend,false,false,,false\r\n"
                + "odd.example,shout,false,false,,false\r\n",
            Cancellation
        );

        string dry = await weft.CliAsync("federation", "import", file, "--dry-run");
        Finished taken = await weft.TryCliAsync("federation", "import", file);
        string out_ = await weft.CliAsync("federation", "export");
        await File.WriteAllTextAsync(file, "friend.example\nother.example\n", Cancellation);
        await weft.CliAsync("federation", "import", file, "--allow");
        File.Delete(file);

        Assert.Contains("spam.example,suspend", dry, StringComparison.Ordinal);
        Assert.Equal(0, taken.ExitCode);
        Assert.Contains("2 servers were taken over, 1 passed over", taken.Output, StringComparison.Ordinal);
        Assert.Contains("Line 5: \"shout\"", taken.Error, StringComparison.Ordinal);
        Assert.Contains("Passed over: sp*m.example", taken.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate",
                "loud.example,silence,true,true,,true",
                "spam.example,suspend,false,false,\"Spam, \"\"bots\"\"\",false",
            ],
            out_.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Equal(
            ["#domain", "friend.example", "other.example"],
            (await weft.CliAsync("federation", "export", "--allow"))
                .ReplaceLineEndings("\n")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public async Task What_is_no_server_is_refused_in_a_sentence_and_help_teaches()
    {
        WeftProcess weft = await WeftProcess.SharedAsync(DatabaseKind.Sqlite);

        Finished refused = await weft.TryCliAsync("federation", "block", "no host");
        Finished missing = await weft.TryCliAsync("federation", "import", "/nowhere/list.csv");
        string help = await weft.CliAsync("federation", "--help");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is not the name of a server", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Contains("follows are cut", help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_page_moderators_look_and_admins_decide()
    {
        await using WeftProcess weft = await WeftProcess.StartAsync(new WeftSettings());
        await weft.CliAsync("accounts", "create", "olga", "--email", "olga@people.example", "--password", Visitor.Password, "--owner");
        await weft.CreateAccountAsync("mila");
        await weft.CreateAccountAsync("nina");
        await weft.CliAsync("accounts", "promote", "mila", "--role", "moderator");
        using Visitor olga = new(weft);
        using Visitor mila = new(weft);
        using Visitor nina = new(weft);
        await olga.LogInAsync("olga");
        await mila.LogInAsync("mila");
        await nina.LogInAsync("nina");

        Assert.Equal(404, (await nina.GetAsync("/admin/hosts")).Status);
        Assert.Contains("/admin/hosts", (await olga.GetAsync("/settings")).Body, StringComparison.Ordinal);
        Assert.Equal(303, (await DecideAsync(olga, "spam.example", "Suspended")).Status);
        Assert.Equal(422, (await DecideAsync(olga, "no host", "Suspended")).Status);
        Assert.Equal(422, (await DecideAsync(olga, "spam.example", "Shout")).Status);
        ApiAnswer seen = await mila.GetAsync("/admin/hosts?show=decided");
        Assert.Contains("id=\"spam.example\"", seen.Body, StringComparison.Ordinal);
        Assert.Contains("Suspended", seen.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"policy\"", seen.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "id=\"spam.example\"",
            (await olga.GetAsync("/admin/hosts?after=spam.example")).Body,
            StringComparison.Ordinal
        );
    }

    private static Task<ApiAnswer> DecideAsync(Visitor visitor, string domain, string policy) =>
        visitor.SubmitAsync("/admin/hosts", "/admin/hosts", ("domain", domain), ("policy", policy));
}
