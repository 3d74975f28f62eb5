using System.Text.Json.Serialization;

namespace Weft.Server.Identity.Access;

/// <summary>An error as Mastodon's apps and OAuth clients read it.</summary>
/// <param name="Error">A sentence, or OAuth's code.</param>
/// <param name="ErrorDescription">OAuth's sentence; left out when null.</param>
internal sealed record ApiError(string Error, string? ErrorDescription = null)
{
    /// <summary>Answers with the error.</summary>
    public static Task WriteAsync(HttpContext context, int status, string error, string? description = null)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ApiError(error, description), ApiErrorJson.Default.ApiError);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiErrorJson : JsonSerializerContext;
