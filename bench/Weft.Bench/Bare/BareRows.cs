using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Weft.Bench.Town;
using Weft.Core.Accounts;
using Weft.Core.Ids;
using Weft.Core.Posts;
using Weft.Core.Storage;

namespace Weft.Bench.Bare;

/// <summary>Posts as bare values in the order of the table's columns, made before anything is measured.</summary>
internal sealed class BareRows
{
    private readonly IProperty[] properties;

    public BareRows(WeftDb db)
    {
        IEntityType type = db.Model.FindEntityType(typeof(Post))!;
        properties = [.. type.GetProperties()];
        string columns = string.Join(", ", properties.Select(p => $"\"{p.GetColumnName()}\""));
        string places = string.Join(", ", properties.Select((_, i) => $"@p{i}"));
        Insert = $"INSERT INTO \"{type.GetTableName()}\" ({columns}) VALUES ({places})";
    }

    /// <summary>The statement, with parameters <c>@p0</c>, <c>@p1</c> and so on.</summary>
    public string Insert { get; }

    /// <summary>How many columns there are.</summary>
    public int Columns => properties.Length;

    /// <summary>That many rows, of one author each.</summary>
    public List<object[]> Make(IdSource ids, int author, int count)
    {
        int shard = IdSource.PickShard();
        Account account = new()
        {
            Id = ids.Next(shard),
            Shard = shard,
            Username = "bare",
        };
        return [.. Enumerable.Range(0, count).Select(n => Values(Sayings.Plain(ids, account, (author * count) + n)))];
    }

    private object[] Values(Post post) =>
        [
            .. properties.Select(property =>
            {
                object? value = property.GetGetter().GetClrValue(post);
                return property.GetTypeMapping().Converter?.ConvertToProvider(value) ?? value ?? DBNull.Value;
            }),
        ];
}
