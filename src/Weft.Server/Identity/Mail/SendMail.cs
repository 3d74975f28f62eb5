namespace Weft.Server.Identity.Mail;

/// <summary>Sends what is in the <see cref="MailQueue"/>, and tries again when the mail server does not answer.</summary>
internal sealed class SendMail(MailQueue queue, IMail mail, TimeProvider clock, ILogger<SendMail> log) : BackgroundService
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (Letter letter in queue.Letters.ReadAllAsync(stoppingToken))
        {
            await SendAsync(letter, stoppingToken);
        }
    }

    private async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await mail.SendAsync(letter, cancellation);
                return;
            }
            catch (IOException fault) when (attempt < Pauses.Length)
            {
                log.LogWarning("A mail will be tried again: {Reason}", fault.Message);
            }
            catch (IOException fault)
            {
                log.LogError(fault, "A mail was given up");
                return;
            }

            await Task.Delay(Pauses[attempt], clock, cancellation);
        }
    }
}
