using System.Text;
using CsCheck;
using Weft.Federation.Signatures;
using Weft.Federation.Signatures.Keys;

namespace Weft.Federation.Tests.Signatures;

/// <summary>What Weft signs, Weft takes; with one byte changed, wherever, it doesn't.</summary>
public sealed class RoundTripTests
{
    private static readonly SigningKey Rsa = SigningKey.NewRsa();
    private static readonly SigningKey Ed25519 = SigningKey.NewEd25519();

    private static readonly Gen<(string Method, string Target, byte[] Body)> Requests = Gen.Select(
        Choice("GET", "POST"),
        Choice("/inbox", "/users/a%7Eb", "/users/bob?page=1&x=%2F", "/"),
        Gen.Byte.Array[1, 100],
        (method, target, body) => (method, target, method == "GET" ? [] : body)
    );

    private static readonly Gen<SigningForm> Forms = Choice(
        SigningForm.First,
        new SigningForm(SignatureScheme.Cavage, PathOnly: true),
        new SigningForm(SignatureScheme.MessageSignature)
    );

    [Fact]
    public void What_is_signed_is_taken() =>
        Gen.Select(Requests, Forms, Gen.Bool)
            .Sample(
                (request, form, rsa) =>
                {
                    (List<KeyValuePair<string, string>> fields, SigningKey key) = Sign(request, form, rsa);
                    SignatureVerdict verdict = Judge(request.Method, "b.example", request.Target, fields, request.Body, key, true);
                    Assert.True(verdict.IsValid, verdict.ToString());
                    Assert.Equal(form.Scheme, verdict.Scheme);
                },
                iter: 60
            );

    [Fact]
    public void One_changed_byte_anywhere_is_refused() =>
        Gen.Select(Requests, Forms, Gen.Int[0, 100_000], Gen.Int[1, 126])
            .Sample(
                (request, form, place, change) =>
                {
                    (List<KeyValuePair<string, string>> fields, SigningKey key) = Sign(request, form, true);

                    // The request as one row of bytes: the target, the fields' values and the body.
                    List<byte[]> parts =
                    [
                        Encoding.ASCII.GetBytes(request.Target),
                        .. fields.Select(field => Encoding.ASCII.GetBytes(field.Value)),
                        request.Body,
                    ];
                    int at = place % parts.Sum(part => part.Length);
                    int index = 0;
                    while (at >= parts[index].Length)
                    {
                        at -= parts[index++].Length;
                    }

                    string part =
                        index == 0 ? "target"
                        : index <= fields.Count ? fields[index - 1].Key
                        : "body";
                    if (IsHarmless(part, parts[index], at, form))
                    {
                        return;
                    }

                    parts[index][at] = part == "body" ? (byte)(parts[index][at] ^ change) : Other(parts[index][at], change);
                    List<KeyValuePair<string, string>> changed =
                    [
                        .. fields.Select((field, n) => KeyValuePair.Create(field.Key, Encoding.ASCII.GetString(parts[n + 1]))),
                    ];
                    SignatureVerdict verdict = Judge(
                        request.Method,
                        "b.example",
                        Encoding.ASCII.GetString(parts[0]),
                        changed,
                        parts[^1],
                        key,
                        form.PathOnly
                    );
                    Assert.False(verdict.IsValid, $"{part} at {at}: {Encoding.ASCII.GetString(parts[index])}");
                },
                iter: 1000
            );

    /// <summary>What isn't signed: the query where only the path is, the Date by the standard, the word "algorithm", which decides nothing.</summary>
    private static bool IsHarmless(string part, byte[] bytes, int at, SigningForm form)
    {
        string text = Encoding.ASCII.GetString(bytes);
        return part switch
        {
            "target" => form.PathOnly && text.IndexOf('?', StringComparison.Ordinal) is >= 0 and int query && at > query,
            "Date" => form.Scheme == SignatureScheme.MessageSignature,
            "Signature" when form.Scheme == SignatureScheme.Cavage => text.IndexOf("algorithm=", StringComparison.Ordinal) is int name
                && at >= name
                && at < name + "algorithm".Length,
            _ => false,
        };
    }

    private static Gen<T> Choice<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(n => values[n]);

    private static byte Other(byte old, int change)
    {
        byte next = (byte)(' ' + ((old - ' ' + change) % 95));
        return char.ToLowerInvariant((char)next) == char.ToLowerInvariant((char)old) ? (byte)(old == '!' ? '#' : '!') : next;
    }

    private static (List<KeyValuePair<string, string>> Fields, SigningKey Key) Sign(
        (string Method, string Target, byte[] Body) request,
        SigningForm form,
        bool rsa
    )
    {
        SigningKey key = rsa ? Rsa : Ed25519;
        List<KeyValuePair<string, string>> fields = [new("Host", "b.example")];
        if (request.Method == "POST")
        {
            fields.Add(new("Content-Type", "application/activity+json"));
        }

        RequestParts leaving = new(request.Method, "https", "b.example", request.Target, AsHeaders(fields), request.Body);
        fields.AddRange(RequestSigner.Sign(leaving, new(Peer.Alice + "#main-key", key), form, Peer.Noon));
        if (form.Scheme == SignatureScheme.MessageSignature)
        {
            // It signs the authority in place of these two.
            fields.RemoveAll(field => field.Key is "Host" or "Content-Type");
        }

        return (fields, key);
    }

    private static SignatureVerdict Judge(
        string method,
        string authority,
        string target,
        List<KeyValuePair<string, string>> fields,
        byte[] body,
        SigningKey key,
        bool queryIsHarmless
    ) =>
        Peer.JudgeAsync(
                new RequestParts(method, "https", authority, target, AsHeaders(fields), body),
                queryIsHarmless: queryIsHarmless,
                lookup: (keyId, _, _) => new(keyId == Peer.Alice + "#main-key" ? Public(key) : new KeyAnswer.NotFound("another id"))
            )
            .GetAwaiter()
            .GetResult();

    private static KeyAnswer.Found Public(SigningKey key)
    {
        if (key.Kind == KeyKind.Rsa)
        {
            return Peer.Key(key.PublicText, fetched: true);
        }

        Assert.True(VerificationKey.TryReadMultikey(key.PublicText, out VerificationKey? read, out string? why), why);
        return new(read, Peer.Alice, true);
    }

    private static IEnumerable<KeyValuePair<string, IEnumerable<string?>>> AsHeaders(List<KeyValuePair<string, string>> fields) =>
        fields.Select(field => KeyValuePair.Create<string, IEnumerable<string?>>(field.Key, [field.Value]));
}
