using System.Globalization;
using Weft.Federation.Signatures.Digests;

namespace Weft.Federation.Signatures.Cavage;

/// <summary>Reads the signature of a request by draft-cavage-12 and checks all that needs no key.</summary>
internal static class CavageReading
{
    private const int MostParts = 50;

    /// <summary>The form of RFC 9110, and the same with a day of one digit, which some libraries write.</summary>
    private static readonly string[] DateForms = ["r", "ddd, d MMM yyyy HH':'mm':'ss 'GMT'"];

    public static SignatureReading Read(RequestParts request, string field, bool queryIsHarmless, DateTimeOffset now)
    {
        string? keyId = null;
        if (CavageParameters.Read(field, out string why) is not { } parameters)
        {
            return Refuse(SignatureFault.Malformed, why);
        }

        keyId = parameters["keyId"];
        if (keyId is null || parameters["signature"] is not { } base64)
        {
            return Refuse(SignatureFault.Malformed, "The Signature lacks keyId or signature.");
        }

        if (!StrictBase64.TryDecode(base64, out byte[]? value))
        {
            return Refuse(SignatureFault.Malformed, "The Signature's value is not base64.");
        }

        if (!KeyIds.AreUsable(keyId))
        {
            return Refuse(SignatureFault.KeyIdUnusable, "The keyId is no http or https address.");
        }

        string? algorithm = parameters["algorithm"]?.ToLowerInvariant();
        if (algorithm is not (null or "rsa-sha256" or "hs2019"))
        {
            return Refuse(SignatureFault.AlgorithmUnfit, "The algorithm is neither rsa-sha256 nor hs2019.");
        }

        string[] parts = (parameters["headers"] ?? (algorithm == "hs2019" ? CavageString.Created : "date")).ToLowerInvariant().Split(' ');
        SignatureReading reading =
            CheckParts(request, parts)
            ?? CheckTimes(request, parameters, parts, now, out DateTimeOffset end)
            ?? CheckBody(request)
            ?? Present(request, parameters, parts, queryIsHarmless, keyId, value, end);
        return reading.Refusal is { } refusal ? Refuse(refusal.Fault, refusal.Detail) : reading;

        SignatureReading Refuse(SignatureFault fault, string detail) =>
            SignatureReading.Refused(new(fault, detail) { Scheme = SignatureScheme.Cavage, KeyId = keyId });
    }

    private static SignatureReading? CheckParts(RequestParts request, string[] parts)
    {
        if (parts.Length > MostParts || parts.Distinct().Count() != parts.Length || parts.Contains(""))
        {
            return Fault(SignatureFault.Malformed, "The list of signed headers is empty, too long, or has one twice.");
        }

        string[] required = request.HasBody ? [CavageString.Target, "host", "digest"] : [CavageString.Target, "host"];
        if (required.FirstOrDefault(part => !parts.Contains(part)) is { } missing)
        {
            return Fault(SignatureFault.NotCovered, $"{missing} is not signed.");
        }

        if (!parts.Contains("date") && !parts.Contains(CavageString.Created))
        {
            return Fault(SignatureFault.NotCovered, "Neither date nor (created) is signed.");
        }

        return RequestParts.Normalised(request.Scheme, request.Field("host") ?? "") == request.Authority
            ? null
            : Fault(SignatureFault.HostForeign, $"The request is signed for another host than {request.Authority}.");
    }

    private static SignatureReading? CheckTimes(
        RequestParts request,
        CavageParameters parameters,
        string[] parts,
        DateTimeOffset now,
        out DateTimeOffset end
    )
    {
        end = DateTimeOffset.MaxValue;
        DateTimeOffset? expires = null;
        if (parameters["expires"] is { } text && (expires = Moment(text)) is null)
        {
            return Fault(SignatureFault.Malformed, "expires is no time in seconds.");
        }

        foreach (string part in parts.Where(part => part is "date" or CavageString.Created))
        {
            DateTimeOffset? made = part == "date" ? HttpDate(request.Field("date")) : Moment(parameters["created"]);
            if (made is null)
            {
                return Fault(SignatureFault.TooOld, $"{part} is signed and holds no time.");
            }

            if (SignatureWindow.Check(made.Value, expires, now) is { } verdict)
            {
                return SignatureReading.Refused(verdict);
            }

            DateTimeOffset its = SignatureWindow.End(made.Value, expires);
            end = its < end ? its : end;
        }

        return null;
    }

    private static SignatureReading? CheckBody(RequestParts request) =>
        request.HasBody && DigestField.Check(request.Field("digest"), request.Body.Span) is { } verdict
            ? SignatureReading.Refused(verdict)
            : null;

    private static SignatureReading Present(
        RequestParts request,
        CavageParameters parameters,
        string[] parts,
        bool queryIsHarmless,
        string keyId,
        byte[] value,
        DateTimeOffset end
    )
    {
        // Many servers sign the path alone. That is enough where the query changes nothing.
        string[] targets = request.HasQuery && queryIsHarmless ? [request.Target, request.Path] : [request.Target];
        List<string> strings = [];
        foreach (string target in targets)
        {
            string? text = CavageString.Of(request, parts, target, parameters["created"], parameters["expires"], out string? absent);
            if (text is null)
            {
                return Fault(SignatureFault.PartUnknown, $"{absent} is signed and not in the request.");
            }

            strings.Add(text);
        }

        PresentedSignature signature = new()
        {
            Scheme = SignatureScheme.Cavage,
            KeyId = keyId,
            Value = value,
            Strings = strings,
            ReplayableUntil = end,
        };
        return new([signature], null);
    }

    private static SignatureReading Fault(SignatureFault fault, string detail) => SignatureReading.Refused(new(fault, detail));

    /// <summary>A time in seconds since 1970; fractions, which the draft allows for "expires", are dropped.</summary>
    private static DateTimeOffset? Moment(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
        && seconds <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    private static DateTimeOffset? HttpDate(string? text) =>
        DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;
}
