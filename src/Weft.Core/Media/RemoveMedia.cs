using Microsoft.EntityFrameworkCore;
using Weft.Core.Storage;

namespace Weft.Core.Media;

/// <summary>Somebody takes an upload back that no post shows.</summary>
/// <param name="AccountId">Who uploaded it.</param>
/// <param name="Id">The upload.</param>
public sealed record RemoveMedia(long AccountId, long Id);

/// <summary>Does <see cref="RemoveMedia"/>.</summary>
public sealed class RemoveMediaHandler(IWriter writer)
{
    /// <summary>Answers the upload's id; <see cref="Refusal.NotFound"/> when it is not the account's own or a post shows it.</summary>
    public Task<Outcome<long>> RunAsync(RemoveMedia command, CancellationToken cancellation) =>
        writer.RunAsync<long>(
            async work =>
            {
                int removed = await work
                    .Db.Media.Where(m => m.Id == command.Id && m.AccountId == command.AccountId)
                    .Where(m => m.PostId == null && m.State != MediaState.Discarded)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MediaState.Discarded), cancellation);
                if (removed == 0)
                {
                    return Refused.NotFound;
                }

                work.Raise(new MediaDiscarded());
                return command.Id;
            },
            cancellation
        );
}
