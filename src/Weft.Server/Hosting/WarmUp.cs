using Microsoft.AspNetCore.DataProtection;
using Weft.Core;
using Weft.Core.Timelines;

namespace Weft.Server.Hosting;

/// <summary>
/// Does once, before the server says that it is ready, what the first visitors would have to wait for: the database
/// model, the main queries, the silo's first grain, and the keys of the page's forms, which a disk that is
/// full later could not keep.
/// </summary>
internal sealed class WarmUp(HomeTimeline home, PublicTimeline everyone, IDataProtectionProvider keys)
{
    /// <summary>Reads as a visitor and as an account that does not exist, and writes nothing.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Task visitor = Task.Run(() => everyone.ReadAsync(PublicScope.Everyone, null, PageRequest.Newest(20), cancellation), cancellation);
        await home.ReadAsync(0, PageRequest.Newest(20), cancellation);
        await visitor;
        keys.CreateProtector(nameof(WarmUp)).Protect([]);
    }
}
