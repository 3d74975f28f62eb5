using System.Text;
using Weft.Testing;

namespace Weft.Bench.Report;

/// <summary>The figures as a table in Markdown, which is also what the console shows.</summary>
internal static class Table
{
    private static readonly string[] Heads = ["what", "database", "Weft", "compared with", "result", "goal", ""];

    /// <summary>The table.</summary>
    public static string Draw(IEnumerable<Figure> figures)
    {
        List<string[]> rows = [Heads, .. figures.Select(Cells)];
        int[] widths = [.. Heads.Select((_, column) => rows.Max(row => row[column].Length))];
        StringBuilder table = new();
        foreach (string[] row in rows)
        {
            Append(table, row.Select((cell, column) => cell.PadRight(widths[column])));
            if (ReferenceEquals(row, Heads))
            {
                Append(table, widths.Select(width => new string('-', Math.Max(3, width))));
            }
        }

        return table.ToString();
    }

    private static string[] Cells(Figure figure) =>
        [
            figure.What,
            figure.Database == DatabaseKind.Sqlite ? "SQLite" : "PostgreSQL",
            figure.Weft,
            figure.Limit,
            figure.Result.ToString(),
            figure.Result.Expected,
            figure.Result.Verdict,
        ];

    private static void Append(StringBuilder table, IEnumerable<string> cells) =>
        table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
