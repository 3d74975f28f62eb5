namespace Weft.Federation.Http;

/// <summary>Says whom nothing is asked and nothing is sent.</summary>
public interface IHostGate
{
    /// <summary>True when the operators have shut the host out.</summary>
    /// <param name="host">In lower case, with its port if it has one of its own.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<bool> IsSuspendedHostAsync(string host, CancellationToken cancellation);
}
