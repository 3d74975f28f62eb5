using System.Text;

namespace Weft.Federation.Signatures.Messages;

/// <summary>The text that is signed by RFC 9421 (section 2.5): a line for each component, the parameters last, no line feed at the end.</summary>
internal static class SignatureBase
{
    /// <summary>The text; null with the component that Weft doesn't know or that the request doesn't have.</summary>
    /// <param name="request">The request.</param>
    /// <param name="components">The components' names in their order.</param>
    /// <param name="parameters">The inner list with its parameters, in the order and spelling of "Signature-Input".</param>
    /// <param name="unknown">The component that is absent.</param>
    public static string? Of(RequestParts request, IEnumerable<string> components, string parameters, out string? unknown)
    {
        StringBuilder text = new();
        foreach (string component in components)
        {
            if (Value(request, component) is not { } value)
            {
                unknown = component;
                return null;
            }

            text.Append('"').Append(component).Append("\": ").Append(value).Append('\n');
        }

        unknown = null;
        return text.Append("\"@signature-params\": ").Append(parameters).ToString();
    }

    /// <summary>A component's value, or null when the request has none.</summary>
    public static string? Value(RequestParts request, string component) =>
        component switch
        {
            "@method" => request.Method,
            "@target-uri" => request.TargetUri,
            "@authority" => request.Authority,
            "@scheme" => request.Scheme,
            "@request-target" => request.Target,
            "@path" => request.Path,
            "@query" => request.Query,
            ['@', ..] => null,
            _ => request.Field(component),
        };
}
