using System.Globalization;
using System.Text;
using Weft.Core.Moderation;
using Weft.Core.Safety;

namespace Weft.Server.Cli;

/// <summary>A list of servers in the form in which Mastodon exports and imports it (CSV after RFC 4180).</summary>
/// <param name="Hosts">What it says.</param>
/// <param name="Faults">A sentence for each line that says nothing.</param>
internal sealed record BlockList(IReadOnlyList<JudgeHost> Hosts, IReadOnlyList<string> Faults)
{
    /// <summary>The first line.</summary>
    public const string Header = "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate";

    private static readonly string[] Columns = Header.Replace("#", "", StringComparison.Ordinal).Split(',');

    /// <summary>Reads a list, with or without a first line that names the columns.</summary>
    /// <param name="text">The file.</param>
    /// <param name="otherwise">What a line without severity says.</param>
    public static BlockList Read(string text, HostPolicy otherwise)
    {
        List<JudgeHost> hosts = [];
        List<string> faults = [];
        string[] columns = Columns;
        int line = 0;
        foreach (List<string> row in Rows(text.TrimStart('\uFEFF')))
        {
            line++;
            if (row is [""] or [])
            {
                continue;
            }

            if (row[0].TrimStart('#').Trim().Equals("domain", StringComparison.OrdinalIgnoreCase))
            {
                columns = [.. row.Select(c => c.Trim().TrimStart('#').ToLowerInvariant())];
                continue;
            }

            if (row[0].StartsWith('#'))
            {
                continue;
            }

            string Field(string name) => Array.IndexOf(columns, name) is >= 0 and int at && at < row.Count ? row[at].Trim() : "";
            if (Policy(Field("severity"), otherwise) is { } policy)
            {
                hosts.Add(
                    new JudgeHost(
                        Field("domain"),
                        policy,
                        IsTrue(Field("reject_media")),
                        IsTrue(Field("reject_reports")),
                        Field("public_comment"),
                        IsTrue(Field("obfuscate"))
                    )
                );
            }
            else
            {
                faults.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Line {line}: \"{Field("severity")}\" is neither suspend, silence nor noop."
                    )
                );
            }
        }

        return new BlockList(hosts, faults);
    }

    /// <summary>A line of the list.</summary>
    public static string Line(JudgeHost host) =>
        string.Join(
            ',',
            Quoted(host.Domain),
            host.Policy switch
            {
                HostPolicy.Suspended => "suspend",
                HostPolicy.Silenced => "silence",
                HostPolicy.Allowed => "allow",
                _ => "noop",
            },
            Word(host.RejectMedia),
            Word(host.RejectReports),
            Quoted(host.Comment ?? ""),
            Word(host.Obfuscate)
        );

    private static HostPolicy? Policy(string severity, HostPolicy otherwise) =>
        severity.ToUpperInvariant() switch
        {
            "" => otherwise,
            "SUSPEND" => HostPolicy.Suspended,
            "SILENCE" => HostPolicy.Silenced,
            "NOOP" => HostPolicy.Normal,
            "ALLOW" => HostPolicy.Allowed,
            _ => null,
        };

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1";

    private static string Word(bool value) => value ? "true" : "false";

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static IEnumerable<List<string>> Rows(string text)
    {
        List<string> row = [];
        StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '"' when quoted && i + 1 < text.Length && text[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(field.ToString());
                    field.Clear();
                    break;
                case '\n' when !quoted:
                    row.Add(field.ToString().TrimEnd('\r'));
                    field.Clear();
                    yield return row;
                    row = [];
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }

        if (row.Count > 0 || field.Length > 0)
        {
            row.Add(field.ToString());
            yield return row;
        }
    }
}
