using System.Globalization;
using System.Text;
using Weft.Federation.Signatures.Digests;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Signatures.Messages;

/// <summary>
/// Signs by RFC 9421 in a small form that all known verifiers take: method, whole address, authority and the body's digest.
/// </summary>
internal static class MessageSigning
{
    /// <summary>How long a signature holds when the host asks for an expiry.</summary>
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        RequestParts request,
        SigningIdentity identity,
        DateTimeOffset now,
        AcceptSignature? wish
    )
    {
        List<KeyValuePair<string, string>> fields = [new("Date", now.ToString("r", CultureInfo.InvariantCulture))];
        if (request.HasBody || wish?.Components.Contains("content-digest") == true)
        {
            fields.Add(new("Content-Digest", ContentDigestField.Of(request.Body.Span)));
        }

        if (wish?.Components.Contains("digest") == true)
        {
            fields.Add(new("Digest", DigestField.Of(request.Body.Span)));
        }

        RequestParts leaving = request.With([new("Host", request.Authority), .. fields]);
        string[] own = request.HasBody
            ? ["@method", "@target-uri", "@authority", "content-digest"]
            : ["@method", "@target-uri", "@authority"];
        string[] components = [.. (wish?.Components ?? []).Union(own)];
        string parameters = Parameters(components, identity, now, wish);
        string text = SignatureBase.Of(leaving, components, parameters, out _)!;
        string label = wish?.Label ?? "sig1";
        fields.Add(new("Signature-Input", $"{label}={parameters}"));
        fields.Add(new("Signature", $"{label}=:{Convert.ToBase64String(identity.Key.Sign(Encoding.UTF8.GetBytes(text)))}:"));
        return fields;
    }

    /// <summary>Whether all that the host asks to be signed is in the request, or is made by signing.</summary>
    public static bool CanGive(RequestParts request, AcceptSignature wish, SigningIdentity identity) =>
        wish.Components.All(component =>
            component is "content-digest" or "digest" or "date" or "host" || SignatureBase.Value(request, component) is not null
        )
        && (wish.KeyId is null || wish.KeyId == identity.KeyId)
        && (wish.Algorithm is null || wish.Algorithm == Algorithm(identity));

    private static string Parameters(string[] components, SigningIdentity identity, DateTimeOffset now, AcceptSignature? wish)
    {
        StringBuilder text = new();
        text.Append('(').AppendJoin(' ', components.Select(component => $"\"{component}\"")).Append(')');
        text.Append(CultureInfo.InvariantCulture, $";created={now.ToUnixTimeSeconds()}");
        if (wish?.Expires == true)
        {
            text.Append(CultureInfo.InvariantCulture, $";expires={(now + Lasting).ToUnixTimeSeconds()}");
        }

        text.Append(CultureInfo.InvariantCulture, $";keyid=\"{identity.KeyId}\";alg=\"{Algorithm(identity)}\"");
        Add("nonce", wish?.Nonce);
        Add("tag", wish?.Tag);
        return text.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                string escaped = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
                text.Append(CultureInfo.InvariantCulture, $";{name}=\"{escaped}\"");
            }
        }
    }

    private static string Algorithm(SigningIdentity identity) => identity.Key.Kind == KeyKind.Rsa ? "rsa-v1_5-sha256" : "ed25519";
}
