namespace Weft.Server.Api.Binding;

/// <summary>Names with brackets: <c>a[b][c]</c>, <c>a[]</c>, <c>a[0]</c>, <c>a[][b]</c>.</summary>
internal static class FieldPath
{
    /// <summary>How deep names may nest.</summary>
    private const int MaxDepth = 8;

    /// <summary>Puts a value where its name says. A name whose brackets don't match is taken as it is.</summary>
    /// <exception cref="BadFieldException">It nests too deep.</exception>
    public static void Put(FieldNode root, string name, FieldNode value)
    {
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket <= 0 || name[^1] != ']')
        {
            root.Set(name, value);
            return;
        }

        string[] inner = name[(bracket + 1)..^1].Split("][");
        if (inner.Length > MaxDepth)
        {
            throw BadFieldException.Unreadable("a name is nested too deep");
        }

        if (inner.Any(part => part.AsSpan().IndexOfAny('[', ']') >= 0))
        {
            root.Set(name, value);
            return;
        }

        Put(root, name[..bracket], inner, value);
    }

    private static void Put(FieldNode node, string first, string[] inner, FieldNode value)
    {
        string key = first;
        for (int i = 0; i < inner.Length; i++)
        {
            node = key.Length == 0 ? node.OpenItem(inner[i]) : node.Open(key);
            key = inner[i];
        }

        if (key.Length == 0)
        {
            node.Add(value);
        }
        else
        {
            node.Set(key, value);
        }
    }
}
