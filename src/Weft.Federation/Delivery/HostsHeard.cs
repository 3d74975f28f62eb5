using System.Threading.Channels;
using Weft.Federation.Documents;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Delivery;

/// <summary>
/// Told whenever another server speaks to this one: a server that counted as dead is then sent what waits for it, and one
/// that signs by RFC 9421 is written to in that form.
/// </summary>
public sealed class HostsHeard(DeadHosts dead, IHostMemory memory, TimeProvider clock)
{
    private readonly Channel<string> toTry = Channel.CreateBounded<string>(
        new BoundedChannelOptions(1_024) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    /// <summary>Servers that are to be tried again.</summary>
    internal ChannelReader<string> ToTry => toTry.Reader;

    /// <summary>A server has sent something with a good signature. Costs a look in a table when it counts as living.</summary>
    /// <param name="keyId">The id of the key that it signed with.</param>
    /// <param name="scheme">How.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task HeardFromAsync(string? keyId, SignatureScheme? scheme, CancellationToken cancellation)
    {
        if (Origin.Of(keyId) is not { } origin)
        {
            return;
        }

        if (dead.IsToBeTried(origin.Authority))
        {
            toTry.Writer.TryWrite(origin.Authority);
        }

        if (
            scheme == SignatureScheme.MessageSignature
            && await memory.RecallAsync(origin, cancellation) is not { Works: SignatureScheme.MessageSignature }
        )
        {
            HostSigning shown = new(SignatureScheme.MessageSignature, false, clock.GetUtcNow(), null);
            await memory.RememberAsync(origin, shown, cancellation);
        }
    }
}
