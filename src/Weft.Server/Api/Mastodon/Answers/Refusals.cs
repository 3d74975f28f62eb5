using System.Globalization;
using System.Text.Json;
using Weft.Core;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Answers;

/// <summary>Core's refusals in Mastodon's words and shape. Apps compare some of them, so they stay as they are.</summary>
internal static class Refusals
{
    /// <summary>What does not exist, or not for the caller.</summary>
    public const string NotFound = "Record not found";

    /// <summary>Answers with the refusal.</summary>
    public static Task RefuseAsync(this HttpContext context, Refusal refusal)
    {
        switch (refusal)
        {
            case Refusal.NotFound:
                return context.RefuseAsync(StatusCodes.Status404NotFound, NotFound);
            case Refusal.NotAllowed notAllowed:
                return context.RefuseAsync(StatusCodes.Status403Forbidden, notAllowed.Reason);
            case Refusal.Invalid invalid:
                return context.RefuseAsync(StatusCodes.Status422UnprocessableEntity, Sentence(invalid));
            case Refusal.TooMany tooMany:
                context.Response.Headers.RetryAfter = Math.Ceiling(tooMany.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return context.RefuseAsync(StatusCodes.Status429TooManyRequests, "Too many requests");
            default:
                throw new InvalidOperationException($"Unknown refusal {refusal}.");
        }
    }

    /// <summary>404.</summary>
    public static Task RefuseNotFoundAsync(this HttpContext context) => context.RefuseAsync(StatusCodes.Status404NotFound, NotFound);

    /// <summary>422 for what this server does not offer.</summary>
    public static Task RefuseUnavailableAsync(this HttpContext context, string sentence) =>
        context.RefuseAsync(StatusCodes.Status422UnprocessableEntity, sentence);

    /// <summary>Any status with a sentence.</summary>
    public static Task RefuseAsync(this HttpContext context, int status, string sentence)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        return ApiError.WriteAsync(context, status, sentence);
    }

    /// <summary>What apps that wait for their uploads compare.</summary>
    private const string NotReady = "Cannot attach files that have not finished processing. Try again in a moment!";

    /// <summary>Such as "Validation failed: Text can't be blank, Language is invalid".</summary>
    private static string Sentence(Refusal.Invalid invalid) =>
        invalid.Faults is [{ Code: "not_ready" }]
            ? NotReady
            : "Validation failed: " + string.Join(", ", invalid.Faults.Select(fault => $"{Title(fault.Field)} {fault.Reason}".TrimStart()));

    private static string Title(string field)
    {
        string words = JsonNamingPolicy.SnakeCaseLower.ConvertName(field).Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
