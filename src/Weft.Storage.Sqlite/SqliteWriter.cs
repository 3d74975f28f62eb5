using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Weft.Core;
using Weft.Core.Ids;
using Weft.Core.Storage;

namespace Weft.Storage.Sqlite;

/// <summary>
/// SQLite has one writer, so commands queue for it. Each runs under a savepoint; those that wait together share one
/// transaction, and all are answered after its commit. So commands are serial by construction, and a flush to disk
/// (<c>synchronous = FULL</c>) is paid once for all of them.
/// </summary>
public sealed partial class SqliteWriter : IWriter, IAsyncDisposable
{
    /// <summary>How many commands share a transaction at most: enough to hide the flush, few enough to answer soon.</summary>
    private const int BatchSize = 128;

    private const int Attempts = 4;

    private readonly Channel<QueuedCommand> queue = Channel.CreateBounded<QueuedCommand>(
        new BoundedChannelOptions(8_192) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );
    private readonly IdSource ids;
    private readonly TimeProvider clock;
    private readonly EventSink sink;
    private readonly IDialect dialect;
    private readonly ILogger<SqliteWriter> log;
    private readonly SqliteConnection connection;
    private readonly PooledDbContextFactory<WeftDb> contexts;
    private readonly Task loop;

    /// <summary>Starts the writer; the file is opened with the first command.</summary>
    public SqliteWriter(
        SqliteOptions options,
        IdSource ids,
        TimeProvider clock,
        EventSink sink,
        IDialect dialect,
        ILogger<SqliteWriter> log
    )
    {
        this.ids = ids;
        this.clock = clock;
        this.sink = sink;
        this.dialect = dialect;
        this.log = log;
        connection = new SqliteConnection(options.WriterConnectionString);
        contexts = new PooledDbContextFactory<WeftDb>(SqliteOptions.Writable(connection), poolSize: 4);
        loop = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public async Task<Outcome<T>> RunAsync<T>(Func<Work, Task<Outcome<T>>> command, CancellationToken cancellation)
    {
        QueuedCommand<T> queued = new(command, cancellation);
        await queue.Writer.WriteAsync(queued, cancellation);
        return await queued.Answer;
    }

    /// <summary>Finishes what is queued and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        await connection.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        List<QueuedCommand> batch = new(BatchSize);
        while (await queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                EnsureOpen();
                Execute("BEGIN IMMEDIATE");
                while (batch.Count < BatchSize && queue.Reader.TryRead(out QueuedCommand? command))
                {
                    if (command.Cancellation.IsCancellationRequested)
                    {
                        command.Fail(new OperationCanceledException(command.Cancellation));
                        continue;
                    }

                    batch.Add(command);
                    await RunOneAsync(command);
                }

                Execute("COMMIT");
            }
            catch (Exception fault)
            {
                LogBatchLost(fault, batch.Count);
                Recover();
                FailAll(batch, fault);
                continue;
            }

            foreach (QueuedCommand command in batch)
            {
                command.Finish(sink);
            }
        }
    }

    /// <summary>Runs one command under a savepoint. Throws only when the whole transaction is lost.</summary>
    private async Task RunOneAsync(QueuedCommand command)
    {
        for (int attempt = 1; ; attempt++)
        {
            Execute("SAVEPOINT command");
            Exception? fault = null;
            bool kept = false;
            try
            {
                await using WeftDb db = contexts.CreateDbContext();
                db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
                Work work = new(db, ids, Moment.Now(clock)) { Attempt = attempt };
                kept = await command.RunAsync(work);
                if (kept)
                {
                    await work.SaveAsync(CancellationToken.None);
                }
            }
            catch (Exception thrown)
            {
                fault = thrown;
            }

            if (fault is null)
            {
                Execute(kept ? "RELEASE command" : "ROLLBACK TO command; RELEASE command");
                return;
            }

            // Some faults (a full disk) make SQLite roll back everything, the other commands of the batch included.
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0)
            {
                throw new StorageUnavailableException("SQLite rolled the transaction back.", fault);
            }

            Execute("ROLLBACK TO command; RELEASE command");
            if (!dialect.IsClash(fault) || attempt == Attempts)
            {
                command.Abandon(
                    dialect.IsUnavailable(fault) ? new StorageUnavailableException("The database cannot write.", fault) : fault
                );
                return;
            }
        }
    }

    private void EnsureOpen()
    {
        if (connection.State == System.Data.ConnectionState.Open)
        {
            return;
        }

        connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000");
    }

    private void Execute(string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void Recover()
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            {
                Execute("ROLLBACK");
            }
        }
        catch (Exception fault)
        {
            // Whatever it is, a fresh connection is the way on: the loop must never end.
            LogBatchLost(fault, 0);
            connection.Close();
        }
    }

    private void FailAll(List<QueuedCommand> batch, Exception fault)
    {
        // Where the transaction could not even begin, one waiting command is told, so that nobody waits for ever.
        if (batch.Count == 0 && queue.Reader.TryRead(out QueuedCommand? waiting))
        {
            batch.Add(waiting);
        }

        Exception told = fault as StorageUnavailableException ?? new StorageUnavailableException("The database cannot write.", fault);
        foreach (QueuedCommand command in batch)
        {
            command.Fail(told);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A transaction with {Commands} commands was rolled back; each was told so")]
    private partial void LogBatchLost(Exception fault, int commands);
}
