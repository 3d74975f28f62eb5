using System.Globalization;

namespace Weft.Server.Api.Binding;

/// <summary>
/// One value of a request, whichever way it came: a text (numbers and booleans are texts), nothing (JSON null), an
/// object, or a list.
/// </summary>
internal sealed class FieldNode
{
    private readonly string? text;
    private Dictionary<string, FieldNode>? members;
    private List<FieldNode>? items;

    /// <summary>An empty object, list or nothing, until something is put in.</summary>
    public FieldNode() { }

    /// <summary>A text. It is kept without U+0000, which no database takes and nobody means.</summary>
    public FieldNode(string text) =>
        this.text = text.Contains('\0', StringComparison.Ordinal) ? text.Replace("\0", "", StringComparison.Ordinal) : text;

    /// <summary>JSON null, or an empty object.</summary>
    public static FieldNode Null => new();

    /// <summary>The text; null when it is none.</summary>
    public string? Text => text;

    /// <summary>True for JSON null.</summary>
    public bool IsNull => text is null && members is null && items is null;

    /// <summary>The members of an object, in the order in which they came; empty when it is none.</summary>
    public IReadOnlyDictionary<string, FieldNode> Members => members ?? EmptyMembers;

    /// <summary>True when it is an object.</summary>
    public bool IsObject => members is not null;

    private static readonly Dictionary<string, FieldNode> EmptyMembers = [];

    /// <summary>
    /// The entries, wherever a list is meant: those of a list; those of an object whose keys are numbers, by number; a
    /// single text or object as a list of one; nothing for null and for an empty text.
    /// </summary>
    public IReadOnlyList<FieldNode> Items
    {
        get
        {
            if (items is not null)
            {
                return items;
            }

            if (members is { Count: > 0 } && members.Keys.All(IsIndex))
            {
                return [.. members.OrderBy(m => long.Parse(m.Key, CultureInfo.InvariantCulture)).Select(m => m.Value)];
            }

            return IsNull || text is "" ? [] : [this];
        }
    }

    /// <summary>Adds an entry to a list.</summary>
    public void Add(FieldNode item) => (items ??= []).Add(item);

    /// <summary>Sets a member of an object; the last one wins.</summary>
    public void Set(string name, FieldNode value) => (members ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>Makes it an object, even without members.</summary>
    public void BeObject() => members ??= new(StringComparer.Ordinal);

    /// <summary>Makes it a list, even without entries.</summary>
    public void BeList() => items ??= [];

    /// <summary>The object or list that stands under this name, made when there is none or only a text.</summary>
    public FieldNode Open(string name)
    {
        if (members is null || !members.TryGetValue(name, out FieldNode? inner) || inner.Text is not null)
        {
            inner = new FieldNode();
            Set(name, inner);
        }

        return inner;
    }

    /// <summary>
    /// The object that a field of a list of objects belongs to, as in <c>a[][id]=1&amp;a[][name]=x</c>: the last one, or a
    /// new one when the last one has that member.
    /// </summary>
    public FieldNode OpenItem(string member)
    {
        if (items is null or [] || items[^1].Text is not null || items[^1].Members.ContainsKey(member))
        {
            Add(new FieldNode());
        }

        return items![^1];
    }

    /// <summary>Takes over the members of another object.</summary>
    public void Overlay(FieldNode other)
    {
        foreach ((string name, FieldNode value) in other.Members)
        {
            Set(name, value);
        }
    }

    private static bool IsIndex(string key) => key.Length is > 0 and < 10 && key.All(char.IsAsciiDigit);
}
