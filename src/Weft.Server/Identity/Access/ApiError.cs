using System.Text.Json.Serialization;
using Weft.Core;

namespace Weft.Server.Identity.Access;

/// <summary>An error as Mastodon's apps and OAuth clients read it.</summary>
/// <param name="Error">A sentence, or OAuth's code.</param>
/// <param name="ErrorDescription">OAuth's sentence; left out when null.</param>
internal sealed record ApiError(string Error, string? ErrorDescription = null)
{
    /// <summary>A refused command of this room, such as "Validation failed: Website must be a valid URL".</summary>
    public static string Sentence(Refusal refusal) =>
        refusal switch
        {
            Refusal.Invalid invalid => "Validation failed: "
                + string.Join(", ", invalid.Faults.Select(f => $"{Title(f.Field)} {f.Reason}")),
            Refusal.NotAllowed denied => denied.Reason,
            Refusal.TooMany => "Too many requests",
            _ => "Record not found",
        };

    /// <summary>Answers with the error.</summary>
    public static Task WriteAsync(HttpContext context, int status, string error, string? description = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ApiError(error, description), ApiErrorJson.Default.ApiError);
    }

    private static string Title(string field) => char.ToUpperInvariant(field[0]) + field[1..].Replace('_', ' ');
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiErrorJson : JsonSerializerContext;
