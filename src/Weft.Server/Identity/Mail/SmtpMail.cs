using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Weft.Server.Hosting;

namespace Weft.Server.Identity.Mail;

/// <summary>Hands mail to the server of <c>Weft:Smtp</c>.</summary>
internal sealed class SmtpMail(WeftOptions options) : IMail
{
    private readonly SmtpOptions smtp = options.Smtp;

    public async Task SendAsync(Letter letter, CancellationToken cancellation)
    {
        using MimeMessage message = new();
        message.From.Add(new MailboxAddress(options.Title, smtp.From));
        message.To.Add(new MailboxAddress("", letter.To));
        message.Subject = letter.Subject;
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new TextPart("plain") { Text = letter.Text };
        try
        {
            using SmtpClient client = new();
            await client.ConnectAsync(smtp.Host, smtp.Port, Security, cancellation);
            if (smtp.User.Length > 0)
            {
                await client.AuthenticateAsync(smtp.User, smtp.Password, cancellation);
            }

            await client.SendAsync(message, cancellation);
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception fault)
            when (fault
                    is ServiceNotConnectedException
                        or ProtocolException
                        or CommandException
                        or SslHandshakeException
                        or AuthenticationException
                        or System.Net.Sockets.SocketException
                        or NotSupportedException
                        or TimeoutException
            )
        {
            throw new IOException($"{smtp.Host} did not take the mail: {fault.Message}", fault);
        }
    }

    private SecureSocketOptions Security =>
        smtp.Security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "none" => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
}
