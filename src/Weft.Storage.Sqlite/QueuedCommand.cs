using Weft.Core;
using Weft.Core.Storage;

namespace Weft.Storage.Sqlite;

/// <summary>A command that waits for the writer, and then for the commit.</summary>
internal abstract class QueuedCommand(CancellationToken cancellation)
{
    /// <summary>The caller's patience; looked at before the command begins, never while it runs.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>Runs the function; true when it succeeded and its changes are to be saved.</summary>
    public abstract Task<bool> RunAsync(Work work);

    /// <summary>Remembers that this command failed by itself: it is told after the batch, which goes on without it.</summary>
    public abstract void Abandon(Exception fault);

    /// <summary>Tells what happened, then answers the caller. Called after the commit.</summary>
    public abstract void Finish(EventSink sink);

    /// <summary>Answers the caller with a fault: nothing was written.</summary>
    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
internal sealed class QueuedCommand<T>(Func<Work, Task<Outcome<T>>> command, CancellationToken cancellation) : QueuedCommand(cancellation)
{
    private readonly TaskCompletionSource<Outcome<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> outcome;
    private IReadOnlyList<WeftEvent> events = [];
    private Exception? fault;

    public Task<Outcome<T>> Answer => answer.Task;

    public override async Task<bool> RunAsync(Work work)
    {
        outcome = await command(work);
        events = outcome.Succeeded ? work.Events : [];
        return outcome.Succeeded;
    }

    public override void Abandon(Exception fault) => this.fault = fault;

    public override void Finish(EventSink sink)
    {
        if (fault is not null)
        {
            answer.TrySetException(fault);
            return;
        }

        sink.Publish(events);
        answer.TrySetResult(outcome);
    }

    public override void Fail(Exception fault) => answer.TrySetException(fault);
}
