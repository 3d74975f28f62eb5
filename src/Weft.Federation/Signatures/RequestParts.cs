namespace Weft.Federation.Signatures;

/// <summary>What a signature can speak of in a request, whether it came in or is about to leave.</summary>
/// <remarks>
/// For a request that came in, scheme and authority are the server's own public ones, never what the request claims; the
/// target is the raw one of the request line, since decoding changes what was signed.
/// </remarks>
public sealed class RequestParts
{
    private readonly Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="method">The method in capitals.</param>
    /// <param name="scheme">"http" or "https".</param>
    /// <param name="authority">The host, with its port unless that is the scheme's own.</param>
    /// <param name="target">Path and query exactly as on the wire; begins with a slash.</param>
    /// <param name="headers">The header fields. One that stands several times is joined by a comma and a space.</param>
    /// <param name="body">The body's bytes as they were on the wire; empty without a body.</param>
    public RequestParts(
        string method,
        string scheme,
        string authority,
        string target,
        IEnumerable<KeyValuePair<string, IEnumerable<string?>>> headers,
        ReadOnlyMemory<byte> body
    )
    {
        Method = method;
        Scheme = scheme;
        Authority = Normalised(scheme, authority);
        Target = target;
        Body = body;
        foreach ((string name, IEnumerable<string?> values) in headers)
        {
            foreach (string? value in values)
            {
                string trimmed = value?.Trim() ?? "";
                fields[name] = fields.TryGetValue(name, out string? before) ? $"{before}, {trimmed}" : trimmed;
            }
        }
    }

    private RequestParts(RequestParts other, IEnumerable<KeyValuePair<string, string>> replaced)
    {
        (Method, Scheme, Authority, Target, Body) = (other.Method, other.Scheme, other.Authority, other.Target, other.Body);
        fields = new(other.fields, StringComparer.OrdinalIgnoreCase);
        foreach ((string name, string value) in replaced)
        {
            fields[name] = value;
        }
    }

    /// <summary>The method in capitals.</summary>
    public string Method { get; }

    /// <summary>"http" or "https".</summary>
    public string Scheme { get; }

    /// <summary>The host in lower case, with its port unless that is the scheme's own.</summary>
    public string Authority { get; }

    /// <summary>Path and query exactly as on the wire.</summary>
    public string Target { get; }

    /// <summary>The body's bytes.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The path without the query.</summary>
    public string Path => HasQuery ? Target[..Target.IndexOf('?', StringComparison.Ordinal)] : Target;

    /// <summary>The query with its question mark; a lone question mark without a query (RFC 9421 section 2.2.7).</summary>
    public string Query => HasQuery ? Target[Target.IndexOf('?', StringComparison.Ordinal)..] : "?";

    /// <summary>Whether the target has a query.</summary>
    public bool HasQuery => Target.Contains('?', StringComparison.Ordinal);

    /// <summary>The whole address (RFC 9421 section 2.2.2).</summary>
    public string TargetUri => $"{Scheme}://{Authority}{Target}";

    /// <summary>Whether a digest must be signed: there is a body, or the method always has one.</summary>
    public bool HasBody => Body.Length > 0 || Method == "POST";

    /// <summary>A field's value, or null when the field is absent.</summary>
    public string? Field(string name) => fields.GetValueOrDefault(name);

    /// <summary>The same request with some fields replaced.</summary>
    internal RequestParts With(IEnumerable<KeyValuePair<string, string>> replaced) => new(this, replaced);

    /// <summary>An authority in lower case and without the scheme's own port, so that two spellings compare equal.</summary>
    internal static string Normalised(string scheme, string authority)
    {
        string own = scheme == "https" ? ":443" : ":80";
        string lower = authority.ToLowerInvariant();
        return lower.EndsWith(own, StringComparison.Ordinal) ? lower[..^own.Length] : lower;
    }
}
