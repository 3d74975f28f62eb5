namespace Weft.Federation.Html;

/// <summary>What a piece of markup is.</summary>
internal enum MarkupKind
{
    /// <summary>Text, its entities resolved.</summary>
    Text,

    /// <summary>A start tag.</summary>
    Open,

    /// <summary>An end tag.</summary>
    Close,
}

/// <summary>A piece of markup.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The text, or the element's name in lower case.</param>
/// <param name="Attributes">Of a start tag: names in lower case, entities in values resolved.</param>
internal readonly record struct MarkupToken(MarkupKind Kind, string Value, IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    /// <summary>The first attribute of a name.</summary>
    public string? Attribute(string name)
    {
        foreach (KeyValuePair<string, string> attribute in Attributes)
        {
            if (attribute.Key == name)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    /// <summary>True when its class names hold this one.</summary>
    public bool HasClass(string name) => Attribute("class")?.Split((char[]?)null).Contains(name, StringComparer.Ordinal) == true;
}
