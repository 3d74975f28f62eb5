using Weft.Core.Media.Remote;
using Weft.Federation.Actors;
using Weft.Federation.Http;

namespace Weft.Federation.Media;

/// <summary>Fetches pictures and films at their own servers, by the rules that hold for all that is asked of others.</summary>
/// <param name="http">Asks.</param>
/// <param name="things">Knows which addresses are this server's own.</param>
public sealed class RemoteFiles(FederationHttpClient http, KnownThings things) : IRemoteFiles
{
    /// <inheritdoc/>
    public async Task<FetchEnd> FetchAsync(string address, RemoteFileKind kind, Stream into, long most, CancellationToken cancellation)
    {
        // A picture of another server that is said to be here could lead round in a ring.
        if (things.IsLocal(address))
        {
            return FetchEnd.Refused;
        }

        Wanted wanted = kind == RemoteFileKind.Film ? Wanted.Film : Wanted.Picture;
        return await http.DownloadAsync(address, wanted, into, most, cancellation) switch
        {
            HttpOutcome.Received => FetchEnd.Fetched,
            HttpOutcome.Unreachable => FetchEnd.Silent,
            HttpOutcome.Busy => FetchEnd.Failed,
            _ => FetchEnd.Refused,
        };
    }
}
