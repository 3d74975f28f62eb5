using System.Security;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Api.Mastodon.Json;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.Mastodon.Instance;

/// <summary>How apps and other servers find out what this is: NodeInfo and host-meta.</summary>
internal sealed class DiscoveryEndpoints(InstancePresenter presenter, Addresses addresses) : IApiResource
{
    private const string Schema = "http://nodeinfo.diaspora.software/ns/schema/";

    /// <inheritdoc/>
    public void Map(ApiRoutes api)
    {
        api.Get("/.well-known/nodeinfo", LinksAsync).AllowAnyone();
        api.Get("/nodeinfo/2.0", c => DocumentAsync(c, "2.0")).AllowAnyone();
        api.Get("/nodeinfo/2.1", c => DocumentAsync(c, "2.1")).AllowAnyone();
        api.Get("/.well-known/host-meta", HostMetaAsync).AllowAnyone();
    }

    private Task LinksAsync(HttpContext context) =>
        context.AnswerAsync(new NodeInfoLinksJson([Link("2.0"), Link("2.1")]), MastodonJson.Wire.NodeInfoLinksJson);

    private NodeInfoLinkJson Link(string version) => new(Schema + version, $"{addresses.Origin}/nodeinfo/{version}");

    private async Task DocumentAsync(HttpContext context, string version) =>
        await context.AnswerAsync(await presenter.PresentNodeAsync(version, context.RequestAborted), MastodonJson.Wire.NodeInfoJson);

    private Task HostMetaAsync(HttpContext context)
    {
        context.Response.ContentType = "application/xrd+xml; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">
              <Link rel="lrdd" template="{SecurityElement.Escape(addresses.Origin)}/.well-known/webfinger?resource={"{uri}"}"/>
            </XRD>

            """
        );
    }
}
