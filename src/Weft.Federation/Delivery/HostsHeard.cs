namespace Weft.Federation.Delivery;

/// <summary>Told whenever another server speaks to this one: a server that counted as dead is then sent what waits for it.</summary>
public sealed class HostsHeard(DeadHosts dead, IGrainFactory grains)
{
    /// <summary>
    /// A server has sent something with a good signature. Comes back at once, and costs a look in a table when it counts as
    /// living.
    /// </summary>
    /// <param name="host">Its name: the host in ASCII and lower case, with its port if it has one.</param>
    public void HeardFrom(string host)
    {
        if (dead.IsToBeTried(host))
        {
            // One way: there is no answer to wait for.
            _ = grains.GetGrain<IDeliveryGrain>(host).WakeAsync(heard: true).AsTask();
        }
    }
}
