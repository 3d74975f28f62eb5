using Microsoft.AspNetCore.Http.Features;
using Weft.Federation.Delivery;
using Weft.Federation.Documents;
using Weft.Federation.Inbox;
using Weft.Federation.Presenting;
using Weft.Federation.Signatures;
using Weft.Server.Api.Mastodon.Answers;
using Weft.Server.Hosting;
using Weft.Server.Hosting.RateLimiting;
using Weft.Server.Identity.Access;

namespace Weft.Server.Api.ActivityPub;

/// <summary>Where other servers bring what their people do: one inbox for all, and one for each account.</summary>
internal sealed class InboxEndpoints(ActivityInbox inbox, Residents residents, LocalAddresses addresses, HostsHeard heard)
{
    public void Map(ApiRoutes routes)
    {
        routes.Post("/inbox", context => TakeAsync(context, null)).AllowAnyone().LimitRate(RateLimit.Receiving);
        routes.Post("/users/{name}/inbox", PersonalAsync).AllowAnyone().LimitRate(RateLimit.Receiving);
    }

    private async Task PersonalAsync(HttpContext context)
    {
        if (await residents.OfPathAsync(context) is { } owner)
        {
            await TakeAsync(context, owner.Id);
        }
    }

    private async Task TakeAsync(HttpContext context, long? recipientId)
    {
        InboxAnswer answer = await inbox.TakeAsync(await ReadAsync(context), recipientId, context.RequestAborted);
        if (answer.Signature is { } signature)
        {
            await heard.HeardFromAsync(signature.KeyId, signature.Scheme, context.RequestAborted);
        }

        if (answer.Status == StatusCodes.Status202Accepted)
        {
            context.Response.StatusCode = answer.Status;
        }
        else
        {
            await Faults.WriteAsync(context, answer.Status, answer.Detail);
        }
    }

    /// <summary>The bytes as they came, since what is signed is these; and this server's own address, whatever the request claims.</summary>
    private async Task<RequestParts> ReadAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Origin here = Origin.Of(addresses.Origin)!.Value;
        return new RequestParts(
            HttpMethods.Post,
            here.Scheme,
            here.Authority,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Headers.Select(header => KeyValuePair.Create<string, IEnumerable<string?>>(header.Key, header.Value)),
            body.ToArray()
        );
    }
}
