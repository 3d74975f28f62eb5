using System.Text.Json;

namespace Weft.Federation.Documents;

/// <summary>
/// An object of a foreign document, read as all of them must be: each key absent, one or many; string or object. Keys
/// are known by their plain names. What doesn't fit is dropped with a note.
/// </summary>
internal sealed partial class ForeignObject
{
    private readonly Dictionary<string, JsonElement> _members;
    private readonly ReadingRun _run;
    private readonly string _path;

    /// <param name="json">An object.</param>
    /// <param name="run">The document's reading.</param>
    /// <param name="path">Where it stands in the document, with a dot at the end; empty for the top.</param>
    /// <param name="nesting">How many documents it is inlined in.</param>
    public ForeignObject(JsonElement json, ReadingRun run, string path = "", int nesting = 0)
    {
        (_run, _path, Nesting) = (run, path, nesting);
        _members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        HashSet<string>? aliased = null;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            string plain = Vocabulary.Plain(property.Name);
            if (plain.Length == property.Name.Length)
            {
                IsAmbiguous |= aliased?.Contains(plain) == true && Vocabulary.IsCrucial(plain);
                _members[plain] = property.Value;
            }
            else
            {
                IsAmbiguous |= !_members.TryAdd(plain, property.Value) && Vocabulary.IsCrucial(plain);
                (aliased ??= []).Add(plain);
            }
        }

        Types = ReadTypes();
    }

    /// <summary>How many documents it is inlined in.</summary>
    public int Nesting { get; }

    /// <summary>True when two spellings of one crucial key stand in it.</summary>
    public bool IsAmbiguous { get; }

    /// <summary>Its types by their plain names.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The document's reading.</summary>
    public ReadingRun Run => _run;

    /// <summary>True when the key is there and not null.</summary>
    public bool Has(string name) => _members.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Notes that a key's value was left out or cut.</summary>
    public void Drop(string name, DropReason reason) => _run.Drop(_path + name, reason);

    /// <summary>True when it is of that type.</summary>
    public bool Is(string type) => Types.Contains(type, StringComparer.Ordinal);

    /// <summary>The key's value as it came; undefined when absent.</summary>
    public JsonElement Raw(string name) => _members.GetValueOrDefault(name);

    /// <summary>The key's values, null ones left out, at most that many.</summary>
    public IEnumerable<JsonElement> Values(string name, int most = Limits.Many)
    {
        if (!_members.TryGetValue(name, out JsonElement value))
        {
            yield break;
        }

        if (value.ValueKind == JsonValueKind.Object && IsList(value, out JsonElement list))
        {
            value = list;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            if (value.ValueKind != JsonValueKind.Null)
            {
                yield return value;
            }

            yield break;
        }

        int count = 0;
        foreach (JsonElement entry in value.EnumerateArray())
        {
            if (count == most)
            {
                Drop(name, DropReason.TooMany);
                yield break;
            }

            count++;
            if (entry.ValueKind != JsonValueKind.Null)
            {
                yield return entry;
            }
        }
    }

    /// <summary>The key's values that are objects; others are left out with a note unless they are texts.</summary>
    public IEnumerable<ForeignObject> Objects(string name, int most = Limits.Many)
    {
        foreach (JsonElement value in Values(name, most))
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                yield return Inner(name, value);
            }
            else if (value.ValueKind != JsonValueKind.String)
            {
                Drop(name, DropReason.WrongKind);
            }
        }
    }

    /// <summary>An object that stands at a key.</summary>
    public ForeignObject Inner(string name, JsonElement value, int deeper = 0) => new(value, _run, $"{_path}{name}.", Nesting + deeper);

    private static bool IsList(JsonElement value, out JsonElement list) =>
        value.TryGetProperty("@list"u8, out list) || value.TryGetProperty("@set"u8, out list);

    private string[] ReadTypes() =>
        [
            .. Values("type", 10)
                .Where(v => v.ValueKind == JsonValueKind.String)
                .Select(JsonStrings.Of)
                .Where(t => t.Length is > 0 and <= Limits.Word)
                .Select(Vocabulary.Plain),
        ];
}
