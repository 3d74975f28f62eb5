namespace Weft.Federation.Http;

/// <summary>Says whom nothing is asked and nothing is sent.</summary>
public interface IHostGate
{
    /// <summary>True when the operators have shut the host out.</summary>
    /// <param name="host">In lower case, with its port if it has one of its own.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<bool> IsSuspendedHostAsync(string host, CancellationToken cancellation);

    /// <summary>
    /// True when the host, named with its port, is known: the operators allowed it, or somebody there is known. Only then a
    /// port that is neither 80 nor 443 is dialled, since a stranger could else have any port of any host knocked at.
    /// </summary>
    /// <param name="host">In lower case, with its port.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<bool> IsKnownHostAsync(string host, CancellationToken cancellation);
}
