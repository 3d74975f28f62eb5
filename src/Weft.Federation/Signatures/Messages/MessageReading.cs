using Weft.Federation.Signatures.Digests;

namespace Weft.Federation.Signatures.Messages;

/// <summary>Reads the signatures of a request by RFC 9421 and checks all that needs no key.</summary>
internal static class MessageReading
{
    private const int Longest = 8 * 1024;
    private const int MostLabels = 10;
    private const int MostComponents = 50;

    private static readonly string[] TargetInParts = ["@scheme", "@authority", "@path", "@query"];

    public static SignatureReading Read(RequestParts request, string input, string? signatures, DateTimeOffset now)
    {
        if (
            input.Length > Longest
            || signatures is not { Length: <= Longest }
            || StructuredFieldReader.ReadDictionary(input) is not { Count: > 0 and <= MostLabels } inputs
            || StructuredFieldReader.ReadDictionary(signatures) is not { } values
        )
        {
            return SignatureReading.Refused(
                new(SignatureFault.Malformed, "Signature-Input and Signature are not structured fields that fit each other.")
                {
                    Scheme = SignatureScheme.MessageSignature,
                }
            );
        }

        List<PresentedSignature> candidates = [];
        SignatureVerdict? first = null;
        foreach (StructuredMember member in inputs)
        {
            byte[]? value = values.FirstOrDefault(other => other.Key == member.Key)?.Value as byte[];
            PresentedSignature? candidate = Candidate(request, member, value, now, out SignatureVerdict? fault);
            if (candidate is null)
            {
                first ??= fault! with { Scheme = SignatureScheme.MessageSignature, KeyId = member.Parameter("keyid") as string };
            }
            else
            {
                candidates.Add(candidate);
            }
        }

        return candidates.Count > 0 ? new(candidates, null) : SignatureReading.Refused(first!);
    }

    private static PresentedSignature? Candidate(
        RequestParts request,
        StructuredMember member,
        byte[]? value,
        DateTimeOffset now,
        out SignatureVerdict? fault
    )
    {
        fault = Coverage(request, member, value);
        if (fault is not null)
        {
            return null;
        }

        if (member.Parameter("keyid") is not string keyId || !KeyIds.AreUsable(keyId))
        {
            fault = new(SignatureFault.KeyIdUnusable, "The keyid is no http or https address.");
            return null;
        }

        if (member.Parameter("alg") is not (null or "rsa-v1_5-sha256" or "ed25519"))
        {
            fault = new(SignatureFault.AlgorithmUnfit, "The alg is neither rsa-v1_5-sha256 nor ed25519.");
            return null;
        }

        fault = Times(member, now, out DateTimeOffset end);
        fault ??= request.Body.Length > 0 ? ContentDigestField.Check(request.Field("content-digest"), request.Body.Span) : null;
        if (fault is not null)
        {
            return null;
        }

        string? text = SignatureBase.Of(request, Components(member), member.Raw, out string? unknown);
        if (text is null)
        {
            fault = new(SignatureFault.PartUnknown, $"\"{unknown}\" is signed and not in the request, or unknown.");
            return null;
        }

        return new PresentedSignature
        {
            Scheme = SignatureScheme.MessageSignature,
            KeyId = keyId,
            Value = value!,
            Strings = [text],
            Algorithm = member.Parameter("alg") as string,
            ReplayableUntil = end,
        };
    }

    private static SignatureVerdict? Coverage(RequestParts request, StructuredMember member, byte[]? value)
    {
        if (value is null || member.Value is not StructuredMember[] { Length: <= MostComponents } items)
        {
            return new(SignatureFault.Malformed, $"The signature \"{member.Key}\" has no value, or no list of components.");
        }

        // Parameters of components (";req", ";bs", ";key") change what is signed. Nobody sends them in requests here.
        if (items.Any(item => item.Value is not string || item.Parameters.Count > 0))
        {
            return new(SignatureFault.PartUnknown, $"The signature \"{member.Key}\" has a component with parameters.");
        }

        string[] components = [.. Components(member)];
        if (components.Distinct().Count() != components.Length)
        {
            return new(SignatureFault.Malformed, $"The signature \"{member.Key}\" has a component twice.");
        }

        if (!components.Contains("@method"))
        {
            return new(SignatureFault.NotCovered, "@method is not signed.");
        }

        if (!components.Contains("@target-uri") && !TargetInParts.All(components.Contains))
        {
            return new(SignatureFault.NotCovered, "@target-uri is not signed, nor all of its parts.");
        }

        return request.Body.Length > 0 && !components.Contains("content-digest")
            ? new(SignatureFault.NotCovered, "content-digest is not signed.")
            : null;
    }

    private static SignatureVerdict? Times(StructuredMember member, DateTimeOffset now, out DateTimeOffset end)
    {
        end = default;
        if (
            !TryMoment(member.Parameter("created"), out DateTimeOffset? made)
            || !TryMoment(member.Parameter("expires"), out DateTimeOffset? expires)
        )
        {
            return new(SignatureFault.Malformed, "created or expires is no time in seconds.");
        }

        if (made is null)
        {
            return new(SignatureFault.NotCovered, "created is not signed.");
        }

        end = SignatureWindow.End(made.Value, expires);
        return SignatureWindow.Check(made.Value, expires, now);
    }

    private static bool TryMoment(object? value, out DateTimeOffset? moment)
    {
        moment = value is long and >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds((long)value) : null;
        return value is null || moment is not null;
    }

    private static IEnumerable<string> Components(StructuredMember member) =>
        ((StructuredMember[])member.Value).Select(item => (string)item.Value);
}
