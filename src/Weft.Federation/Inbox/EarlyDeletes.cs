using Weft.Core.Storage;
using Weft.Federation.Documents;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Http;
using Weft.Federation.Signatures;

namespace Weft.Federation.Inbox;

/// <summary>
/// A Delete by somebody who is not known here. It may have overtaken its Create, which would bring what its author has
/// taken back; so it is noted, for a server so many times in a minute.
/// </summary>
public sealed class EarlyDeletes(IWriter writer, TimeProvider clock)
{
    /// <summary>How many are noted for one server in a minute.</summary>
    public const int Most = 60;

    private readonly OriginWindow noted = new(Most, clock);

    /// <summary>Notes it, if it is one.</summary>
    /// <param name="activity">What came, with its actor's good signature.</param>
    /// <param name="verdict">On the signature.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>One sentence for operators.</returns>
    public async Task<string> NoteAsync(ActivityDocument activity, SignatureVerdict verdict, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(verdict);
        if (
            activity.Kind != ActivityKind.Delete
            || activity.Object?.Id is not { } id
            || !Origin.Same(id, activity.Actor)
            || Origin.Of(id) is not { } origin
            || !noted.Take(origin)
        )
        {
            return "It concerns nobody here.";
        }

        OncePerActivity once = ActivityKey.Writer(writer, activity, verdict);
        once.NoteAlso(OncePerActivity.DeletedKeyOf(activity.Actor, id));
        await once.NoteAsync(cancellation);
        return "What is deleted was not here, and stays away.";
    }
}
