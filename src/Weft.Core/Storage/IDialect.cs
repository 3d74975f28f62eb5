namespace Weft.Core.Storage;

/// <summary>What differs between the databases beside their migrations.</summary>
public interface IDialect
{
    /// <summary><c>sqlite</c> or <c>postgres</c>, for logs and metrics.</summary>
    string Name { get; }

    /// <summary>Brings the database to the current schema, under a lock: many processes may start at once.</summary>
    Task MigrateAsync(CancellationToken cancellation);

    /// <summary>
    /// True when an id or another unique key was taken meanwhile, or a statement came too late (<see cref="OvertakenException"/>):
    /// the command runs again.
    /// </summary>
    bool IsClash(Exception fault);

    /// <summary>True when the database cannot be reached or cannot write: the doors answer 503.</summary>
    bool IsUnavailable(Exception fault);
}

/// <summary>Walks an exception and what caused it.</summary>
public static class Causes
{
    /// <summary>True when the exception or one of its causes is of the type and passes the test.</summary>
    public static bool Any<TFault>(Exception fault, Func<TFault, bool> test)
        where TFault : Exception
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is TFault match && test(match))
            {
                return true;
            }
        }

        return false;
    }
}
