using Weft.Server.Tests.Mastodon;

[assembly: AssemblyFixture(typeof(WorldEnd))]

namespace Weft.Server.Tests.Mastodon;

/// <summary>Closes the database of <see cref="World"/> when all tests are done, since its writer would keep the process up.</summary>
public sealed class WorldEnd : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => World.EndAsync();
}
