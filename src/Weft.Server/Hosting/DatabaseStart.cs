using Weft.Core.Media.Remote;
using Weft.Core.Storage;

namespace Weft.Server.Hosting;

/// <summary>
/// Brings the database up to date while the doors are put together and the silo starts, which takes as long and needs
/// no database. Whatever is started after it may read.
/// </summary>
internal sealed class DatabaseStart(IDialect dialect, LoadPictureSealHandler seal) : IHostedService
{
    private Task? running;

    /// <summary>Done when the database may be used. Begins at the first call.</summary>
    /// <param name="cancellation">Of the first call; gives up.</param>
    /// <exception cref="System.Data.Common.DbException">It cannot be reached, or does not take the changes.</exception>
    public Task ReadyAsync(CancellationToken cancellation) => running ??= Task.Run(() => PrepareAsync(cancellation), cancellation);

    /// <summary>Waits until the database is ready.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => ReadyAsync(cancellationToken);

    /// <summary>Nothing to stop.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        await dialect.MigrateAsync(cancellation);
        await seal.RunAsync(cancellation);
    }
}
