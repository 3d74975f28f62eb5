using System.Threading.Channels;

namespace Weft.Server.Identity.Mail;

/// <summary>
/// Mail on its way, so that no request waits for a mail server, and none takes longer because an address is known. It is
/// kept in memory only: whoever misses a mail asks for it again.
/// </summary>
internal sealed class MailQueue
{
    private readonly Channel<Letter> letters = Channel.CreateBounded<Letter>(
        new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>What is to be sent.</summary>
    public ChannelReader<Letter> Letters => letters.Reader;

    /// <summary>Sends it soon; leaves it out when a thousand wait already.</summary>
    public void Send(Letter letter) => letters.Writer.TryWrite(letter);
}
