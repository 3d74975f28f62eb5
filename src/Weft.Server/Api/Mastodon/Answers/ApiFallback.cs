using Microsoft.AspNetCore.Http.Features;
using Weft.Server.Hosting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Answers;

/// <summary>Under the doors of apps every answer is JSON, also where nothing is: unknown paths and wrong methods.</summary>
internal static class ApiFallback
{
    /// <summary>Comes before routing's own empty answers are sent.</summary>
    public static void UseApiFallback(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                AllowRefusal(context);
                await next(context);
                HttpResponse response = context.Response;
                if (
                    response.HasStarted
                    || response.StatusCode < 400
                    || response.ContentType is not null
                    || !Faults.WantsJson(context.Request)
                )
                {
                    return;
                }

                string sentence = response.StatusCode switch
                {
                    StatusCodes.Status404NotFound => "Not Found",
                    StatusCodes.Status405MethodNotAllowed => "Method Not Allowed",
                    StatusCodes.Status413PayloadTooLarge => "The request is too large",
                    StatusCodes.Status415UnsupportedMediaType => "Unsupported Media Type",
                    StatusCodes.Status429TooManyRequests => "Too many requests",
                    _ => "The request could not be read",
                };
                await ApiError.WriteAsync(context, response.StatusCode, sentence);
            }
        );

    /// <summary>Lets a body that is too large come to its end, since most apps read no answer before.</summary>
    private static void AllowRefusal(HttpContext context)
    {
        if (
            context.Request.ContentLength is > RequestLimits.BodyBytes and <= RequestLimits.RefusedBodyBytes
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
            && Faults.WantsJson(context.Request)
        )
        {
            limit.MaxRequestBodySize = RequestLimits.RefusedBodyBytes;
        }
    }
}
