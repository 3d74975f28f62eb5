using Weft.Federation.Signatures.Messages;

namespace Weft.Federation.Signatures;

/// <summary>What a server asks to be signed, in the field "Accept-Signature" of a 401 (RFC 9421 section 5.1).</summary>
public sealed record AcceptSignature
{
    private const int LongestNonce = 512;
    private const int LongestField = 8 * 1024;
    private const int MostComponents = 50;

    private AcceptSignature() { }

    /// <summary>
    /// What Weft asks for. With a body the digest, too.
    /// </summary>
    public static string Ours(bool hasBody) =>
        hasBody
            ? "sig1=(\"@method\" \"@target-uri\" \"@authority\" \"content-digest\");created;keyid;alg=\"rsa-v1_5-sha256\""
            : "sig1=(\"@method\" \"@target-uri\" \"@authority\");created;keyid;alg=\"rsa-v1_5-sha256\"";

    internal string Label { get; init; } = "sig1";
    internal IReadOnlyList<string> Components { get; init; } = [];
    internal bool Expires { get; init; }
    internal string? KeyId { get; init; }
    internal string? Algorithm { get; init; }
    internal string? Nonce { get; init; }
    internal string? Tag { get; init; }

    /// <summary>The first wish that can be given for this request; null when there is none, or the field can't be read.</summary>
    public static AcceptSignature? Read(string field, RequestParts request, SigningIdentity identity) =>
        field.Length > LongestField
            ? null
            : StructuredFieldReader
                .ReadDictionary(field)
                ?.Select(Wish)
                .FirstOrDefault(wish => wish is not null && MessageSigning.CanGive(request, wish, identity));

    private static AcceptSignature? Wish(StructuredMember member)
    {
        if (
            member.Value is not StructuredMember[] { Length: <= MostComponents } items
            || items.Any(item => item.Value is not string || item.Parameters.Count > 0)
        )
        {
            return null;
        }

        return new AcceptSignature
        {
            Label = member.Key,
            Components = [.. items.Select(item => (string)item.Value).Distinct()],
            Expires = member.Parameter("expires") is not null,
            KeyId = member.Parameter("keyid") as string,
            Algorithm = member.Parameter("alg") as string,
            Nonce = member.Parameter("nonce") is string { Length: <= LongestNonce } nonce ? nonce : null,
            Tag = member.Parameter("tag") as string,
        };
    }
}
