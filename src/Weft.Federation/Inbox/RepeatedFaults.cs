using Microsoft.Extensions.Logging;
using Weft.Core.Storage;
using Weft.Federation.Documents.Activities;

namespace Weft.Federation.Inbox;

/// <summary>
/// Sets an end to activities that end in the same trouble with each try: a fault in this server, a key that its server
/// gives to nobody, a post that is reposted and not to be had. Some send the same for ever, and nothing else until it is taken (Lemmy). What may pass, such as a
/// database or a server that is away, is none of these.
/// </summary>
public sealed partial class RepeatedFaults(IDialect dialect, ILogger<RepeatedFaults> log)
{
    /// <summary>With which time an activity is given up.</summary>
    public const int Most = 3;

    private const int Kept = 10_000;

    private readonly BoundedCache<string, Times> times = new(Kept);
    private readonly Lock gate = new();

    /// <summary>Takes an activity; the third time that it fails it is answered as taken, with an error in the log.</summary>
    /// <param name="activity">What came.</param>
    /// <param name="take">Takes it.</param>
    /// <param name="cancellation">The sender has gone.</param>
    public async Task<InboxAnswer> TakeAsync(ActivityDocument activity, Func<Task<InboxAnswer>> take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(activity);
        ArgumentNullException.ThrowIfNull(take);
        try
        {
            InboxAnswer answer = await take();
            if (!answer.IsLasting || !IsOnceTooOften(activity, "key"))
            {
                return answer;
            }

            LogWithheld(NameOf(activity), activity.Actor, answer.Detail);
        }
        catch (Exception fault)
            when (fault is not StorageUnavailableException
                && !dialect.IsUnavailable(fault)
                && !cancellation.IsCancellationRequested
                && IsOnceTooOften(activity, fault.GetType().Name)
            )
        {
            LogFault(fault, NameOf(activity), activity.Actor);
        }

        return InboxAnswer.Taken("It failed here three times and was given up.");
    }

    private bool IsOnceTooOften(ActivityDocument activity, string cause)
    {
        string key = OncePerActivity.KeyOf($"{cause} {activity.Actor} {NameOf(activity)}");
        lock (gate)
        {
            if (!times.TryGet(key, out Times? counted))
            {
                counted = new Times();
                times.Put(key, counted);
            }

            return ++counted.Count >= Most;
        }
    }

    private static string NameOf(ActivityDocument activity) => activity.Id ?? $"{activity.Kind} of {activity.Object?.Id}";

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave up {Activity} of {Actor}, which is a fault of this server with each try")]
    private partial void LogFault(Exception fault, string activity, string actor);

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave up {Activity} of {Actor}: {Why}")]
    private partial void LogWithheld(string activity, string actor, string why);

    private sealed class Times
    {
        public int Count { get; set; }
    }
}
