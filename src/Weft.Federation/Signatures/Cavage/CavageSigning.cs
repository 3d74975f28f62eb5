using System.Globalization;
using System.Text;
using Weft.Federation.Signatures.Digests;

namespace Weft.Federation.Signatures.Cavage;

/// <summary>
/// Signs by draft-cavage-12 in the form that passes every known verifier: (request-target), host, date, and on a body digest
/// and content-type; algorithm "rsa-sha256", since some refuse a missing name and some the other one.
/// </summary>
internal static class CavageSigning
{
    public static IReadOnlyList<KeyValuePair<string, string>> Sign(
        RequestParts request,
        SigningIdentity identity,
        bool pathOnly,
        DateTimeOffset now
    )
    {
        List<KeyValuePair<string, string>> fields = [new("Date", now.ToString("r", CultureInfo.InvariantCulture))];
        List<string> parts = [CavageString.Target, "host", "date"];
        if (request.HasBody)
        {
            fields.Add(new("Digest", DigestField.Of(request.Body.Span)));
            parts.Add("digest");
            if (request.Field("content-type") is not null)
            {
                parts.Add("content-type");
            }
        }

        RequestParts leaving = request.With([new("Host", request.Authority), .. fields]);
        string target = pathOnly ? request.Path : request.Target;
        string text = CavageString.Of(leaving, parts, target, null, null, out _)!;
        string signature = Convert.ToBase64String(identity.Key.Sign(Encoding.UTF8.GetBytes(text)));
        string algorithm = identity.Key.Kind == Keys.KeyKind.Rsa ? "rsa-sha256" : "hs2019";
        fields.Add(
            new(
                "Signature",
                $"keyId=\"{identity.KeyId}\",algorithm=\"{algorithm}\",headers=\"{string.Join(' ', parts)}\",signature=\"{signature}\""
            )
        );
        return fields;
    }
}
