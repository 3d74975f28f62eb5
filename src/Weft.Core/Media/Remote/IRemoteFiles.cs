namespace Weft.Core.Media.Remote;

/// <summary>What came of fetching a file of another server.</summary>
public enum FetchEnd
{
    /// <summary>It is there, whole.</summary>
    Fetched,

    /// <summary>Not now; it may be had later.</summary>
    Failed,

    /// <summary>Not now, and nothing else of that server either: it does not answer.</summary>
    Silent,

    /// <summary>There is none, it is too large, or it is not to be asked for.</summary>
    Refused,
}

/// <summary>What a file is to be.</summary>
public enum RemoteFileKind
{
    /// <summary>A picture, for which people wait.</summary>
    Picture,

    /// <summary>A video or a sound, which may take minutes.</summary>
    Film,
}

/// <summary>Fetches files of other servers. Whatever the other server does is a <see cref="FetchEnd"/>.</summary>
public interface IRemoteFiles
{
    /// <summary>Fetches a file. What it is is for its bytes to say.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="kind">What it is to be.</param>
    /// <param name="into">An empty stream; what is in it counts only when the file was fetched.</param>
    /// <param name="most">Bytes that it may have.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<FetchEnd> FetchAsync(string address, RemoteFileKind kind, Stream into, long most, CancellationToken cancellation);
}
