using Weft.Core.Ids;

namespace Weft.Core.Storage;

/// <summary>
/// The one way to change facts: a command's function runs in one transaction, and what it raised is told after the
/// commit and before the answer. The function may run again when ids or unique keys clashed or a statement came too late, so
/// it does nothing but read and change <see cref="Work.Db"/>; slow things (network, hashing, media) come before.
/// </summary>
public interface IWriter
{
    /// <summary>Runs a command. When it is refused nothing is written.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot be reached or cannot write; nothing was written.</exception>
    Task<Outcome<T>> RunAsync<T>(Func<Work, Task<Outcome<T>>> command, CancellationToken cancellation);
}

/// <summary>What a command works with: one transaction.</summary>
public sealed class Work(WeftDb db, IdSource ids, DateTimeOffset now)
{
    private readonly List<WeftEvent> events = [];
    private Statements? statements;

    /// <summary>Tracks changes; they are saved when the command has succeeded.</summary>
    public WeftDb Db { get; } = db;

    /// <summary>Statements that go together; what is left of them when the command has succeeded goes before tracked changes.</summary>
    public Statements Statements => statements ??= new Statements(Db);

    /// <summary>Makes ids.</summary>
    public IdSource Ids { get; } = ids;

    /// <summary>The moment at which the command runs, to the millisecond.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>Which try of the command this is, from 1: more than one where ids or unique keys clashed, or a statement came too late.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>What is to be told after the commit.</summary>
    public IReadOnlyList<WeftEvent> Events => events;

    /// <summary>Sends all that the command has changed to the database; for writers, before the commit.</summary>
    public async Task SaveAsync(CancellationToken cancellation)
    {
        if (statements is not null && !await statements.RunAsync(cancellation))
        {
            throw new OvertakenException();
        }

        await Db.SaveChangesAsync(cancellation);
    }

    /// <summary>Tells this after the commit.</summary>
    public void Raise(WeftEvent happened) => events.Add(happened);
}

/// <summary>
/// A statement of a command changed no row: what it builds on is no longer there. The command runs again, and looks.
/// </summary>
public sealed class OvertakenException : Exception
{
    /// <inheritdoc/>
    public OvertakenException()
        : base("A statement changed another number of rows than one.") { }

    /// <inheritdoc/>
    public OvertakenException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public OvertakenException(string message, Exception inner)
        : base(message, inner) { }
}

/// <summary>The database cannot be reached or cannot write now (full disk, lost connection). Doors answer 503.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <inheritdoc/>
    public StorageUnavailableException() { }

    /// <inheritdoc/>
    public StorageUnavailableException(string message)
        : base(message) { }

    /// <inheritdoc/>
    public StorageUnavailableException(string message, Exception inner)
        : base(message, inner) { }
}
