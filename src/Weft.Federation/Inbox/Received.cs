using Weft.Federation.Actors;
using Weft.Federation.Documents.Activities;
using Weft.Federation.Posts;

namespace Weft.Federation.Inbox;

/// <summary>An activity that has come, and whose actor has signed it.</summary>
/// <param name="Activity">What was done.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="RecipientId">Whose inbox it came to; null for the server's.</param>
/// <param name="Writer">Through which its effect is written.</param>
/// <param name="Budget">What may be fetched for it.</param>
public sealed record Received(ActivityDocument Activity, RemotePerson Actor, long? RecipientId, OncePerActivity Writer, FetchBudget Budget)
{
    /// <summary>The activity as it came, letter by letter, for passing it on; null where it is not at hand or too long for that.</summary>
    public string? Said { get; init; }

    /// <summary>The id of another server's post that was looked for when the activity came; null for none.</summary>
    public string? LookedFor { get; init; }

    /// <summary>Why nothing was done now, and the sender is asked to try again; null when it is done.</summary>
    public string? Pending { get; private set; }

    /// <summary>The post here that has <see cref="LookedFor"/> as its id; null when none was known.</summary>
    public long? Known { get; init; }

    /// <summary>What it needs was not to be had: the sender is asked to try again where that may help.</summary>
    /// <returns>The same sentence.</returns>
    public string Missing(string why)
    {
        Pending = Budget.MissedForNow ? why : null;
        return why;
    }
}

/// <summary>Does what one kind of activity says.</summary>
public interface IActivityHandler
{
    /// <summary>Which kinds.</summary>
    IReadOnlyList<ActivityKind> Kinds { get; }

    /// <summary>Does it. What concerns nobody here does nothing.</summary>
    /// <returns>One sentence for operators: what was done, or why nothing was.</returns>
    Task<string> TakeAsync(Received received, CancellationToken cancellation);
}
