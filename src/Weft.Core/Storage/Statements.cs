using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Weft.Core.Storage;

/// <summary>
/// Statements of a command that go to the database together, in their order. For what each post and each activity writes:
/// one way there and back instead of one for each, and without the change tracker, which costs more than the rows. What is left when the command has succeeded is sent before its tracked changes are saved.
/// </summary>
public sealed class Statements(WeftDb db)
{
    // A process that opens both databases has two models.
    private static readonly ConditionalWeakTable<IModel, ConcurrentDictionary<Type, Table>> Tables = [];

    // The time in which SQLite finds a statement's parameters by their names grows with the square of their number.
    private const int RowsAtOnce = 64;

    private readonly StringBuilder text = new();
    private DbCommand? command;
    private int rows;

    /// <summary>Adds a statement that changes one row.</summary>
    /// <param name="sql">The statement; what stands in it goes as parameters: numbers and texts as the database keeps them.</param>
    public void Add(FormattableString sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        DbCommand target = Begin();
        object[] names = new object[sql.ArgumentCount];
        for (int i = 0; i < names.Length; i++)
        {
            DbParameter parameter = target.CreateParameter();
            parameter.ParameterName = Name(target);
            parameter.Value = sql.GetArgument(i) ?? DBNull.Value;
            target.Parameters.Add(parameter);
            names[i] = parameter.ParameterName;
        }

        text.AppendFormat(CultureInfo.InvariantCulture, sql.Format, names).Append(";\n");
    }

    /// <summary>Adds a new row. What hangs on it in other tables is not looked at.</summary>
    public void Insert<TRow>(TRow row)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(row);
        Append([row]);
    }

    /// <summary>Sends new rows, many in each statement, after what was added before. What hangs on them in other tables is not looked at.</summary>
    public async Task InsertAllAsync<TRow>(IReadOnlyList<TRow> all, CancellationToken cancellation)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(all);
        foreach (TRow[] some in all.Chunk(RowsAtOnce))
        {
            Append(some);
            if (!await RunAsync(cancellation))
            {
                throw new OvertakenException();
            }
        }
    }

    /// <summary>Sends what was added since the last time. True when each statement changed its row.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (command is null)
        {
            return true;
        }

        int expected = rows;
        await using DbCommand sent = command;
        sent.CommandText = text.ToString();
        sent.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        (command, rows) = (null, 0);
        text.Clear();
        return await sent.ExecuteNonQueryAsync(cancellation) == expected;
    }

    private static string Name(DbCommand target) => string.Create(CultureInfo.InvariantCulture, $"@s{target.Parameters.Count}");

    private void Append<TRow>(TRow[] some)
        where TRow : class
    {
        DbCommand target = Begin(some.Length);
        Table table = Tables.GetOrCreateValue(db.Model).GetOrAdd(typeof(TRow), static (type, db) => Table.Of(db, type), db);
        text.Append(table.Into);
        for (int row = 0; row < some.Length; row++)
        {
            text.Append(row == 0 ? "(" : "), (");
            for (int i = 0; i < table.Columns.Length; i++)
            {
                (IProperty property, RelationalTypeMapping mapping) = table.Columns[i];
                string name = Name(target);
                object? value = property.GetGetter().GetClrValue(some[row]);
                target.Parameters.Add(mapping.CreateParameter(target, name, value, property.IsNullable));
                text.Append(i == 0 ? "" : ", ").Append(name);
            }
        }

        text.Append(");\n");
    }

    private DbCommand Begin(int changed = 1)
    {
        rows += changed;
        return command ??= db.Database.GetDbConnection().CreateCommand();
    }

    /// <summary>How a row is written.</summary>
    /// <param name="Into">The statement up to its values.</param>
    /// <param name="Columns">What is written into each column, in the statement's order.</param>
    private sealed record Table(string Into, (IProperty Property, RelationalTypeMapping Mapping)[] Columns)
    {
        public static Table Of(WeftDb db, Type type)
        {
            ISqlGenerationHelper sql = db.GetService<ISqlGenerationHelper>();
            IEntityType entity = db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} has no table.");
            StoreObjectIdentifier table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            IProperty[] properties = [.. entity.GetProperties()];
            string columns = string.Join(", ", properties.Select(p => sql.DelimitIdentifier(p.GetColumnName(table)!)));
            return new Table(
                $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({columns}) VALUES ",
                [.. properties.Select(p => (p, p.GetRelationalTypeMapping()))]
            );
        }
    }
}
