using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Tests.Signatures;

/// <summary>
/// Another server as its requests look here. It signs with code of its own, line by line, so that a fault in Weft's can't
/// hide behind the same fault on the other side.
/// </summary>
internal sealed class Peer
{
    public const string Alice = "https://a.example/users/alice";

    public const string Follow =
        """{"@context":"https://www.w3.org/ns/activitystreams","id":"https://a.example/follows/1","type":"Follow","actor":"https://a.example/users/alice","object":"https://b.example/users/bob"}""";

    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly RSA rsa = Rsa;
    private string signedTarget;

    public Peer(string method, string target)
    {
        Method = method;
        Target = signedTarget = target;
        headers["host"] = "b.example";
        headers["date"] = Noon.ToString("r", CultureInfo.InvariantCulture);
        if (method == "POST")
        {
            Body = Encoding.UTF8.GetBytes(Follow);
            headers["digest"] = "SHA-256=" + Convert.ToBase64String(SHA256.HashData(Body));
            headers["content-type"] = "application/activity+json";
        }
    }

    public string Method { get; set; }

    public string Target { get; set; }

    public byte[] Body { get; set; } = [];

    public static string PublicPem => Rsa.ExportSubjectPublicKeyInfoPem();

    /// <summary>A header, set in place of the usual one; null takes it away.</summary>
    public Peer Header(string name, string? value)
    {
        if (value is null)
        {
            headers.Remove(name);
        }
        else
        {
            headers[name] = value;
        }

        return this;
    }

    /// <summary>Signs as if the request line had this.</summary>
    public Peer SigningTarget(string target)
    {
        signedTarget = target;
        return this;
    }

    /// <summary>Signs by draft-cavage-12 with a list of parts.</summary>
    public Peer Cavage(
        string parts,
        string? algorithm = "rsa-sha256",
        string keyId = Alice + "#main-key",
        string? created = null,
        string? expires = null,
        HashAlgorithmName? hash = null
    )
    {
        IEnumerable<string> lines = parts
            .Split(' ')
            .Select(part =>
                part switch
                {
                    "(request-target)" => $"(request-target): {Method.ToLowerInvariant()} {signedTarget}",
                    "(created)" => $"(created): {created?.Trim('"')}",
                    "(expires)" => $"(expires): {expires?.Trim('"')}",
                    _ => $"{part}: {headers.GetValueOrDefault(part)}",
                }
            );
        byte[] signature = rsa.SignData(
            Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            hash ?? HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        string[] parameters =
        [
            $"keyId=\"{keyId}\"",
            .. algorithm is null ? Array.Empty<string>() : [$"algorithm=\"{algorithm}\""],
            .. created is null ? Array.Empty<string>() : [$"created={created}"],
            .. expires is null ? Array.Empty<string>() : [$"expires={expires}"],
            $"headers=\"{parts}\"",
            $"signature=\"{Convert.ToBase64String(signature)}\"",
        ];
        headers["signature"] = string.Join(',', parameters);
        return this;
    }

    /// <summary>Signs by RFC 9421: the components' lines as the test says them, and the inner list with its parameters.</summary>
    public Peer Message(string label, string lines, string parameters)
    {
        string text = $"{lines}\n\"@signature-params\": {parameters}";
        string signature = Convert.ToBase64String(
            rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        );
        headers["signature-input"] = Joined("signature-input", $"{label}={parameters}");
        headers["signature"] = Joined("signature", $"{label}=:{signature}:");
        return this;

        string Joined(string name, string more) => headers.TryGetValue(name, out string? before) ? $"{before}, {more}" : more;
    }

    public string ContentDigest => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Body))}:";

    /// <summary>The request as Weft, at https://b.example, receives it.</summary>
    public RequestParts Received(string authority = "b.example") =>
        new(
            Method,
            "https",
            authority,
            Target,
            headers.Select(header => KeyValuePair.Create<string, IEnumerable<string?>>(header.Key, [header.Value])),
            Body
        );

    /// <summary>What Weft makes of the request.</summary>
    public Task<SignatureVerdict> JudgedAsync(DateTimeOffset? now = null, bool queryIsHarmless = true, KeyLookup? lookup = null) =>
        JudgeAsync(Received(), now, queryIsHarmless, lookup);

    public static async Task<SignatureVerdict> JudgeAsync(
        RequestParts request,
        DateTimeOffset? now = null,
        bool queryIsHarmless = true,
        KeyLookup? lookup = null
    )
    {
        RequestVerifier verifier = new(new FakeTimeProvider(now ?? Noon.AddSeconds(10)));
        return await RequestVerifier.VerifyAsync(verifier.Read(request, queryIsHarmless), lookup ?? FindKey, CancellationToken.None);
    }

    /// <summary>The key under whatever id.</summary>
    public static ValueTask<KeyAnswer> FindKey(string keyId, bool refresh, CancellationToken cancellation) => new(Key(PublicPem));

    public static KeyAnswer.Found Key(string pem, bool fetched = false)
    {
        Assert.True(VerificationKey.TryReadPem(pem, KeyLimits.Usual, out VerificationKey? key, out string? why), why);
        return new KeyAnswer.Found(key, Alice, fetched);
    }
}
