using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Weft.Core.Storage;

/// <summary>
/// A query that is translated once: hot reads save the look-up of their expression tree. EF Core binds a compiled query
/// to one model, and a process that opens both databases (the tests do) has two, so one is kept for each.
/// </summary>
/// <param name="compile">Calls <c>EF.CompileAsyncQuery</c>.</param>
public sealed class CompiledQuery<TQuery>(Func<TQuery> compile)
    where TQuery : class
{
    private readonly ConditionalWeakTable<IModel, TQuery> byModel = [];

    /// <summary>The query for the context's model.</summary>
    public TQuery For(WeftDb db) => byModel.GetValue(db.Model, _ => compile());
}
