using Weft.Core.Accounts;
using Weft.Federation.Presenting;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>How others find this server and its people: WebFinger (RFC 7033), host-meta (RFC 6415), NodeInfo 2.0 and 2.1.</summary>
internal sealed class DiscoveryEndpoints(
    WeftOptions options,
    DiscoveryDocuments documents,
    Residents residents,
    WebFingerResource resources,
    ServerFigures figures
)
{
    private const string Descriptor = "application/jrd+json; charset=utf-8";
    private const string Xrd = "application/xrd+xml; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";
    private const int Hour = 3_600;

    public void Map(ApiRoutes routes)
    {
        routes.Get("/.well-known/webfinger", WebFingerAsync).AllowAnyone().LimitRate(RateLimit.Documents);
        routes.Get("/.well-known/host-meta", c => c.AnswerDocumentAsync(documents.HostMetaXml(), Xrd, Hour)).AllowAnyone();
        routes.Get("/.well-known/host-meta.json", c => c.AnswerDocumentAsync(documents.HostMetaJson(), Json, Hour)).AllowAnyone();
        routes.Get("/.well-known/nodeinfo", c => c.AnswerDocumentAsync(documents.NodeInfoLinks(), Json, Hour)).AllowAnyone();
        routes.Get("/nodeinfo/2.0", c => NodeInfoAsync(c, "2.0")).AllowAnyone();
        routes.Get("/nodeinfo/2.1", c => NodeInfoAsync(c, "2.1")).AllowAnyone();
    }

    private async Task WebFingerAsync(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        string? resource = context.Request.Query["resource"];
        if (string.IsNullOrWhiteSpace(resource))
        {
            await Faults.WriteAsync(context, StatusCodes.Status400BadRequest, "The resource is missing");
            return;
        }

        if (resources.Read(resource) is not { } named)
        {
            await context.RefuseUnknownAsync();
            return;
        }

        if (named.Username is not string name)
        {
            await context.AnswerDocumentAsync(documents.WebfingerOfInstance(), Descriptor);
        }
        else if (await residents.FindAsync(name, context.RequestAborted) is { } account)
        {
            await context.AnswerDocumentAsync(documents.Webfinger(account.Username), Descriptor);
        }
        else if (await residents.HasLeftAsync(name, context.RequestAborted))
        {
            await Faults.WriteAsync(context, StatusCodes.Status410Gone, "This account was deleted");
        }
        else
        {
            await context.RefuseUnknownAsync();
        }
    }

    private async Task NodeInfoAsync(HttpContext context, string version)
    {
        ServerFigures.Figures now = await figures.ReadAsync(context.RequestAborted);
        NodeFacts facts = new(
            WeftVersion.Number,
            Repository: null,
            options.Title,
            options.Description,
            options.Registration is RegistrationMode.Open or RegistrationMode.Approval,
            now.Accounts,
            now.ActiveMonth,
            now.ActiveHalfYear,
            now.Posts
        );
        await context.AnswerDocumentAsync(DiscoveryDocuments.NodeInfo(version, facts), DiscoveryDocuments.NodeInfoType(version));
    }
}
