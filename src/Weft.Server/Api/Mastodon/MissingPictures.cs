namespace Weft.Server.Api.Mastodon;

/// <summary>Serves what stands where somebody has no picture, at addresses that apps recognise by their last part.</summary>
internal static class MissingPictures
{
    private static readonly StaticFileOptions Options = new()
    {
        OnPrepareResponse = answer =>
        {
            answer.Context.Response.Headers.CacheControl = "public, max-age=86400";
            answer.Context.Response.Headers.XContentTypeOptions = "nosniff";
            answer.Context.Response.Headers.AccessControlAllowOrigin = "*";
        },
    };

    /// <summary>Comes before routing.</summary>
    public static void UseMissingPictures(this WebApplication app) =>
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/avatars") || context.Request.Path.StartsWithSegments("/headers"),
            branch => branch.UseStaticFiles(Options)
        );
}
