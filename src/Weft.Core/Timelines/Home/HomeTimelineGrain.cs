using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Timelines;

/// <summary>Keeps a <see cref="LiveHome"/> while its owner is online.</summary>
internal sealed class HomeTimelineGrain(TimelineHub hub, RebuildGate gate, IDbContextFactory<WeftDb> contexts, TimeProvider clock)
    : Grain,
        IHomeTimelineGrain
{
    private LiveHome home = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        home = new LiveHome(this.GetPrimaryKeyLong(), hub, gate, contexts, clock);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        home.Close();
        return Task.CompletedTask;
    }

    public ValueTask<HomePage> ReadAsync(HomePageRequest request) => home.ReadAsync(request);
}
