using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Server.Tests.Identity;

/// <summary>Where a mail server is set, addresses have to be confirmed.</summary>
public sealed partial class MailTests
{
    [Fact]
    public async Task Who_signs_up_confirms_the_address_first()
    {
        await using SmtpSink mails = new();
        await using WeftProcess weft = await WeftProcess.StartAsync(mails.Settings);
        using Visitor anna = new(weft);

        Assert.Contains("Look into your mail", (await anna.SignUpAsync("mail_anna")).Body, StringComparison.Ordinal);
        Assert.False(await anna.IsInAsync());
        string first = await mails.NextAsync();
        Assert.Contains("mail_anna@people.example", first, StringComparison.Ordinal);

        // Who tries to log in gets another one.
        Assert.Contains("Look into your mail", (await anna.LogInAsync("mail_anna")).Body, StringComparison.Ordinal);
        await mails.NextAsync();

        ApiAnswer page = await anna.GetAsync(LinkIn(first));
        Assert.Contains("mail_anna@people.example", page.Body, StringComparison.Ordinal);
        Assert.False(await LogsInAsync(anna, "mail_anna"));
        Assert.Contains("confirmed", (await anna.SubmitAsync(page, "/confirm-email")).Body, StringComparison.Ordinal);
        Assert.True(await LogsInAsync(anna, "mail_anna"));
        Assert.Equal(400, (await anna.GetAsync("/confirm-email?token=forged")).Status);
    }

    private static async Task<bool> LogsInAsync(Visitor visitor, string name) => (await visitor.LogInAsync(name)).Status == 303;

    /// <summary>Path and query of the link; quoted-printable breaks long lines with = at their ends.</summary>
    private static string LinkIn(string mail)
    {
        string text = mail.Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        return new Uri(Link().Match(text).Value).PathAndQuery;
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Link();
}
