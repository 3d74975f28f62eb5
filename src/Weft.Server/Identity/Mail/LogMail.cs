namespace Weft.Server.Identity.Mail;

/// <summary>Prints mail to the log: for servers without a mail server, whose operator hands on what it says.</summary>
internal sealed class LogMail(ILogger<LogMail> log) : IMail
{
    public Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        log.LogInformation("Mail to {Address}: {Subject}\n{Text}", letter.To, letter.Subject, letter.Text);
        return Task.CompletedTask;
    }
}
