namespace Weft.Federation.Signatures.Messages;

/// <summary>A member of a structured dictionary (RFC 9651), or an item of an inner list with an empty key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">
/// A long, a decimal, a string, a bool, a byte array, a <see cref="StructuredToken"/>, or for an inner list an array of members.
/// </param>
/// <param name="Parameters">Its parameters in their order.</param>
/// <param name="Raw">Value and parameters as they were spelled.</param>
internal sealed record StructuredMember(string Key, object Value, IReadOnlyList<KeyValuePair<string, object>> Parameters, string Raw)
{
    /// <summary>A parameter's value, or null.</summary>
    public object? Parameter(string name) => Parameters.FirstOrDefault(parameter => parameter.Key == name).Value;
}

/// <summary>A token of a structured field: a word without quotes.</summary>
internal sealed record StructuredToken(string Text);
