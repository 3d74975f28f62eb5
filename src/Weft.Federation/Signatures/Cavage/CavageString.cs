namespace Weft.Federation.Signatures.Cavage;

/// <summary>The text that is signed (draft-cavage-http-signatures-12, section 2.3): a line for each part, joined by line feeds.</summary>
internal static class CavageString
{
    public const string Target = "(request-target)";
    public const string Created = "(created)";
    public const string Expires = "(expires)";

    /// <summary>The text, or null with the part that the request doesn't have.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parts">The names of the parts in their order, in lower case.</param>
    /// <param name="target">Path and query, or the path alone.</param>
    /// <param name="created">What stands for "(created)", as spelled in the parameter.</param>
    /// <param name="expires">What stands for "(expires)".</param>
    /// <param name="absent">The part that is absent.</param>
    public static string? Of(
        RequestParts request,
        IReadOnlyList<string> parts,
        string target,
        string? created,
        string? expires,
        out string? absent
    )
    {
        string[] lines = new string[parts.Count];
        for (int n = 0; n < parts.Count; n++)
        {
            string? value = parts[n] switch
            {
                Target => $"{request.Method.ToLowerInvariant()} {target}",
                Created => created,
                Expires => expires,
                string name => request.Field(name),
            };
            if (value is null)
            {
                absent = parts[n];
                return null;
            }

            lines[n] = $"{parts[n]}: {value}";
        }

        absent = null;
        return string.Join('\n', lines);
    }
}
