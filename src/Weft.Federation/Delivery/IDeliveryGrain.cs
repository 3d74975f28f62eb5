using Orleans.Concurrency;

namespace Weft.Federation.Delivery;

/// <summary>
/// Sends one other server what is for it, in order. The key is the server's name: its host, with its port if it has one.
/// One for each server, so that a dead one holds up nobody else.
/// </summary>
[Alias("Weft.IDeliveryGrain")]
public interface IDeliveryGrain : IGrainWithStringKey
{
    /// <summary>There is something to send, or it is time to try again. Comes back at once.</summary>
    /// <param name="heard">True when the server has just spoken to us: it is tried though it was thought dead.</param>
    [OneWay, AlwaysInterleave, Alias("Wake")]
    ValueTask WakeAsync(bool heard);
}
